/**
 * Requests by quarters of an hour. A quarter that is over changes no more: it is counted once and remembered, so that
 * whoever looks again, at a day or at a year, makes the database count the latest quarters only.
 */

import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

/** A quarter of an hour. */
export interface Quarter {
  readonly requests: number;
  readonly refused: number;
}

export const QUARTER_MS = 15 * 60_000;
const QUARTERS_OF_DAY = 96;
/** A request may land so long after it came, and is counted by when it came (follow.ts). */
const LATE_MS = 10 * 60_000;
/** Days of organizations that are remembered, 800 bytes each. */
const MOST_DAYS = 5_000;
/** So many days are counted at once: what is counted is remembered, though a later count takes too long. */
const DAYS_AT_ONCE = 366;

/** A day (UTC) of an organization, counted from its beginning up to the quarter `counted`. */
interface Day {
  readonly requests: Float64Array;
  readonly refused: Float64Array;
  counted: number;
}

/** Of a day that begins with the quarter `begin` since 1970, its quarters from `first` to the one before `end`. */
interface PartOfDay {
  readonly day: Day;
  readonly begin: number;
  readonly first: number;
  readonly end: number;
}

export class Tally {
  /** By organization and day; those longest unused first. */
  readonly #days = new Map<string, Day>();

  /** The quarters from the one that `from` is in to the one that has what is just before `to`. */
  async quarters(sql: Queryable, orgId: OrgId, from: Date, to: Date, now = Date.now()): Promise<Quarter[]> {
    const beyond = Math.ceil(to.getTime() / QUARTER_MS);
    const days = this.#daysOf(orgId, Math.floor(from.getTime() / QUARTER_MS), beyond);
    const uncounted = days.filter(
      ({ day, begin, end }) => day.counted < end && (begin + day.counted) * QUARTER_MS <= now,
    );
    for (const stretch of inOneGo(uncounted)) await count(sql, orgId, stretch, now);
    return days.flatMap(({ day, first, end }) =>
      Array.from({ length: end - first }, (_, n) => ({
        requests: day.requests[first + n] ?? 0,
        refused: day.refused[first + n] ?? 0,
      })),
    );
  }

  /** The days from the quarter `first` to the one before `beyond`. */
  #daysOf(orgId: OrgId, first: number, beyond: number): PartOfDay[] {
    const days: PartOfDay[] = [];
    for (let at = first; at < beyond; at = Math.floor(at / QUARTERS_OF_DAY + 1) * QUARTERS_OF_DAY) {
      const number = Math.floor(at / QUARTERS_OF_DAY);
      const begin = number * QUARTERS_OF_DAY;
      const end = Math.min(beyond - begin, QUARTERS_OF_DAY);
      days.push({ day: this.#remembered(`${orgId} ${number}`), begin, first: at - begin, end });
    }
    return days;
  }

  #remembered(key: string): Day {
    const day = this.#days.get(key) ?? {
      requests: new Float64Array(QUARTERS_OF_DAY),
      refused: new Float64Array(QUARTERS_OF_DAY),
      counted: 0,
    };
    this.#days.delete(key);
    this.#days.set(key, day);
    const [oldest] = this.#days.keys();
    if (this.#days.size > MOST_DAYS && oldest !== undefined) this.#days.delete(oldest);
    return day;
  }
}

/** Days in runs that follow one another, so that one statement counts a run. */
function inOneGo(days: readonly PartOfDay[]): PartOfDay[][] {
  const runs: PartOfDay[][] = [];
  for (const part of days) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    // What is remembered of a day is not counted again: it begins a run.
    if (run && before && run.length < DAYS_AT_ONCE && before.begin + before.end === part.begin + part.day.counted)
      run.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** Counts what has not been counted of days that follow one another. */
async function count(sql: Queryable, orgId: OrgId, days: readonly PartOfDay[], now: number): Promise<void> {
  const [head, tail] = [days[0], days.at(-1)];
  if (!head || !tail) return;
  const from = new Date((head.begin + head.day.counted) * QUARTER_MS);
  const found = await countQuarters(sql, orgId, { from, to: new Date((tail.begin + tail.end) * QUARTER_MS) });
  for (const { day, begin, end } of days) {
    for (let index = day.counted; index < end; index++) {
      const quarter = found.get(begin + index);
      day.requests[index] = quarter?.requests ?? 0;
      day.refused[index] = quarter?.refused ?? 0;
    }
    const over = Math.floor((now - LATE_MS) / QUARTER_MS) - begin;
    day.counted = Math.max(day.counted, Math.min(end, over));
  }
}

/** Those kept one by one, each by its id alone, which has its time, and those only counted. By number since 1970. */
async function countQuarters(
  sql: Queryable,
  orgId: OrgId,
  { from, to }: { from: Date; to: Date },
): Promise<Map<number, Quarter>> {
  const isWithin = sql`r.id >= uuidv7_at(${from}::timestamptz) and r.id < uuidv7_at(${to}::timestamptz)`;
  const rows = await sql<{ quarter: number; requests: number; refused: number }[]>`
    with each as (
      select uuid_extract_timestamp(r.id) as at, 1 as requests, 0 as refused
      from requests r where r.org_id = ${orgId} and ${isWithin}
      union all
      select uuid_extract_timestamp(r.id), 0, 1
      from requests r where r.org_id = ${orgId} and ${isWithin} and r.status >= 400
      union all
      select c.minute, c.count, case when c.status >= 400 then c.count else 0 end
      from request_counts c
      where c.org_id = ${orgId} and c.minute >= ${from}::timestamptz and c.minute < ${to}::timestamptz
    )
    select floor(extract(epoch from at) * 1000 / ${QUARTER_MS}::integer)::bigint as quarter,
      sum(requests)::bigint as requests, sum(refused)::bigint as refused
    from each group by 1`;
  return new Map(rows.map(({ quarter, ...counts }) => [quarter, counts]));
}
