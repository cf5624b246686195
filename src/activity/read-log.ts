/** The log of requests as a page of lines: runs of like requests folded, what was only counted between them. */

import type { Queryable } from "../db/connect.ts";
import type { RequestId } from "../db/ids.ts";
import { type CountedMinute, countedMinutes } from "./counted-minutes.ts";
import { fold, type Line, Runs } from "./fold.ts";
import { type ExplainedRequest, pagesOfRequests, type Reader, type Wanted } from "./list-requests.ts";
import { changedNothing, countLookUps, type Untold } from "./look-ups.ts";

export interface LogPage {
  /** The newest first. */
  readonly lines: readonly Line<ExplainedRequest>[];
  /** With look-ups left out, only what was refused. */
  readonly counted: readonly CountedMinute[];
  /** What was left out, counted ones too. */
  readonly untold: Untold;
  /** What `after`, or `before`, must be to go on; undefined at the end. */
  readonly next: RequestId | undefined;
}

/** How requests become lines. */
export interface Making {
  /** A line for each request. */
  readonly each?: boolean | undefined;
  /** Those that have none are left out, as if they were not there. */
  readonly isWanted?: ((request: ExplainedRequest) => boolean) | undefined;
  /** So many requests are read at most: a run may be of thousands. */
  readonly most?: number | undefined;
}

const AT_A_TIME = 200;
const MOST = 5_000;

/** A page of at most `wanted.limit` lines. With look-ups left out, so are writes that changed nothing. */
export async function readLog(
  sql: Queryable,
  reader: Reader,
  wanted: Wanted,
  { each = false, isWanted = () => true, most = MOST }: Making = {},
): Promise<LogPage> {
  const isBack = wanted.before !== undefined;
  const requests: ExplainedRequest[] = [];
  const unchanged: ExplainedRequest[] = [];
  const runs = new Runs<ExplainedRequest>();
  /** So many of the requests make no more lines than wanted. */
  let fitting = 0;
  let read = 0;
  let next: RequestId | undefined;
  const tooMany = () => (each ? requests.length : runs.lines) > wanted.limit;
  for await (const page of pagesOfRequests(sql, reader, { ...wanted, limit: AT_A_TIME })) {
    for (const request of isBack ? page.requests.toReversed() : page.requests) {
      if (!isWanted(request)) continue;
      if (wanted.withoutLookUps && changedNothing(request)) {
        unchanged.push(request);
        continue;
      }
      requests.push(request);
      runs.add(request);
      if (!tooMany()) fitting = requests.length;
    }
    read += page.requests.length;
    next = page.next;
    if (tooMany() || read >= most) break;
  }
  if (tooMany()) {
    requests.length = fitting;
    next = requests.at(-1)?.id;
  }
  if (isBack) requests.reverse();
  const lines = each ? requests.flatMap((request) => fold([request])) : fold(requests);
  const isWithin = ({ id }: ExplainedRequest) => next === undefined || (isBack ? id <= next : id >= next);
  const beside = await besidePage(sql, reader, wanted, next, unchanged.filter(isWithin).length);
  return { lines, ...beside, next };
}

/** What is not told one by one of a page that ends with `next`. */
async function besidePage(
  sql: Queryable,
  reader: Reader,
  wanted: Wanted,
  next: RequestId | undefined,
  unchanged: number,
): Promise<Pick<LogPage, "counted" | "untold">> {
  const { about, since, until, before, after, refused, withoutLookUps, onlyLookUps } = wanted;
  const stretch = before === undefined ? wanted : { ...wanted, after: next ?? after };
  const end = before ?? next;
  // Counts are of nobody in particular, and of no moment within their minute.
  const isWhole = about === undefined && since === undefined && until === undefined && !onlyLookUps;
  const counted = isWhole ? await countedMinutes(sql, reader.id, { after: stretch.after, next: end, refused }) : [];
  if (!withoutLookUps) return { counted, untold: { lookUps: 0, unchanged: 0 } };
  const lookUps = await countLookUps(sql, reader.id, stretch, end);
  const more = (lookedUp: boolean) =>
    counted.filter((one) => !one.refused && one.lookedUp === lookedUp).reduce((sum, { count }) => sum + count, 0);
  return {
    counted: counted.filter((one) => one.refused),
    untold: { lookUps: lookUps + more(true), unchanged: unchanged + more(false) },
  };
}
