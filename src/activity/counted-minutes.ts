/** What came faster than it was kept one by one: told as counts per minute, between the requests. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId, RequestId } from "../db/ids.ts";
import { counted } from "./names.ts";
import { timeOfId } from "./read-requests.ts";

/** Some requests of one minute. */
export interface CountedMinute {
  /** The minute's beginning. */
  readonly minute: Date;
  readonly refused: boolean;
  /** Whether they read, or searched: a write that is only counted changed nothing. */
  readonly lookedUp: boolean;
  readonly count: number;
  /** "and 4,312 more reads of users in this minute" */
  readonly text: string;
}

const MINUTE_MS = 60_000;
/** Of a page, so many lines of counts. */
const MOST = 1_000;

/**
 * The counts that belong to a page of requests, newest first: of minutes that ended after its last request, `next`
 * (undefined for all there are), and before the request `after` that it begins behind.
 */
export async function countedMinutes(
  sql: Queryable,
  orgId: OrgId,
  {
    after,
    next,
    refused,
  }: { after?: RequestId | undefined; next: RequestId | undefined; refused?: boolean | undefined },
): Promise<CountedMinute[]> {
  const ended = (id: RequestId) => new Date(timeOfId(id).getTime() - MINUTE_MS);
  const rows = await sql<{ minute: Date; method: string; type: string; refused: boolean; count: number }[]>`
    select c.minute, c.method, c.resource_type as type, c.status >= 400 as refused, sum(c.count)::bigint as count
    from request_counts c
    where c.org_id = ${orgId}
      ${after === undefined ? sql`` : sql`and c.minute < ${ended(after)}::timestamptz`}
      ${next === undefined ? sql`` : sql`and c.minute >= ${ended(next)}::timestamptz`}
      ${refused ? sql`and c.status >= 400` : sql``}
    group by 1, 2, 3, 4
    order by c.minute desc, 2, 3, 4
    limit ${MOST + 1}::integer`;
  const isCut = (index: number) => index === MOST - 1 && rows.length > MOST;
  return rows.slice(0, MOST).map(({ minute, method, type, refused: isRefused, count }, index) => ({
    minute,
    refused: isRefused,
    lookedUp: !isRefused && (WORDS.get(method) ?? "read") === "read",
    count,
    text: `and ${whatWasCounted(count, method, type, isRefused)} in this minute, counted only${isCut(index) ? "; earlier ones are not shown: --limit makes pages shorter" : ""}`,
  }));
}

function whatWasCounted(count: number, method: string, type: string, refused: boolean): string {
  const of = type === "" ? "" : ` of ${type}s`;
  const what = WORDS.get(method);
  // A POST that was refused was to create or to search.
  if (refused) return `${counted(count, what === undefined ? "more refusal" : `more refused ${what}`)}${of}`;
  return what === undefined || what === "read"
    ? counted(count, "more read") + of
    : `${counted(count, `more ${what}`)}${of}, nothing new`;
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["GET", "read"],
  ["HEAD", "read"],
  ["PATCH", "change"],
  ["PUT", "change"],
  ["DELETE", "deletion"],
]);
