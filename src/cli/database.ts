/**
 * The database of a command: DATABASE_URL's; or that of the Muster which runs on the data directory; or, when none does,
 * the data directory's own, started for as long as the command takes.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Sql, type Target } from "../db/connect.ts";
import { DataDirectoryHeld } from "../db/embedded/acquire.ts";
import type { EmbeddedConnection } from "../db/embedded/connection.ts";
import { findRunning } from "../db/embedded/find.ts";
import { findHome } from "../db/embedded/home.ts";
import { type EmbeddedDatabase, startEmbedded } from "../db/embedded/start.ts";
import { migrate } from "../db/migrate.ts";
import { readEnvironment, readSettings, type Settings } from "../settings.ts";
import { CommandFailed } from "./failure.ts";
import { say } from "./say.ts";

/** What a command's connections are called: how one that is about to stop the database sees that others still use it. */
const APPLICATION = "muster command";

/** How a command needs the database. */
interface Need {
  /** The command makes it where there is none yet. */
  readonly mayBeNew?: boolean;
  /** The command brings it up to date itself. */
  readonly asItIs?: boolean;
}

/** Runs `work` on the database, up to date where we start it ourselves, and gives back what it returns. */
export async function withDatabase<T>(
  work: (sql: Sql, settings: Settings) => Promise<T>,
  { mayBeNew = false, asItIs = false }: Need = {},
): Promise<T> {
  const settings = readSettings(readEnvironment());
  const running = settings.databaseUrl ?? (await findRunning(settings.dataDirectory));
  if (running !== undefined) return withPool(running, (sql) => work(sql, settings));
  if (!mayBeNew && (await findHome(settings.dataDirectory)) === undefined) throw nothingYet(settings);
  const database = await startForThis(settings.dataDirectory);
  if (!("stop" in database)) return withPool(database, (sql) => work(sql, settings));
  const interrupts = stopWhenInterrupted(database);
  try {
    return await withPool(database.connection, async (sql) => {
      if (!asItIs) await migrate(sql);
      return await work(sql, settings).finally(() => awaitOthers(sql).catch(() => {}));
    });
  } finally {
    await database.stop();
    interrupts.dispose();
  }
}

async function withPool<T>(target: Target, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connect(target, { max: 1, applicationName: APPLICATION });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The data directory's database, started; or its address, when another command was first. */
async function startForThis(dataDirectory: string): Promise<EmbeddedDatabase | EmbeddedConnection> {
  say(`No Muster runs on ${dataDirectory}: starting its database for this command.`);
  try {
    return await startEmbedded(dataDirectory, say);
  } catch (error) {
    const running = error instanceof DataDirectoryHeld ? await findRunning(dataDirectory) : undefined;
    if (running === undefined) throw error;
    return running;
  }
}

/** Without it, PostgreSQL would outlive the command. */
function stopWhenInterrupted(database: EmbeddedDatabase): { dispose(): void } {
  const stop = (_signal: string, number: number) => {
    void database.stop().finally(() => process.exit(128 + number));
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
  return { dispose: () => void process.off("SIGINT", stop).off("SIGTERM", stop) };
}

/** Waits for commands that have found the database which we have started, and are about to lose it. */
async function awaitOthers(sql: Sql): Promise<void> {
  for (;;) {
    const others = await sql`
      select from pg_stat_activity
      where datname = current_database() and application_name = ${APPLICATION} and pid <> pg_backend_pid()`;
    if (others.length === 0) return;
    await sleep(100);
  }
}

function nothingYet({ dataDirectory }: Settings): CommandFailed {
  return new CommandFailed(
    `There is nothing in ${dataDirectory} yet: start Muster (npm start), or make an organization ` +
      "(./muster organization create NAME --admin EMAIL).",
  );
}
