/** What an organization's identity provider did over time, in figures. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { QUARTER_MS, type Quarter, type Tally } from "./tally.ts";

export interface Traffic {
  /** The last 24 hours, the oldest first. */
  readonly quarters: readonly Quarter[];
  readonly requests: number;
  readonly refused: number;
  /** In the 24 hours before. */
  readonly refusedBefore: number;
}

const QUARTERS = 96;

/** The last two days, those kept one by one and those only counted. */
export async function recentTraffic(sql: Queryable, tally: Tally, orgId: OrgId, now = new Date()): Promise<Traffic> {
  const from = new Date(endOfQuarter(now) - 2 * QUARTERS * QUARTER_MS);
  const both = await tally.quarters(sql, orgId, from, now);
  const [before, quarters] = [both.slice(0, QUARTERS), both.slice(QUARTERS)];
  return {
    quarters,
    requests: sum(quarters, ({ requests }) => requests),
    refused: sum(quarters, ({ refused }) => refused),
    refusedBefore: sum(before, ({ refused }) => refused),
  };
}

/** A bar of a chart. */
export interface Bar extends Quarter {
  readonly from: Date;
}

/** A stretch of time in bars of equal length, the oldest first. */
export interface Chart {
  readonly bars: readonly Bar[];
  readonly barMs: number;
}

/** A chart has about as many bars, whole quarters of an hour each. */
const MOST_BARS = 100;
const LENGTHS_IN_QUARTERS = [1, 2, 4, 8, 12, 24, 48, 96, 7 * 96, 28 * 96];

/** What came `from` that time and before `to`: the first bar begins with the quarter, or the day (UTC), that `from` is in. */
export async function trafficChart(
  sql: Queryable,
  tally: Tally,
  orgId: OrgId,
  { from, to }: { from: Date; to: Date },
): Promise<Chart> {
  const quarters = (to.getTime() - from.getTime()) / QUARTER_MS;
  const length =
    LENGTHS_IN_QUARTERS.find((each) => quarters / each <= MOST_BARS) ?? (LENGTHS_IN_QUARTERS.at(-1) as number);
  const barMs = length * QUARTER_MS;
  const first = Math.floor(from.getTime() / barMs) * barMs;
  const counted = await tally.quarters(sql, orgId, new Date(first), to);
  const bars = Array.from({ length: Math.ceil(counted.length / length) }, (_, index) => {
    const within = counted.slice(index * length, (index + 1) * length);
    return {
      from: new Date(first + index * barMs),
      requests: sum(within, ({ requests }) => requests),
      refused: sum(within, ({ refused }) => refused),
    };
  });
  return { bars, barMs };
}

function endOfQuarter(at: Date): number {
  return Math.floor(at.getTime() / QUARTER_MS) * QUARTER_MS + QUARTER_MS;
}

function sum(some: readonly Quarter[], of: (quarter: Quarter) => number): number {
  return some.reduce((all, one) => all + of(one), 0);
}
