import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { acquire, type Running, type Site } from "./acquire.ts";
import type { Binaries } from "./binaries.ts";
import type { Log } from "./connection.ts";
import type { Home } from "./home.ts";
import type { Kind } from "./ownership.ts";

/** Between two tries to get PostgreSQL back, milliseconds. */
const PAUSE = 1000;
/** How long the fast shutdown may take before the immediate one, which loses nothing but the next start's time. */
const SHUTDOWN = 60_000;

/** Keeps a PostgreSQL running until told to stop: when it exits by itself, it is started again. */
export class Supervisor {
  readonly #site: Site;
  readonly #stopping = new AbortController();
  #running: Running | undefined;
  #isLost = false;
  #recovery: Promise<void> | undefined;

  constructor(home: Home, binaries: Binaries, log: Log, kind: Kind) {
    this.#site = { home, binaries, log, kind, signal: this.#stopping.signal, onLost: () => this.#onLost() };
  }

  /** @throws DataDirectoryHeld, or Error when PostgreSQL does not start */
  async start(): Promise<void> {
    this.#watch(await acquire(this.#site));
    process.once("exit", this.#onExit);
  }

  /** Ends PostgreSQL; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
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
