/** A request of an identity provider and how it was answered: what is kept of it, and its insert with a write. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { ConnectionId, OrgId, RequestId } from "../db/ids.ts";

/** What is known of a request when it arrives. */
export interface IncomingRequest {
  readonly id: RequestId;
  readonly at: Date;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** The body as sent; undefined when there was none. */
  readonly body: string | undefined;
  /** The User-Agent. */
  readonly client: string | undefined;
  readonly address: string;
}

/** A request with its answer. */
export interface RequestRecord extends IncomingRequest {
  readonly orgId: OrgId;
  readonly connectionId: ConnectionId;
  readonly status: number;
  readonly scimType: string | undefined;
  readonly detail: string | undefined;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  readonly durationMs: number;
  /** What was accepted but left out, each in a sentence. */
  readonly notes: readonly string[];
}

const KEPT_BODY = 64 * 1024;

/** The body as it is kept: without secrets, at most 64 KiB of it. */
export function keptBody(body: string | undefined): string | null {
  if (body === undefined) return null;
  const text = withoutSecrets(body).replaceAll("\0", "\uFFFD");
  return text.length > KEPT_BODY ? `${text.slice(0, KEPT_BODY)}…` : text;
}

/** Path and query as they are kept: a query that mentions a password, as a filter might, is left out. */
export function keptPath(path: string): string {
  return /password/i.test(path) ? `${path.split("?", 1)[0]}?(removed)` : path;
}

/**
 * The insert of a successful write's request, as a piece of the write's own statement.
 * `rows` is a select of `org_id, connection_id, resource_id, notes`, one row when the write succeeds and none else.
 */
export function requestOfWrite(
  sql: Queryable,
  request: IncomingRequest,
  status: number,
  resourceType: "user" | "group",
  rows: Fragment,
): Fragment {
  return sql`
    insert into requests (org_id, id, connection_id, at, method, path, status, resource_type, resource_id,
      client, address, duration_ms, body, notes)
    select org_id, ${request.id}::uuid, connection_id, ${request.at}::timestamptz, ${request.method}, ${keptPath(request.path)},
      ${status}, ${resourceType}, resource_id, ${request.client ?? null}, ${request.address},
      extract(epoch from clock_timestamp() - ${request.at}::timestamptz) * 1000, ${keptBody(request.body)}, notes
    from (${rows}) as written (org_id, connection_id, resource_id, notes)`;
}

/**
 * `body` with every password in it blanked: below a key of that name, as the value of a PATCH operation on that path, or
 * in a filter that mentions one.
 * A body that is no JSON but mentions one is not kept at all.
 */
function withoutSecrets(body: string): string {
  if (!/password/i.test(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), function (this: Record<string, unknown>, key, value) {
      const ofPath = /^value$/i.test(key) && Object.entries(this).some(isPathOfPassword);
      const inFilter = /^filter$/i.test(key) && /password/i.test(String(value));
      return /password/i.test(key) || ofPath || inFilter ? "(removed)" : value;
    });
  } catch {
    return "(not kept: no valid JSON, and it may hold a password)";
  }
}

function isPathOfPassword([key, value]: [string, unknown]): boolean {
  return /^path$/i.test(key) && typeof value === "string" && /password/i.test(value);
}
