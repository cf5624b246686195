/**
 * The database of a command: DATABASE_URL's; or that of the Muster which runs on the data directory; or, when none does,
 * the data directory's own, started for as long as the command takes.
 */

import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Sql, type Target } from "../db/connect.ts";
import { DataDirectoryHeld } from "../db/embedded/acquire.ts";
import { findHeld } from "../db/embedded/find.ts";
import { findHome } from "../db/embedded/home.ts";
import { type EmbeddedDatabase, startEmbedded } from "../db/embedded/start.ts";
import { isAway } from "../db/failure.ts";
import { checkForeign } from "../db/foreign.ts";
import { migrate } from "../db/migrate.ts";
import { readEnvironment, readSettings, type Settings } from "../settings.ts";
import { CommandFailed } from "./failure.ts";
import { say } from "./say.ts";
import { onFirstSignal } from "./signals.ts";

/**
 * So long a database is waited for that another command is just starting or stopping. A first start on a busy machine
 * takes ten seconds and more, and several may be before us.
 */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/** How a command needs the database. */
interface Need {
  /** The command makes it where there is none yet. */
  readonly mayBeNew?: boolean;
  /** The command brings it up to date itself. */
  readonly asItIs?: boolean;
  /** The command makes no sense unless a server runs. */
  readonly ofServer?: boolean | undefined;
}

/** Runs `work` on the database, up to date where we start it ourselves, and gives back what it returns. */
export async function withDatabase<T>(work: (sql: Sql, settings: Settings) => Promise<T>, need: Need = {}): Promise<T> {
  const settings = readSettings(readEnvironment());
  const { databaseUrl } = settings;
  if (databaseUrl === undefined) return await onDataDirectory(settings, (sql) => work(sql, settings), need);
  return await withPool(databaseUrl, async (sql) => {
    await checkForeign(sql, databaseUrl);
    return await work(sql, settings);
  });
}

/** What `work` returned; undefined where it did not begin. */
type Done<T> = { readonly result: T } | undefined;

async function onDataDirectory<T>(settings: Settings, work: (sql: Sql) => Promise<T>, need: Need): Promise<T> {
  const { dataDirectory } = settings;
  const deadline = Date.now() + PATIENCE_MS;
  let isTold = false;
  for (;;) {
    const beside = await besideAnother(dataDirectory, work, need);
    if (beside) return beside.result;
    if (need.ofServer) throw new CommandFailed(`Muster does not run on ${dataDirectory}; start it (npm start).`);
    if (!need.mayBeNew && (await findHome(dataDirectory)) === undefined) throw nothingYet(settings);
    try {
      return await alone(dataDirectory, work, need, isTold);
    } catch (error) {
      // Another command was first, or is about to stop it.
      if (!(error instanceof DataDirectoryHeld) || Date.now() > deadline) throw error;
      isTold = true;
    }
    await sleep(PAUSE_MS);
  }
}

/** On the database that a server or another command has started. */
async function besideAnother<T>(
  dataDirectory: string,
  work: (sql: Sql) => Promise<T>,
  { asItIs, ofServer }: Need,
): Promise<Done<T>> {
  const held = await findHeld(dataDirectory).catch(unlessAway);
  if (held === undefined || (ofServer && held.kind !== "server")) return undefined;
  return await withPool(held.connection, async (sql) => {
    if (!(await join(sql).catch(unlessAway))) return undefined;
    // Whoever starts a database brings it up to date: of commands the first that gets to it, a server by itself.
    if (held.kind === "server") await awaitTables(sql);
    else if (!asItIs) await migrate(sql);
    return { result: await work(sql) };
  });
}

/** Waits until a server that has made the database a moment ago has made its tables. */
async function awaitTables(sql: Sql): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await sql<[{ made: boolean }]>`select to_regclass('organizations') is not null as made`;
    if (row.made || Date.now() > deadline) return;
    await sleep(PAUSE_MS);
  }
}

/** On the database that we start, and stop when nobody uses it any more. */
async function alone<T>(
  dataDirectory: string,
  work: (sql: Sql) => Promise<T>,
  { asItIs }: Need,
  isTold: boolean,
): Promise<T> {
  const starting = startEmbedded(dataDirectory, say, "command");
  using _interrupts = stopWhenInterrupted(starting);
  if (!isTold) say(`No Muster runs on ${dataDirectory}: starting its database for this command.`);
  const database = await starting;
  return await withPool(database.connection, async (sql) => {
    try {
      if (!asItIs) await migrate(sql);
      return await work(sql);
    } finally {
      await awaitOthers(sql).catch(() => {});
      await database.stop();
    }
  });
}

async function withPool<T>(target: Target, work: (sql: Sql) => Promise<T>): Promise<T> {
  // One connection that stays: what it holds is how others see that the database is in use.
  const sql = connect(target, { max: 1, maxLifetime: null, applicationName: "muster command" });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Without it, PostgreSQL would outlive the command. */
function stopWhenInterrupted(starting: Promise<EmbeddedDatabase>): Disposable {
  return onFirstSignal((_signal, number) => {
    void starting
      .then((database) => database.stop())
      .catch(() => {})
      .finally(() => process.exit(128 + number));
  });
}

/** The lock that commands share while they use a database, and that who stops it takes for itself. */
const IN_USE = "muster commands";

/** Keeps a command that has started the database from stopping it. Whether it does: it may be about to. */
async function join(sql: Sql): Promise<boolean> {
  const [row] = await sql<[{ joined: boolean }]>`
    select pg_try_advisory_lock_shared(hashtextextended(${IN_USE}, 0)) as joined`;
  return row.joined;
}

/** Waits for the commands that use the database; from then on none can join. */
async function awaitOthers(sql: Sql): Promise<void> {
  for (;;) {
    const [row] = await sql<[{ alone: boolean }]>`
      select pg_try_advisory_lock(hashtextextended(${IN_USE}, 0)) as alone`;
    if (row.alone) return;
    await sleep(PAUSE_MS);
  }
}

/** It went away under our hands, or is just being made: 3D000 is no such database yet. */
function unlessAway(error: unknown): undefined {
  if (!isAway(error) && (error as { code?: unknown }).code !== "3D000") throw error;
}

function nothingYet({ dataDirectory }: Settings): CommandFailed {
  return new CommandFailed(
    `There is nothing in ${dataDirectory} yet: start Muster (npm start), or make an organization ` +
      "(./muster organization create NAME --admin EMAIL).",
  );
}
