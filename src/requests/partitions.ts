/** The days that requests are stored in. */

import type { Queryable } from "../db/connect.ts";

const DAYS_AHEAD = 7;

/** Makes the partitions of today and the week after it. Every node calls it at start and from time to time; a day that none made is caught by the default partition. */
export async function makeRequestPartitions(sql: Queryable): Promise<void> {
  await sql`select make_request_partitions(${DAYS_AHEAD})`;
}
