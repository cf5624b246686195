/** How batches of requests reach their tables: one statement a batch. */

import type { Sql } from "../db/connect.ts";
import type { ConnectionId, OrgId } from "../db/ids.ts";
import type { IncomingRequest, RequestRecord } from "./record.ts";
import { keptArrival, keptContent, keptText } from "./record.ts";

/** A request whose token is missing, malformed or unknown. Its body is not kept: nobody may see it. */
export interface UnknownRequest extends IncomingRequest {
  readonly reason: "missing" | "malformed" | "unknown";
}

export interface CountKey {
  readonly orgId: OrgId;
  readonly connectionId: ConnectionId;
  /** The minute's beginning. */
  readonly minute: Date;
  readonly method: string;
  readonly resourceType: string;
  readonly status: number;
}

export interface Count {
  readonly key: CountKey;
  readonly count: number;
}

/** So many requests of nobody are kept, the newest. */
const UNKNOWN_KEPT = 10_000;

/** A request as its table holds it: cut, and without secrets. */
export type RequestRow = ReturnType<typeof requestRow>;

export function requestRow(record: RequestRecord) {
  return {
    ...keptArrival(record),
    ...keptContent(record.body, record.notes),
    org_id: record.orgId,
    connection_id: record.connectionId,
    status: record.status,
    scim_type: record.scimType ?? null,
    detail: record.detail === undefined ? null : keptText(record.detail),
    resource_type: record.resourceType ?? null,
    resource_id: record.resourceId ?? null,
    duration_ms: record.durationMs,
    results: record.results ?? null,
  };
}

/** A request of nobody as its table holds it. */
export type UnknownRow = ReturnType<typeof unknownRow>;

export function unknownRow(request: UnknownRequest) {
  return { ...keptArrival(request), reason: request.reason };
}

/** Stores requests one by one. Storing one again does nothing, so that a batch whose answer was lost can be repeated. */
export async function insertRequests(sql: Sql, rows: readonly RequestRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into requests
      (org_id, id, connection_id, at, method, path, status, scim_type, detail, resource_type, resource_id,
       client, address, duration_ms, body, notes, results)
    select org_id, id, connection_id, at, method, path, status, scim_type, detail, resource_type, resource_id,
      client, address, duration_ms, body, notes, results
    from json_populate_recordset(null::requests, ${JSON.stringify(rows)}::text::json)
    on conflict do nothing`;
}

/** Adds to the counts per minute. */
export async function insertCounts(sql: Sql, counts: readonly Count[]): Promise<void> {
  if (counts.length === 0) return;
  const rows = counts.map(({ key, count }) => ({
    org_id: key.orgId,
    minute: key.minute,
    connection_id: key.connectionId,
    method: key.method,
    resource_type: key.resourceType,
    status: key.status,
    count,
  }));
  await sql`
    insert into request_counts as counted (org_id, minute, connection_id, method, resource_type, status, count)
    select org_id, minute, connection_id, method, resource_type, status, count
    from json_populate_recordset(null::request_counts, ${JSON.stringify(rows)}::text::json)
    order by org_id, minute, connection_id, method, resource_type, status
    on conflict (org_id, minute, connection_id, method, resource_type, status)
    do update set count = counted.count + excluded.count`;
}

/** Stores requests of nobody. */
export async function insertUnknown(sql: Sql, rows: readonly UnknownRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into unknown_requests (id, at, method, path, reason, client, address)
    select id, at, method, path, reason, client, address
    from json_populate_recordset(null::unknown_requests, ${JSON.stringify(rows)}::text::json)
    on conflict do nothing`;
}

/** Drops the oldest requests of nobody above the cap. */
export async function capUnknown(sql: Sql): Promise<void> {
  await sql`
    delete from unknown_requests
    where id < (select id from unknown_requests order by id desc offset ${UNKNOWN_KEPT} limit 1)`;
}
