/** The log of requests as a page of lines: runs of like requests folded, what was only counted between them. */

import type { Queryable } from "../db/connect.ts";
import type { RequestId } from "../db/ids.ts";
import { type CountedMinute, countedMinutes } from "./counted-minutes.ts";
import { fold, type Line } from "./fold.ts";
import { type ExplainedRequest, pagesOfRequests, type Reader, type Wanted } from "./list-requests.ts";

export interface LogPage {
  readonly lines: readonly Line<ExplainedRequest>[];
  readonly counted: readonly CountedMinute[];
  /** What `after` must be to go on; undefined at the end. */
  readonly next: RequestId | undefined;
}

/** Read at a time, and at most for a page: a run may be of thousands. */
const AT_A_TIME = 200;
const MOST = 5_000;

/** A page of at most `wanted.limit` lines. */
export async function readLog(sql: Queryable, reader: Reader, wanted: Wanted): Promise<LogPage> {
  const requests: ExplainedRequest[] = [];
  let next: RequestId | undefined;
  let lines: Line<ExplainedRequest>[] = [];
  for await (const page of pagesOfRequests(sql, reader, { ...wanted, limit: AT_A_TIME })) {
    requests.push(...page.requests);
    next = page.next;
    lines = fold(requests);
    if (lines.length > wanted.limit || requests.length >= MOST) break;
  }
  if (lines.length > wanted.limit) {
    const most = howManyFit(requests, wanted.limit);
    lines = fold(requests.slice(0, most));
    next = requests[most - 1]?.id;
  }
  // Counts are of nobody in particular, and of no moment within their minute.
  const isPart = wanted.about !== undefined || wanted.since !== undefined || wanted.until !== undefined;
  const counted = isPart
    ? []
    : await countedMinutes(sql, reader.id, { after: wanted.after, next, refused: wanted.refused });
  return { lines, counted, next };
}

/** How many of `requests` make at most `limit` lines: at least one for each line. */
function howManyFit(requests: readonly ExplainedRequest[], limit: number): number {
  let most = requests.length;
  while (most > limit && fold(requests.slice(0, most)).length > limit)
    most -= Math.max(1, Math.floor((most - limit) / 20));
  return most;
}
