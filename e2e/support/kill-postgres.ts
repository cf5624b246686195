/** The death of an embedded PostgreSQL. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "../../src/db/connect.ts";
import { findRunning } from "../../src/db/embedded/find.ts";

/** Ends the PostgreSQL of a data directory with all of its processes, as `kill -9` does. It may be dead already. */
export async function killPostgres(data: string): Promise<void> {
  const file = join(data, "postgresql", "cluster", "postmaster.pid");
  const main = Number((await readFile(file, "utf8").catch(() => "")).split("\n")[0]);
  const others = await backends(data);
  // The main one first: it would end the others, and start anew, by itself.
  for (const pid of [main, ...others]) {
    try {
      if (pid > 0) process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/** Its other processes; none when it can't be asked, as it is dead or recovers. */
async function backends(data: string): Promise<number[]> {
  const connection = await findRunning(data);
  if (!connection) return [];
  const sql = connect(connection, { max: 1, applicationName: "test" });
  try {
    const rows = await sql<{ pid: number }[]>`select pid from pg_stat_activity`;
    return rows.map(({ pid }) => pid);
  } catch {
    return [];
  } finally {
    await sql.end({ timeout: 1 });
  }
}
