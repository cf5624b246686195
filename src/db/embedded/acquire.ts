import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { connectionIn, type Log, MAINTENANCE_DATABASE } from "./connection.ts";
import type { Home } from "./home.ts";
import { claim, findHolder, type HeldBy, type Kind, type Ownership } from "./ownership.ts";
import {
  becomesReady,
  ClusterBusy,
  findPostmaster,
  type Postmaster,
  startPostmaster,
  stopPostmaster,
} from "./postmaster.ts";
import { socketDirectory } from "./socket.ts";

/** A PostgreSQL that we have started, and that is ours. */
export interface Running {
  readonly child: ChildProcess;
  readonly ownership: Ownership;
}

/** What acquiring needs to know. */
export interface Site {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly log: Log;
  readonly kind: Kind;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Called when what was acquired is no longer ours. */
  readonly onLost: () => void;
}

/** Another Muster that runs holds the data directory. */
export class DataDirectoryHeld extends Error {
  readonly kind: Kind;
  readonly pid: number;

  constructor(directory: string, { pid, kind }: HeldBy) {
    const who = kind === "server" ? "another Muster: stop that one" : "a command of Muster: let it end";
    super(`The database in ${directory} is held by pid ${pid}, ${who}, or set MUSTER_DATA_DIR.`);
    this.kind = kind;
    this.pid = pid;
  }
}

/** How long a start is tried that cannot succeed yet (another is just stopping, say), milliseconds. */
const PATIENCE = 60_000;
const PAUSE = 100;

/**
 * Gets a PostgreSQL of our own on the home's cluster: starts one, or first ends the one that a killed Muster has
 * left behind. Whoever gets the lock on a running PostgreSQL decides what becomes of it.
 * @param current the PostgreSQL that we had: if it still runs, it is only claimed again
 * @throws DataDirectoryHeld when another Muster has it
 */
export async function acquire(site: Site, current?: ChildProcess): Promise<Running> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    site.signal.throwIfAborted();
    try {
      const found = await findPostmaster(site.home);
      const running = found === undefined ? await start(site) : await takeOver(site, found, current);
      if (running !== undefined) return running;
    } catch (error) {
      if (!isPassing(error) || Date.now() > deadline) throw error;
      await sleep(PAUSE, undefined, { signal: site.signal });
    }
  }
}

async function start(site: Site): Promise<Running> {
  const child = await startPostmaster(site.home, site.binaries);
  try {
    return { child, ownership: await claimOrGiveWay(site, await socketDirectory(site.home)) };
  } catch (error) {
    // Who holds it takes it over; otherwise nobody would.
    if (!(error instanceof DataDirectoryHeld)) child.kill("SIGINT");
    throw error;
  }
}

async function takeOver(site: Site, found: Postmaster, current?: ChildProcess): Promise<Running | undefined> {
  const { home, log } = site;
  const ready = await becomesReady(home, found.pid);
  if (ready === undefined) return undefined;
  if (ready.pid !== current?.pid) await awaitHolder(ready);
  const ownership = await claimOrGiveWay(site, ready.socketDirectory);
  if (current !== undefined && ready.pid === current.pid) return { child: current, ownership };
  log(`A Muster that was killed has left PostgreSQL (pid ${ready.pid}) running: stopping it and starting anew.`);
  await ownership.release();
  await stopPostmaster(home, ready.pid);
  return undefined;
}

async function claimOrGiveWay(site: Site, socket: string): Promise<Ownership> {
  const claimed = await claim(connectionIn(socket, MAINTENANCE_DATABASE), site.kind, site.onLost);
  if ("pid" in claimed) throw new DataDirectoryHeld(site.home.directory, claimed);
  return claimed;
}

/** PostgreSQL is claimed some 20 ms after it is ready. One that is older and free has no owner, milliseconds. */
const CLAIMED_WITHIN = 2000;

/**
 * The Muster that holds a PostgreSQL which is ready; undefined when it has no owner. One that has
 * just started is given the time to be claimed.
 */
export async function awaitHolder(postmaster: Postmaster): Promise<HeldBy | undefined> {
  const connection = connectionIn(postmaster.socketDirectory, MAINTENANCE_DATABASE);
  for (;;) {
    const holder = await findHolder(connection);
    if (holder !== undefined || Date.now() - postmaster.started > CLAIMED_WITHIN) return holder;
    await sleep(PAUSE / 2);
  }
}

/** Whether an error may be another one in a moment: the cluster is busy, or PostgreSQL went away under our hands. */
function isPassing(error: unknown): boolean {
  if (error instanceof ClusterBusy) return true;
  const { code = "" } = error as { code?: string };
  // Class 57: PostgreSQL is starting or stopping; the others are those of the socket and of postgres.js.
  return /^(57P0[1-5]|ECONN\w+|ENOENT|EPIPE|CONNECTION_\w+|CONNECT_TIMEOUT)$/.test(code);
}
