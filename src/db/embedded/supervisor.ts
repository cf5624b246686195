import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { acquire, type Running, type Site } from "./acquire.ts";
import type { Binaries } from "./binaries.ts";
import type { Log } from "./connection.ts";
import type { Home } from "./home.ts";
import type { Kind } from "./ownership.ts";
import { findPostmaster } from "./postmaster.ts";

/** Between two tries to get PostgreSQL back, milliseconds. */
const PAUSE = 1000;
/** How often it is looked at whether somebody else has told PostgreSQL to stop, milliseconds. */
const LOOK = 1000;
/** How long the fast shutdown may take before the immediate one, which loses nothing but the next start's time. */
const SHUTDOWN = 60_000;

/** Keeps a PostgreSQL running until told to stop: when it exits by itself, it is started again. */
export class Supervisor {
  readonly #site: Site;
  readonly #stopping = new AbortController();
  #running: Running | undefined;
  #isLost = false;
  #recovery: Promise<void> | undefined;
  #looking: NodeJS.Timeout | undefined;
  #hastened: ChildProcess | undefined;

  constructor(home: Home, binaries: Binaries, log: Log, kind: Kind) {
    this.#site = { home, binaries, log, kind, signal: this.#stopping.signal, onLost: () => this.#onLost() };
  }

  /** @throws DataDirectoryHeld, or Error when PostgreSQL does not start */
  async start(): Promise<void> {
    this.#watch(await acquire(this.#site));
    process.once("exit", this.#onExit);
    this.#looking = setInterval(() => this.#hastenShutdown().catch(() => {}), LOOK).unref();
  }

  /** Ends PostgreSQL; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#looking);
    await this.#recovery;
    const running = this.#running;
    this.#running = undefined;
    process.off("exit", this.#onExit);
    if (running === undefined) return;
    const released = running.ownership.release();
    await shutDown(running.child);
    await released;
  }

  /** Of a process that ends without stop(), through an uncaught error, PostgreSQL is not left behind. */
  readonly #onExit = () => {
    this.#running?.child.kill("SIGINT");
  };

  /**
   * Told to stop by somebody else (SIGTERM), PostgreSQL waits until all who are connected have gone, and lets nobody in:
   * for ever, as our own pools don't go. Ended at once, it is started again at once.
   */
  async #hastenShutdown(): Promise<void> {
    const child = this.#running?.child;
    if (child === undefined || child === this.#hastened) return;
    const postmaster = await findPostmaster(this.#site.home);
    if (postmaster?.pid !== child.pid || postmaster?.status !== "stopping" || this.#stopping.signal.aborted) return;
    this.#hastened = child;
    this.#site.log("PostgreSQL was told to stop by somebody else, and waits for those who are connected: ending it.");
    child.kill("SIGINT");
  }

  #watch(running: Running): void {
    const before = this.#running?.child;
    this.#running = running;
    if (running.child === before) return;
    running.child.once("exit", (code, signal) => {
      if (this.#stopping.signal.aborted) return;
      this.#site.log(`PostgreSQL exited by itself (${signal ?? `code ${code}`}): starting it again.`);
      this.#onLost();
    });
    if (hasExited(running.child)) this.#onLost();
  }

  #onLost(): void {
    if (this.#stopping.signal.aborted) return;
    this.#isLost = true;
    this.#recovery ??= this.#recover().finally(() => {
      this.#recovery = undefined;
    });
  }

  /** Tries until PostgreSQL is ours again, whatever the obstacle: a full disk, another Muster that is just starting. */
  async #recover(): Promise<void> {
    let said = "";
    while (this.#isLost && !this.#stopping.signal.aborted) {
      this.#isLost = false;
      try {
        await this.#running?.ownership.release();
        const before = this.#running?.child;
        this.#watch(await acquire(this.#site, before));
        if (this.#running?.child !== before) this.#site.log("PostgreSQL runs again.");
      } catch (error) {
        this.#isLost = true;
        const { message } = error as Error;
        if (message !== said && !this.#stopping.signal.aborted)
          this.#site.log(`PostgreSQL is not back yet: ${message}`);
        said = message;
        await sleep(PAUSE, undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
    }
  }
}

async function shutDown(child: ChildProcess): Promise<void> {
  if (hasExited(child)) return;
  const gone = once(child, "exit");
  child.kill("SIGINT");
  const impatience = setTimeout(() => child.kill("SIGQUIT"), SHUTDOWN);
  await gone;
  clearTimeout(impatience);
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
