/** A small pool of connections that organizations share. */

import type { Sql } from "../db/connect.ts";
import { Turns } from "./turns.ts";

/** So many requests of one organization may wait. */
const MOST_WAITING = 50;

/** Whoever floods it leaves a connection to others. Each organization is known by what tells its requests apart: its token. */
export class SharedPool {
  readonly #sql: Sql;
  readonly #turns: Turns;

  /** @param connections How many `sql` has. */
  constructor(sql: Sql, connections: number) {
    this.#sql = sql;
    this.#turns = new Turns({ places: connections, each: connections - 1, waiting: MOST_WAITING });
  }

  /** What `work` gives, when it is this organization's turn. @throws Crowded */
  async run<T>(key: Buffer, work: (sql: Sql) => Promise<T>): Promise<T> {
    const end = await this.#turns.take(key.toString("hex"));
    try {
      return await work(this.#sql);
    } finally {
      end();
    }
  }

  /** The same of batches, until the last is read. What `isOwed`, the answer to a write that is done, is never refused. */
  async *batches<T>(key: Buffer, work: (sql: Sql) => AsyncIterable<T>, isOwed = false): AsyncGenerator<T> {
    const end = await this.#turns.take(key.toString("hex"), isOwed);
    try {
      yield* work(this.#sql);
    } finally {
      end();
    }
  }
}
