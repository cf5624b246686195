/**
 * The log of requests as it grows. A request has its id since it came, but lands when its transaction commits or its
 * batch is stored: ids land out of order. So what is new is not "behind the last id": a stretch of time is read again
 * and again, and what has been told is remembered.
 */

import { setTimeout as sleep } from "node:timers/promises";
import type { Queryable } from "../db/connect.ts";
import { isAway } from "../db/failure.ts";
import type { RequestId } from "../db/ids.ts";
import { requestsAbout, whomNames } from "./about.ts";
import { type ExplainedRequest, explainer, type Reader } from "./list-requests.ts";
import { readRequests, timeOfId } from "./read-requests.ts";

const EVERY_MS = 1_000;
/** Reads and refusals are stored each second, most writes at once: so far back each time. */
const USUAL_MS = 10_000;
/** A transaction may take 120 s (http/serve.ts), and clocks may differ: so far back from time to time. */
const LONGEST_MS = 180_000;
const LONGEST_EVERY_MS = 15_000;

/** What is told beside the requests. */
export interface FollowNotices {
  /** From now on all that comes is seen. */
  readonly ready?: () => void;
  /** The database can't be reached, and is tried again. */
  readonly away?: () => void;
  readonly back?: () => void;
}

/** What lands: told apart by id, at the database's time. */
interface Look {
  readonly now: number;
  readonly ids: readonly RequestId[];
}

/**
 * What comes from now on, in batches, the oldest first. What lands more than three minutes after it came, as a server
 * had lost its database for so long, is in the list and not here. Times are the database's: ids have the servers' clocks,
 * and nobody knows what the command's says.
 */
export async function* followRequests(
  sql: Queryable,
  reader: Reader,
  wanted: { readonly refused?: boolean | undefined; readonly about?: string | undefined },
  signal: AbortSignal,
  notices: FollowNotices = {},
): AsyncGenerator<ExplainedRequest[]> {
  const first = await look(sql, reader, wanted.refused, LONGEST_MS);
  // What is there already has come before.
  const told = new Map(first.ids.map((id) => [id, timeOfId(id).getTime()]));
  let [whole, reached] = [first.now, first.now];
  let isAwayNow = false;
  notices.ready?.();
  while (!signal.aborted) {
    try {
      const isWhole = Date.now() - whole >= LONGEST_EVERY_MS || isAwayNow;
      const { now, ids } = await look(sql, reader, wanted.refused, isWhole ? LONGEST_MS : USUAL_MS, reached);
      const fresh = ids.filter((id) => !told.has(id));
      const explained = fresh.length > 0 ? await explainedOf(sql, reader, wanted.about, fresh) : [];
      for (const id of fresh) told.set(id, timeOfId(id).getTime());
      if (isWhole) {
        whole = Date.now();
        for (const [id, at] of told) if (at < now - 3 * LONGEST_MS) told.delete(id);
      }
      reached = now;
      if (isAwayNow) notices.back?.();
      isAwayNow = false;
      if (explained.length > 0) yield explained;
    } catch (error) {
      if (!isAway(error)) throw error;
      if (!isAwayNow) notices.away?.();
      isAwayNow = true;
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => {});
  }
}

/** The ids of so far back, from when the last look that came through was: while the database is away nothing is seen. */
async function look(
  sql: Queryable,
  { id }: Reader,
  refused: boolean | undefined,
  backMs: number,
  reached?: number,
): Promise<Look> {
  const [{ now }] = await sql<[{ now: Date }]>`select clock_timestamp() as now`;
  const from = new Date((reached ?? now.getTime()) - backMs);
  const rows = await sql<{ id: RequestId }[]>`
    select r.id from requests r
    where r.org_id = ${id} and r.id >= uuidv7_at(${from}::timestamptz) ${refused ? sql`and r.status >= 400` : sql``}`;
  return { now: now.getTime(), ids: rows.map((row) => row.id) };
}

/** Explained, the oldest first; with `about`, those about it only: whom it names may have come just now. */
async function explainedOf(
  sql: Queryable,
  reader: Reader,
  about: string | undefined,
  ids: readonly RequestId[],
): Promise<ExplainedRequest[]> {
  const [explain, among] = await Promise.all([
    explainer(sql, reader),
    about === undefined
      ? undefined
      : whomNames(sql, reader.id, about).then((whom) =>
          requestsAbout(sql, reader.id, whom, { since: earliestOf(ids) }),
        ),
  ]);
  const wanted = among ? ids.filter((id) => among.includes(id)) : ids;
  if (wanted.length === 0) return [];
  const kept = await readRequests(sql, reader.id, sql`select unnest(${[...wanted]}::uuid[]) as id`);
  return kept.map(explain).reverse();
}

function earliestOf(ids: readonly RequestId[]): Date {
  return new Date(Math.min(...ids.map((id) => timeOfId(id).getTime())));
}
