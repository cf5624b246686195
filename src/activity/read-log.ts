/** The log of requests as a page of lines: runs of like requests folded, what was only counted between them. */

import type { Queryable } from "../db/connect.ts";
import type { RequestId } from "../db/ids.ts";
import { type CountedMinute, countedMinutes } from "./counted-minutes.ts";
import { fold, type Line } from "./fold.ts";
import { type ExplainedRequest, pagesOfRequests, type Reader, type Wanted } from "./list-requests.ts";
import { changedNothing, countLookUps, type Untold } from "./look-ups.ts";

export interface LogPage {
  readonly lines: readonly Line<ExplainedRequest>[];
  /** With look-ups left out, only what was refused. */
  readonly counted: readonly CountedMinute[];
  /** What was left out, counted ones too. */
  readonly untold: Untold;
  /** What `after` must be to go on; undefined at the end. */
  readonly next: RequestId | undefined;
}

/** How requests become lines. */
export type Folding = (requests: readonly ExplainedRequest[]) => Line<ExplainedRequest>[];

/** Read at a time, and at most for a page: a run may be of thousands. */
const AT_A_TIME = 200;
const MOST = 5_000;

/** A page of at most `wanted.limit` lines. With look-ups left out, so are writes that changed nothing. */
export async function readLog(
  sql: Queryable,
  reader: Reader,
  wanted: Wanted,
  folding: Folding = fold,
): Promise<LogPage> {
  const requests: ExplainedRequest[] = [];
  const unchanged: ExplainedRequest[] = [];
  let next: RequestId | undefined;
  let lines: Line<ExplainedRequest>[] = [];
  for await (const page of pagesOfRequests(sql, reader, { ...wanted, limit: AT_A_TIME })) {
    for (const request of page.requests)
      (wanted.withoutLookUps && changedNothing(request) ? unchanged : requests).push(request);
    next = page.next;
    lines = folding(requests);
    if (lines.length > wanted.limit || requests.length + unchanged.length >= MOST) break;
  }
  if (lines.length > wanted.limit) {
    const most = howManyFit(requests, wanted.limit, folding);
    lines = folding(requests.slice(0, most));
    next = requests[most - 1]?.id;
  }
  const counted = await countsBeside(sql, reader, wanted, next);
  if (!wanted.withoutLookUps) return { lines, counted, untold: { lookUps: 0, unchanged: 0 }, next };
  const kept = await countLookUps(sql, reader.id, wanted, next);
  return {
    lines,
    ...leftOut(counted, kept, unchanged.filter(({ id }) => next === undefined || id >= next).length),
    next,
  };
}

/** What was only counted, beside a page that ends with `next`. */
async function countsBeside(
  sql: Queryable,
  reader: Reader,
  { about, since, until, after, refused }: Wanted,
  next: RequestId | undefined,
): Promise<CountedMinute[]> {
  // Counts are of nobody in particular, and of no moment within their minute.
  if (about !== undefined || since !== undefined || until !== undefined) return [];
  return await countedMinutes(sql, reader.id, { after, next, refused });
}

/** Adds to what is left out of a page those of `counted` that were not refused. */
function leftOut(counted: readonly CountedMinute[], lookUps: number, unchanged: number) {
  const more = (lookedUp: boolean) =>
    counted.filter((one) => !one.refused && one.lookedUp === lookedUp).reduce((sum, { count }) => sum + count, 0);
  return {
    counted: counted.filter(({ refused }) => refused),
    untold: { lookUps: lookUps + more(true), unchanged: unchanged + more(false) },
  };
}

/** How many of `requests` make at most `limit` lines: at least one for each line. */
function howManyFit(requests: readonly ExplainedRequest[], limit: number, folding: Folding): number {
  let most = requests.length;
  while (most > limit && folding(requests.slice(0, most)).length > limit)
    most -= Math.max(1, Math.floor((most - limit) / 20));
  return most;
}
