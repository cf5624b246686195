/** The days that requests are stored in. */

import type { Queryable } from "../db/connect.ts";

const DAYS_AHEAD = 7;

/**
 * Makes the partitions of today and the week after it. Every node calls it at start and from time to time; a day that none
 * made is caught by the default partition, and moved out of it when it is made.
 * @throws Error naming the days that could not be made; the others are
 */
export async function makeRequestPartitions(sql: Queryable): Promise<void> {
  const failures = await sql<{ failure: string }[]>`
    select failure from make_request_partitions(${DAYS_AHEAD}) as failure`;
  if (failures.length > 0) throw new Error(failures.map(({ failure }) => failure).join("\n"));
}
