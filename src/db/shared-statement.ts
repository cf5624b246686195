/**
 * Statements that requests share: what waits for the database at the same time goes there together. Most of what a
 * statement costs is its own (the way there and back, its start, its commit), so that sixteen users in one take as long
 * as five alone. A request that comes alone is sent alone, and at once.
 */

import { wasRefused } from "./failure.ts";

/** What holds for a whole statement, such as the token; only those of the same `name` share one. */
export interface Lane {
  readonly name: string;
}

export interface Place {
  /**
   * What is written to, where something is. Two of the same are never under way together: the second must see the first,
   * and would wait for what it holds.
   */
  readonly subject?: string;
  /** About how many characters it adds to the statement and its answer, as far as that is known. */
  readonly size: number;
}

/** So many statements of a lane are under way at once: one is made ready while PostgreSQL works at the other. */
const UNDER_WAY = 2;
const MOST_TOGETHER = 32;
/** A large one keeps no others waiting. */
const MOST_CHARACTERS = 256 * 1024;
/** Results of so many characters take their time: after each, others have their turn. */
const LARGE_RESULT = 64 * 1024;

interface Waiting<Item, Result> extends Place {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue<L, Item, Result> {
  readonly lane: L;
  waiting: Waiting<Item, Result>[];
  underWay: number;
  /** What those under way write to. */
  readonly subjects: Set<string>;
  /** Whether the next statement is about to be sent. */
  due: boolean;
}

/** A statement for one item or many. What it writes is written for all of them or for none. */
export class SharedStatement<L extends Lane, Item, Result> {
  readonly #send: (lane: L, items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #weigh: (result: Result) => number;
  readonly #queues = new Map<string, Queue<L, Item, Result>>();

  /**
   * @param send sends the statement for items of one lane and gives each one's result, in their order
   * @param weigh about how many characters a result has
   */
  constructor(
    send: (lane: L, items: readonly Item[]) => Promise<readonly Result[]>,
    weigh: (result: Result) => number = () => 0,
  ) {
    this.#send = send;
    this.#weigh = weigh;
  }

  /** The result for `item`, and for it alone: what PostgreSQL refuses of others is not thrown here. */
  run(lane: L, item: Item, place: Place): Promise<Result> {
    const queue = this.#queues.get(lane.name) ?? { lane, waiting: [], underWay: 0, subjects: new Set(), due: false };
    this.#queues.set(lane.name, queue);
    return new Promise((resolve, reject) => {
      queue.waiting.push({ ...place, item, resolve, reject });
      this.#proceed(queue);
    });
  }

  /** Sends once all that has arrived by now is read: that takes no time, and it goes together. */
  #proceed(queue: Queue<L, Item, Result>): void {
    if (queue.due || queue.underWay === UNDER_WAY) return;
    if (!queue.waiting.some((one) => isFree(queue, one))) {
      if (queue.underWay === 0) this.#queues.delete(queue.lane.name);
      return;
    }
    queue.due = true;
    setImmediate(async () => {
      queue.due = false;
      queue.underWay++;
      const together = takeTogether(queue);
      this.#proceed(queue);
      await this.#settle(queue.lane, together);
      queue.underWay--;
      for (const { subject } of together) if (subject !== undefined) queue.subjects.delete(subject);
      this.#proceed(queue);
    });
  }

  async #settle(lane: L, together: readonly Waiting<Item, Result>[]): Promise<void> {
    const results = await this.#resultsOf(lane, together).catch((error: unknown) => ({ error }));
    if (Array.isArray(results)) {
      for (const [i, { resolve }] of together.entries()) {
        const result = results[i] as Result;
        resolve(result);
        if (this.#weigh(result) > LARGE_RESULT) await new Promise(setImmediate);
      }
    } else if (together.length > 1 && wasRefused(results.error)) {
      // Nothing is written: each is sent alone, and whose fault it was shows.
      for (const one of together) await this.#settle(lane, [one]);
    } else {
      for (const { reject } of together) reject(results.error);
    }
  }

  async #resultsOf(lane: L, together: readonly Waiting<Item, Result>[]): Promise<Result[]> {
    const items = together.map(({ item }) => item);
    const results = await this.#send(lane, items);
    if (results.length === items.length) return [...results];
    throw new Error(`a shared statement gave ${results.length} results for ${items.length}`);
  }
}

function isFree<L, Item, Result>({ subjects }: Queue<L, Item, Result>, { subject }: Place): boolean {
  return subject === undefined || !subjects.has(subject);
}

/** Takes from those that wait as many as may go together, in their order: a later one overtakes none of its subject. */
function takeTogether<L, Item, Result>(queue: Queue<L, Item, Result>): Waiting<Item, Result>[] {
  const together: Waiting<Item, Result>[] = [];
  const left: Waiting<Item, Result>[] = [];
  const passed = new Set<string>();
  let characters = 0;
  for (const waiting of queue.waiting) {
    const { subject, size } = waiting;
    const fits = together.length === 0 || (together.length < MOST_TOGETHER && characters + size <= MOST_CHARACTERS);
    if (fits && isFree(queue, waiting) && (subject === undefined || !passed.has(subject))) {
      together.push(waiting);
      characters += size;
      if (subject !== undefined) queue.subjects.add(subject);
    } else {
      left.push(waiting);
      if (subject !== undefined) passed.add(subject);
    }
  }
  queue.waiting = left;
  return together;
}
