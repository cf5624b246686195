import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { type FileHandle, link, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { clusterOf, type Home, logFileOf } from "./home.ts";
import { isPostgresOf } from "./process.ts";
import { serverSettings } from "./server-settings.ts";
import { answers, socketDirectory, socketIn } from "./socket.ts";

/** What PostgreSQL's main process says of itself in `postmaster.pid`. */
export interface Postmaster {
  readonly pid: number;
  /** When it started, milliseconds. */
  readonly started: number;
  /** Where its socket is; empty until it listens. */
  readonly socketDirectory: string;
  /** "starting", "ready", "stopping" … (PostgreSQL, src/include/utils/pidfile.h); empty at the very beginning. */
  readonly status: string;
}

/** How often a file that PostgreSQL writes is looked at, milliseconds: it starts in about 30. */
const POLL = 10;

/** The PostgreSQL that serves the home's cluster now, by its own account of itself; undefined when there is none. */
export async function findPostmaster(home: Home): Promise<Postmaster | undefined> {
  const found = parsePidFile(await readPidFile(home));
  if (found === undefined) return undefined;
  // By its process; or, when it is one of another container on the same volume, by its socket.
  const isLive = (await isPostgresOf(found.pid, clusterOf(home))) || (await answers(found.socketDirectory));
  return isLive ? found : undefined;
}

/**
 * Waits until a PostgreSQL that is there accepts statements; recovering after a crash takes as long as it takes.
 * @returns undefined when it went away instead
 */
export async function becomesReady(home: Home, pid: number): Promise<Postmaster | undefined> {
  for (;;) {
    const postmaster = await findPostmaster(home);
    if (postmaster?.pid !== pid) return undefined;
    if (postmaster.status === "ready") return postmaster;
    await sleep(POLL);
  }
}

/** PostgreSQL's answer to a start that cannot succeed now, but soon may. */
export class ClusterBusy extends Error {}

/**
 * Starts PostgreSQL on a cluster that nobody serves, and waits until it accepts statements.
 * @throws ClusterBusy when another start was first, processes of a killed one are still leaving, or it was killed
 * @throws Error with PostgreSQL's last words when it does not start
 */
export async function startPostmaster(home: Home, binaries: Binaries): Promise<ChildProcess> {
  await removeStalePidFile(home);
  const log = await openLog(home);
  try {
    const before = (await log.stat()).size;
    const child = spawn(
      binaries.postgres,
      ["-D", clusterOf(home), ...serverSettings(await socketDirectory(home))],
      // Detached: Ctrl-C in a terminal is for Muster, which lets what is under way finish and then stops PostgreSQL.
      { ...runAs(home.account), detached: true, stdio: ["ignore", log.fd, log.fd] },
    );
    await once(child, "spawn");
    if (await isReady(home, child)) return child;
    if (child.signalCode !== null)
      throw new ClusterBusy(`PostgreSQL did not start: it was ended by ${child.signalCode}`);
    throw explain(await lastWords(log, before), child.pid);
  } finally {
    await log.close();
  }
}

/** Waits until the PostgreSQL that we have started accepts statements; false when it exited instead. */
async function isReady(home: Home, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    const postmaster = parsePidFile(await readPidFile(home));
    if (postmaster?.pid === child.pid && postmaster?.status === "ready") return true;
    await sleep(POLL);
  }
  return false;
}

/** Ends a PostgreSQL by its fast shutdown: open transactions are rolled back, everything is written. */
export async function stopPostmaster(home: Home, pid: number): Promise<void> {
  const cluster = clusterOf(home);
  if (!(await isPostgresOf(pid, cluster))) return;
  process.kill(pid, "SIGINT");
  while (await isPostgresOf(pid, cluster)) await sleep(POLL);
}

async function readPidFile(home: Home): Promise<string> {
  return await readFile(pidFileOf(home), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}

function pidFileOf(home: Home): string {
  return join(clusterOf(home), "postmaster.pid");
}

/** Reads `postmaster.pid`; its lines are those of PostgreSQL's src/include/utils/pidfile.h. */
export function parsePidFile(text: string): Postmaster | undefined {
  const [pid, , started, , socket = "", , , status = ""] = text.split("\n");
  // A negative one is a single-user backend's, which listens nowhere.
  if (!Number(pid)) return undefined;
  return {
    pid: Math.abs(Number(pid)),
    started: Number(started) * 1000,
    socketDirectory: socket,
    status: status.trim(),
  };
}

/**
 * Removes what a PostgreSQL that was killed has left, when its id is another process's by now (or the file is
 * empty, after a power failure): PostgreSQL itself would take that process for its own and refuse to start.
 */
async function removeStalePidFile(home: Home): Promise<void> {
  const seen = await readPidFile(home);
  const file = pidFileOf(home);
  if (await findPostmaster(home)) throw new ClusterBusy("PostgreSQL has just been started");
  if (seen === "" && !(await isEmptyForLong(file))) return;
  // Moved first and looked at then: meanwhile another start may have written its own.
  const aside = `${file}.stale-${process.pid}`;
  const isMoved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!isMoved) return;
  if ((await readFile(aside, "utf8")) !== seen) await link(aside, file).catch(() => {});
  else await removeSocketLock(parsePidFile(seen));
  await rm(aside, { force: true });
}

/** Whether the file is there with nothing in it, and not because it is just being written. */
async function isEmptyForLong(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && found.size === 0 && Date.now() - found.mtimeMs > 1000;
}

/** The socket's own lock file, which holds the same stale id. */
async function removeSocketLock(stale: Postmaster | undefined): Promise<void> {
  if (stale === undefined || stale.socketDirectory === "") return;
  const file = `${socketIn(stale.socketDirectory)}.lock`;
  const holder = await readFile(file, "utf8").catch(() => "");
  if (Number(holder.split("\n")[0]) === stale.pid) await rm(file, { force: true });
}

/** A log this long is put aside at the next start, bytes. */
const LONG = 10 * 2 ** 20;

/** Opens the log, and puts a long one aside. A link is not followed: the directory is another account's than root. */
async function openLog(home: Home): Promise<FileHandle> {
  const file = logFileOf(home);
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LONG) await rename(file, `${file}.1`);
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR } = constants;
  return await open(file, O_APPEND | O_CREAT | O_NOFOLLOW | O_RDWR, 0o600);
}

/** The lines of the log after the given position. */
async function lastWords(log: FileHandle, position: number): Promise<string[]> {
  const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(65_536), position });
  return buffer.toString("utf8", 0, bytesRead).trim().split("\n");
}

/** Makes an error of what PostgreSQL said before it exited. */
export function explain(lines: string[], pid = 0): Error {
  const ours = lines.filter((line) => line.includes(`[${pid}]`));
  const fatal = ours.findLast((line) => /\b(FATAL|PANIC): /.test(line)) ?? ours.at(-1) ?? lines.at(-1) ?? "";
  const reason = fatal.replace(/^.*?\b(?:FATAL|PANIC|LOG): +/, "");
  if (/already exists|is empty|still in use/.test(reason)) return new ClusterBusy(reason);
  return new Error(`PostgreSQL did not start: ${reason}`);
}
