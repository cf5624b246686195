/**
 * The log of requests as it grows. A request has its id since it came, but lands when its transaction commits or its
 * batch is stored: ids land out of order. So what is new is not "behind the last id": a stretch of time is read again
 * and again, and what has been told is remembered.
 */

import { setTimeout as sleep } from "node:timers/promises";
import type { Queryable } from "../db/connect.ts";
import { isAway } from "../db/failure.ts";
import type { RequestId } from "../db/ids.ts";
import { type ExplainedRequest, explainer, type Reader, type Wanted } from "./list-requests.ts";
import { readRequests, timeOfId } from "./read-requests.ts";

const EVERY_MS = 1_000;
/** Reads and refusals are stored each second, most writes at once: so far back each time. */
const USUAL_MS = 10_000;
/** A transaction may take 120 s (http/serve.ts), and clocks may differ: so far back from time to time. */
const LONGEST_MS = 180_000;
const LONGEST_EVERY_MS = 15_000;

/**
 * What comes from now on, in batches, the oldest first. What lands more than three minutes after it came, as a server
 * had lost its database for so long, is in the list and not here.
 */
export async function* followRequests(
  sql: Queryable,
  reader: Reader,
  wanted: Pick<Wanted, "refused">,
  signal: AbortSignal,
  begin: Date = new Date(),
): AsyncGenerator<ExplainedRequest[]> {
  const told = new Map<RequestId, number>();
  let whole = begin.getTime();
  let reached = begin.getTime();
  while (!signal.aborted) {
    const now = Date.now();
    const isWhole = now - whole >= LONGEST_EVERY_MS;
    // Since the last look that came through: while the database is away nothing is seen, and nothing forgotten.
    const from = Math.max(begin.getTime(), isWhole ? Math.min(whole, now) - LONGEST_MS : reached - USUAL_MS);
    try {
      const fresh = await landed(sql, reader, wanted, new Date(from), told);
      for (const { id } of fresh) told.set(id, timeOfId(id).getTime());
      if (isWhole) {
        whole = now;
        for (const [id, at] of told) if (at < now - 2 * LONGEST_MS) told.delete(id);
      }
      reached = now;
      if (fresh.length > 0) yield fresh;
    } catch (error) {
      if (!isAway(error)) throw error;
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => {});
  }
}

/** Explained, those since `from` that have not been told. Their ids are compared first: few of them are new. */
async function landed(
  sql: Queryable,
  reader: Reader,
  { refused }: Pick<Wanted, "refused">,
  from: Date,
  told: ReadonlyMap<RequestId, number>,
): Promise<ExplainedRequest[]> {
  const rows = await sql<{ id: RequestId }[]>`
    select r.id from requests r
    where r.org_id = ${reader.id} and r.id >= uuidv7_at(${from}::timestamptz) ${refused ? sql`and r.status >= 400` : sql``}`;
  const fresh = rows.map(({ id }) => id).filter((id) => !told.has(id));
  if (fresh.length === 0) return [];
  const [explain, kept] = await Promise.all([
    explainer(sql, reader),
    readRequests(sql, reader.id, sql`select unnest(${fresh}::uuid[]) as id`),
  ]);
  return kept.map(explain).reverse();
}
