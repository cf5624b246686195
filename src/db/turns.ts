/** Whose turn it is where places are few: nobody gets all of them, and nobody stands behind another's crowd. */

export interface Room {
  /** How many may be at it at once. */
  readonly places: number;
  /** How many of one party: fewer, so that another finds a place. */
  readonly each: number;
  /** How many of one party may wait. */
  readonly waiting: number;
}

/** There is no room even to wait, or it took too long. */
export class Crowded extends Error {
  override readonly name = "Crowded";
}

interface Party {
  running: number;
  waiting: number;
}

const NOBODY: Party = { running: 0, waiting: 0 };

/** Gives turns to parties, each known by its key: first to those that have fewest, among these to who has waited longest. */
export class Turns {
  readonly #room: Room;
  readonly #parties = new Map<string, Party>();
  readonly #queue: { readonly party: Party; readonly begin: () => void }[] = [];
  #running = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Whether a turn would begin at once. */
  isFree(key: string): boolean {
    return this.#mayRun(this.#parties.get(key) ?? NOBODY);
  }

  /**
   * Waits for a turn; what it resolves with ends the turn.
   * @param patience ends the waiting
   * @param isOwed it waits, however many do
   * @throws Crowded
   */
  async take(key: string, patience?: AbortSignal, isOwed = false): Promise<() => void> {
    const party = this.#parties.get(key) ?? { running: 0, waiting: 0 };
    this.#parties.set(key, party);
    if (this.#mayRun(party)) this.#start(party);
    else if (isOwed || party.waiting < this.#room.waiting) await this.#wait(key, party, patience);
    else throw new Crowded();
    return () => this.#end(key, party);
  }

  #mayRun({ running }: Party): boolean {
    return this.#running < this.#room.places && running < this.#room.each;
  }

  #start(party: Party): void {
    party.running++;
    this.#running++;
  }

  #wait(key: string, party: Party, patience: AbortSignal | undefined): Promise<void> {
    if (patience?.aborted) throw new Crowded();
    party.waiting++;
    return new Promise((begin, giveUp) => {
      const place = { party, begin };
      this.#queue.push(place);
      patience?.addEventListener("abort", () => {
        const index = this.#queue.indexOf(place);
        if (index === -1) return;
        this.#queue.splice(index, 1);
        party.waiting--;
        this.#forget(key, party);
        giveUp(new Crowded());
      });
    });
  }

  #forget(key: string, { running, waiting }: Party): void {
    if (running + waiting === 0) this.#parties.delete(key);
  }

  #end(key: string, party: Party): void {
    party.running--;
    this.#running--;
    this.#forget(key, party);
    const next = this.#next();
    if (next === undefined) return;
    this.#queue.splice(this.#queue.indexOf(next), 1);
    next.party.waiting--;
    // At once, and not when it has heard of it: the place is taken.
    this.#start(next.party);
    next.begin();
  }

  #next() {
    const ready = this.#queue.filter(({ party }) => this.#mayRun(party));
    const fewest = Math.min(...ready.map(({ party }) => party.running));
    return ready.find(({ party }) => party.running === fewest);
  }
}
