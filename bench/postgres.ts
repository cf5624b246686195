/** One PostgreSQL 18 for both servers, of the same binaries and settings as the embedded one, on a TCP port of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Sql as Pool } from "../src/db/connect.ts";
import { accountFor, runAs } from "../src/db/embedded/account.ts";
import { findBinaries } from "../src/db/embedded/binaries.ts";
import { prepareCluster } from "../src/db/embedded/cluster.ts";
import { USER } from "../src/db/embedded/connection.ts";
import { clusterOf } from "../src/db/embedded/home.ts";
import { parsePidFile } from "../src/db/embedded/postmaster.ts";
import { serverSettings } from "../src/db/embedded/server-settings.ts";

export interface Postgres {
  /** Of the main process; its children are the backends. */
  readonly pid: number;
  /** Makes an empty database. @returns its URL */
  createDatabase(name: string): Promise<string>;
}

/** What differs from the embedded PostgreSQL: vacuuming in the middle of a round would be noise. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  autovacuum: "off",
  checkpoint_timeout: "1h",
  max_wal_size: "8GB",
  log_min_messages: "panic",
};

/**
 * Starts PostgreSQL on an empty cluster in a temporary directory.
 * @param resources what ends it and removes the directory, also where this is interrupted half-way
 * @param extra further settings, `name=value`
 * @throws Error when it does not start, or would not wait for the disk at a commit
 */
export async function startPostgres(resources: AsyncDisposableStack, extra: readonly string[] = []): Promise<Postgres> {
  const account = await accountFor();
  const directory = await mkdtemp(join(tmpdir(), "muster-bench-"));
  resources.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  await chmod(directory, 0o700);
  if (account) await chown(directory, account.uid, account.gid);
  const home = { directory, account };
  const binaries = await findBinaries(account);
  await prepareCluster(home, binaries);
  const port = await freePort();
  const settings = [...Object.entries({ ...SETTINGS, port }).map(([name, value]) => `${name}=${value}`), ...extra];
  const child = spawn(
    binaries.postgres,
    // Of a setting that is given twice, the last counts.
    ["-D", clusterOf(home), ...serverSettings(directory), ...settings.flatMap((setting) => ["-c", setting])],
    // Detached: Ctrl-C in a terminal is for the benchmark, which stops PostgreSQL when its clients have gone.
    { ...runAs(account), detached: true, stdio: ["ignore", "ignore", "inherit"] },
  );
  endWith(resources, child, "SIGINT");
  const pidFile = join(clusterOf(home), "postmaster.pid");
  while (parsePidFile(await readFile(pidFile, "utf8").catch(() => ""))?.status !== "ready") {
    if (child.exitCode !== null) throw new Error("PostgreSQL did not start; it says above why.");
    await sleep(20);
  }
  const url = `postgres://${USER}@127.0.0.1:${port}`;
  const createDatabase = async (name: string) => {
    await withPool(`${url}/postgres`, async (sql) => {
      await assertDurable(sql);
      await sql`create database ${sql(name)}`;
    });
    return `${url}/${name}`;
  };
  return { pid: child.pid ?? 0, createDatabase };
}

/** Has `resources` end a process: by `signal`, where that takes too long or we exit before by SIGKILL. */
export function endWith(resources: AsyncDisposableStack, child: ChildProcess, signal: NodeJS.Signals): void {
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  // Of a stack that is disposed of by now, this throws, and the exit handler above is what ends the child.
  resources.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    const impatience = setTimeout(kill, 20_000);
    await gone;
    clearTimeout(impatience);
  });
}

/** Runs `work` with a small pool on the database at `url`. */
export async function withPool<T>(url: string, work: (sql: Pool) => Promise<T>): Promise<T> {
  const sql = connect(url, { max: 2 });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

/** A figure is worth nothing where commits do not wait for the disk. */
async function assertDurable(sql: Pool): Promise<void> {
  const settings = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`;
  const off = settings.filter(({ setting }) => setting !== "on");
  if (off.length > 0) throw new Error(`PostgreSQL's ${off[0]?.name} is ${off[0]?.setting}: it has to be on.`);
}
