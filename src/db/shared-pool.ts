/** A small pool of connections that organizations share. */

import type { Sql } from "./connect.ts";
import { Turns } from "./turns.ts";

/** So many requests of one organization may wait, and for so long. */
const MOST_WAITING = 50;
const LONGEST_WAIT_MS = 30_000;

/** Whose request asks for a connection. */
export interface Asker {
  /** What tells the requests of one organization from another's: the token's hash, the organization's id. */
  readonly key: string;
  /** Makes sure that it may wait: a stranger's request may not, among organizations'. @throws what refuses a stranger */
  authenticate(): Promise<void>;
  /** Aborted when the client has gone: nobody waits for it then. */
  gone(): AbortSignal;
}

/** Whoever floods it leaves a connection to others. */
export class SharedPool {
  readonly #sql: Sql;
  readonly #turns: Turns;

  /** @param connections How many `sql` has; `each`: how many of them one organization may have at once. */
  constructor(sql: Sql, connections: number, { each = connections - 1, waiting = MOST_WAITING } = {}) {
    this.#sql = sql;
    this.#turns = new Turns({ places: connections, each, waiting });
  }

  /** What `work` gives, when it is this organization's turn. @throws Crowded, and what refuses a stranger */
  async run<T>(asker: Asker, work: (sql: Sql) => Promise<T>): Promise<T> {
    const end = await this.#turn(asker, false);
    try {
      return await work(this.#sql);
    } finally {
      end();
    }
  }

  /** The same of batches, until the last is read. What `isOwed`, the answer to a write that is done, is never refused. */
  async *batches<T>(asker: Asker, work: (sql: Sql) => AsyncIterable<T>, isOwed = false): AsyncGenerator<T> {
    const end = await this.#turn(asker, isOwed);
    try {
      yield* work(this.#sql);
    } finally {
      end();
    }
  }

  /** Where nobody has to wait, the statement itself tells whether a token is valid. */
  async #turn(asker: Asker, isOwed: boolean): Promise<() => void> {
    const { key } = asker;
    if (this.#turns.isFree(key)) return await this.#turns.take(key);
    if (isOwed) return await this.#turns.take(key, asker.gone(), true);
    await asker.authenticate();
    return await this.#turns.take(key, AbortSignal.any([asker.gone(), AbortSignal.timeout(LONGEST_WAIT_MS)]));
  }
}
