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
const DAY_MS = QUARTERS_OF_DAY * QUARTER_MS;
/** A request may land so long after it came, and is counted by when it came (follow.ts). */
const LATE_MS = 10 * 60_000;
/** Days of organizations that are remembered, 800 bytes each. */
const MOST_DAYS = 5_000;

/** A day (UTC) of an organization, counted from its beginning up to the quarter `counted`. */
interface Day {
  readonly requests: Float64Array;
  readonly refused: Float64Array;
  counted: number;
}

export class Tally {
  /** By organization and day; those longest unused first. */
  readonly #days = new Map<string, Day>();

  /** The quarters from the one that `from` is in to the one that has what is just before `to`. */
  async quarters(sql: Queryable, orgId: OrgId, from: Date, to: Date, now = Date.now()): Promise<Quarter[]> {
    const quarters: Quarter[] = [];
    const first = Math.floor(from.getTime() / QUARTER_MS);
    const beyond = Math.ceil(to.getTime() / QUARTER_MS);
    for (let at = first; at < beyond; ) {
      const day = Math.floor(at / QUARTERS_OF_DAY);
      const end = Math.min(beyond, (day + 1) * QUARTERS_OF_DAY);
      const { requests, refused } = await this.#day(sql, orgId, day, end - day * QUARTERS_OF_DAY, now);
      for (; at < end; at++) {
        const index = at % QUARTERS_OF_DAY;
        quarters.push({ requests: requests[index] ?? 0, refused: refused[index] ?? 0 });
      }
    }
    return quarters;
  }

  /** The day with its quarters below `end`. */
  async #day(sql: Queryable, orgId: OrgId, number: number, end: number, now: number): Promise<Day> {
    const day = this.#remembered(`${orgId} ${number}`);
    const { counted } = day;
    const begin = number * DAY_MS;
    if (counted >= end || begin + counted * QUARTER_MS > now) return day;
    const stretch = { from: new Date(begin + counted * QUARTER_MS), to: new Date(begin + end * QUARTER_MS) };
    const found = await countQuarters(sql, orgId, stretch);
    for (let index = counted; index < end; index++) {
      const quarter = found.get(number * QUARTERS_OF_DAY + index);
      day.requests[index] = quarter?.requests ?? 0;
      day.refused[index] = quarter?.refused ?? 0;
    }
    const over = Math.floor((now - LATE_MS - begin) / QUARTER_MS);
    day.counted = Math.max(day.counted, Math.min(end, over));
    return day;
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
