/**
 * Statements that requests share: what waits for the database at the same time goes there together. Most of what a
 * statement costs is its own (the way there and back, its start, its commit), so that sixteen users in one take as long
 * as five alone. A request that comes alone is sent alone, and at once.
 */

import { isAway } from "./failure.ts";

/** What holds for a whole statement, such as the token; only those of the same `name` share one. */
export interface Lane {
  readonly name: string;
}

export interface Place {
  /** What is written to, where something is: two of the same don't share, since the second must see the first. */
  readonly subject?: string;
  /** About how many characters it adds to the statement. */
  readonly size: number;
}

/** So many statements of a lane are under way at once: one is made ready while PostgreSQL works at the other. */
const UNDER_WAY = 2;
const MOST_TOGETHER = 32;
/** A large one keeps no others waiting. */
const MOST_CHARACTERS = 256 * 1024;

interface Waiting<Item, Result> extends Place {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue<L, Item, Result> {
  readonly lane: L;
  waiting: Waiting<Item, Result>[];
  underWay: number;
  /** Whether the next statement is about to be sent. */
  due: boolean;
}

/** A statement for one item or many. What it writes is written for all of them or for none. */
export class SharedStatement<L extends Lane, Item, Result> {
  readonly #send: (lane: L, items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #queues = new Map<string, Queue<L, Item, Result>>();

  /** @param send sends the statement for items of one lane and gives each one's result, in their order */
  constructor(send: (lane: L, items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#send = send;
  }

  /** The result for `item`, and for it alone: what PostgreSQL refuses of others is not thrown here. */
  run(lane: L, item: Item, place: Place): Promise<Result> {
    const queue = this.#queues.get(lane.name) ?? { lane, waiting: [], underWay: 0, due: false };
    this.#queues.set(lane.name, queue);
    return new Promise((resolve, reject) => {
      queue.waiting.push({ ...place, item, resolve, reject });
      this.#proceed(queue);
    });
  }

  /** Sends once all that has arrived by now is read: that takes no time, and it goes together. */
  #proceed(queue: Queue<L, Item, Result>): void {
    if (queue.due || queue.underWay === UNDER_WAY) return;
    if (queue.waiting.length === 0) {
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
      this.#proceed(queue);
    });
  }

  /** Where PostgreSQL refuses the statement, nothing is written: each is then sent alone, and whose fault it was shows. */
  async #settle(lane: L, together: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#send(
        lane,
        together.map(({ item }) => item),
      );
      for (const [i, { resolve }] of together.entries()) resolve(results[i] as Result);
    } catch (error) {
      // Of a lost connection nobody knows whether the statement was done.
      if (together.length > 1 && !isAway(error)) await Promise.all(together.map((one) => this.#settle(lane, [one])));
      else for (const { reject } of together) reject(error);
    }
  }
}

/** Takes from those that wait as many as may go together, in their order. */
function takeTogether<L, Item, Result>(queue: Queue<L, Item, Result>): Waiting<Item, Result>[] {
  const together: Waiting<Item, Result>[] = [];
  const left: Waiting<Item, Result>[] = [];
  const subjects = new Set<string>();
  let characters = 0;
  for (const waiting of queue.waiting) {
    const { subject, size } = waiting;
    const fits = together.length === 0 || (together.length < MOST_TOGETHER && characters + size <= MOST_CHARACTERS);
    if (fits && (subject === undefined || !subjects.has(subject))) {
      together.push(waiting);
      characters += size;
    } else {
      left.push(waiting);
    }
    // Nor does a later one overtake one that had to stay.
    if (subject !== undefined) subjects.add(subject);
  }
  queue.waiting = left;
  return together;
}
