import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, onTestFinished } from "vitest";
import { connect, type Sql } from "../connect.ts";
import { findHome } from "./home.ts";
import { isPostgresOf } from "./process.ts";
import { socketDirectory } from "./socket.ts";
import { type EmbeddedDatabase, startEmbedded } from "./start.ts";

/**
 * A data directory for one test, removed when it ends with whatever PostgreSQL still runs in it. Every account can
 * enter it, so that as root, too, the database lies in it.
 * @param name what follows in its path
 */
export async function temporaryData(name = "data"): Promise<string> {
  const { data, remove } = await makeData(name);
  onTestFinished(remove);
  return data;
}

async function makeData(name: string): Promise<{ data: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(await realpath(tmpdir()), "muster-test-"));
  await chmod(directory, 0o755);
  const data = join(directory, name);
  const remove = async () => {
    await killPostgres(data);
    await removeSocketDirectory(data);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  return { data, remove };
}

/**
 * One PostgreSQL for all tests of a file, for those that are not about its start.
 * @returns what gives a test an empty database of it
 */
export function sharedServer(): () => Promise<Pick<EmbeddedDatabase, "connection">> {
  let server: EmbeddedDatabase | undefined;
  beforeAll(async () => {
    const { data, remove } = await makeData("data");
    server = await startEmbedded(data, () => {});
    return async () => {
      await server?.stop();
      await remove();
    };
  });
  let made = 0;
  return async () => {
    if (server === undefined) throw new Error("The server has not started.");
    made += 1;
    const database = `test_${made}`;
    const sql = connect(server.connection, { max: 1 });
    await sql`create database ${sql(database)}`;
    await sql.end({ timeout: 1 });
    return { connection: { ...server.connection, database } };
  };
}

/** Starts the embedded PostgreSQL in this process for one test. */
export async function startHere(data: string, log: (message: string) => void = () => {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(data, log);
  onTestFinished(() => database.stop());
  return database;
}

/** A pool for one test. */
export function poolOf(database: Pick<EmbeddedDatabase, "connection">): Sql {
  const sql = connect(database.connection, { max: 2 });
  onTestFinished(() => sql.end({ timeout: 1 }));
  return sql;
}

/** Another process that starts the embedded PostgreSQL and keeps it until it is killed. */
export interface Owner {
  readonly process: ChildProcess;
  readonly pid: number;
  /** What it said first: "ready", or the error's message. */
  readonly outcome: string;
  /** What was logged before. */
  readonly log: string[];
}

const START = new URL("start.ts", import.meta.url).href;

/**
 * Starts an {@link Owner} and waits for its outcome.
 * @param options `module` is another copy of start.ts; `uid` and `gid` another account
 */
export async function startElsewhere(
  data: string,
  options: { module?: string; uid?: number; gid?: number } = {},
): Promise<Owner> {
  const { module = START } = options;
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(module)});
    await startEmbedded(${JSON.stringify(data)}, (message) => console.log("log " + message)).then(
      (database) => {
        process.once("SIGTERM", () => database.stop());
        console.log("ready");
      },
      (error) => console.log(error.message),
    );`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  onTestFinished(async () => void (await kill(child)));
  const log: string[] = [];
  let outcome = "it ended without a word";
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith("log ")) log.push(line.slice(4));
    else {
      outcome = line;
      break;
    }
  }
  return { process: child, pid: child.pid ?? 0, outcome, log };
}

/** Kills a process as `kill -9` does, or as told, and waits until it is gone. */
export async function kill(child: ChildProcess, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

/** The process id in `postmaster.pid`, or undefined when there is no such file. */
export async function postgresPid(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, "postgresql", "cluster", "postmaster.pid"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : Number(text.split("\n")[0]);
}

/** The directory in /tmp that a data directory with a long path has for its socket. */
async function removeSocketDirectory(data: string): Promise<void> {
  const home = await findHome(data).catch(() => undefined);
  const directory = home && (await socketDirectory(home));
  if (home !== undefined && directory !== undefined && directory !== home.directory)
    await rm(directory, { recursive: true });
}

/** Whether a PostgreSQL runs in a data directory. */
export async function isServed(data: string, pid: number): Promise<boolean> {
  return await isPostgresOf(pid, await realpath(join(data, "postgresql", "cluster")));
}

/** Ends the PostgreSQL of a data directory without ado, if it runs. */
async function killPostgres(data: string): Promise<void> {
  const pid = await postgresPid(data);
  const directory = await realpath(join(data, "postgresql", "cluster")).catch(() => undefined);
  if (pid === undefined || directory === undefined || !(await isPostgresOf(pid, directory))) return;
  process.kill(pid, "SIGQUIT");
  await until(async () => !(await isPostgresOf(pid, directory)));
}

/** Waits until something holds, at most half a minute: other tests may load the machine. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("It did not happen within half a minute.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
