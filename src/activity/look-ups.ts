/** Telling what changed something, or was refused, from what an identity provider only looked up: most of all it sends. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, RequestId } from "../db/ids.ts";
import { LOOKED_THROUGH, type Stretch, within } from "./about.ts";
import type { KeptRequest } from "./kept-request.ts";
import { counted, listed } from "./names.ts";

/** How many requests are not told one by one. */
export interface Untold {
  /** Reads, searches, questions about the server. */
  readonly lookUps: number;
  /** Writes of what was so already. */
  readonly unchanged: number;
}

/** Whether the request was done and left all as it was. */
export function changedNothing({ status, changes }: Pick<KeptRequest, "status" | "changes">): boolean {
  return status < 400 && changes.length === 0;
}

/** Of requests that changed nothing, how many looked something up and how many sent what was so already. */
export function untoldOf(requests: readonly Pick<KeptRequest, "method" | "path">[]): Untold {
  const lookUps = requests.filter(({ method, path }) => /^(?:GET|HEAD)$/.test(method) || SEARCH.test(path)).length;
  return { lookUps, unchanged: requests.length - lookUps };
}

/** `312 look-ups and 2 requests that changed nothing` */
export function untoldInWords({ lookUps, unchanged }: Untold): string {
  return listed([
    ...(lookUps > 0 ? [counted(lookUps, "look-up")] : []),
    ...(unchanged > 0 ? [`${counted(unchanged, "request")} that changed nothing`] : []),
  ]);
}

/**
 * The ids of a stretch's requests but for look-ups, or of these only, the newest first, among its latest; with `before`
 * the oldest first, among its first. No index tells them apart. `next` is where it was left off; undefined where that is
 * the end.
 */
export async function requestsByLookUp(
  sql: Queryable,
  orgId: OrgId,
  stretch: Stretch,
  lookUps: "without" | "only",
): Promise<{ ids: readonly RequestId[]; next: RequestId | undefined }> {
  const [order, reverse] = stretch.before === undefined ? [sql`desc`, sql`asc`] : [sql`asc`, sql`desc`];
  const wanted = lookUps === "only" ? sql`is_look_up` : sql`not is_look_up`;
  const [found] = await sql<[{ ids: RequestId[]; read: number; last: RequestId | null }]>`
    with latest as materialized (
      select r.id, ${isLookUp(sql)} as is_look_up from requests r
      where r.org_id = ${orgId} and ${within(sql, sql`r.id`, stretch)}
      order by r.id ${order} limit ${LOOKED_THROUGH}::integer)
    select coalesce(array_agg(id order by id ${order}) filter (where ${wanted}), '{}') as ids, count(*)::integer as read,
      (select id from latest order by id ${reverse} limit 1) as last
    from latest`;
  return { ids: found.ids, next: found.read === LOOKED_THROUGH ? (found.last ?? undefined) : undefined };
}

/** Whether the request was answered and only looked something up. */
export function lookedUp({ method, path, status }: Pick<KeptRequest, "method" | "path" | "status">): boolean {
  return status < 400 && (/^(?:GET|HEAD)$/.test(method) || SEARCH.test(path));
}

/** How many look-ups a stretch has, down to the request `next` or to its end. */
export async function countLookUps(
  sql: Queryable,
  orgId: OrgId,
  stretch: Stretch,
  next: RequestId | undefined,
): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::integer as count from requests r
    where r.org_id = ${orgId} and ${within(sql, sql`r.id`, stretch)} and ${isLookUp(sql)}
      ${next === undefined ? sql`` : sql`and r.id >= ${next}::uuid`}`;
  return row.count;
}

const SEARCH = /\/\.search\/?(?:\?|$)/i;

/** Whether row `r` of requests was answered and is one by its form: a write may have changed nothing all the same. */
function isLookUp(sql: Queryable): Fragment {
  return sql`(r.status < 400 and (r.method in ('GET', 'HEAD') or r.path ~* ${SEARCH.source}))`;
}
