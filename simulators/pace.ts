/** How fast a phase went, at its beginning and at its end. */

/** Parts of a phase that are told apart. */
const PARTS = 100;

/** A phase's speed: requests a second, as a whole and of its first and last tenth. */
export interface Speed {
  readonly phase: string;
  readonly tasks: number;
  readonly requests: number;
  readonly seconds: number;
  readonly rate: number;
  /** Undefined where it was too short, or its beginning can't be compared with its end. */
  readonly firstTenth: number | undefined;
  readonly lastTenth: number | undefined;
  /** The simulator's own memory at the end, megabytes. */
  readonly memory: number;
}

export class Pace {
  readonly #phase: string;
  readonly #tasks: number;
  readonly #requests: () => number;
  readonly #marks: { readonly requests: number; readonly at: number }[] = [];
  #done = 0;

  /** @param requests how many have been answered so far, in all */
  constructor(phase: string, tasks: number, requests: () => number) {
    this.#phase = phase;
    this.#tasks = tasks;
    this.#requests = requests;
    this.#mark();
  }

  get done(): number {
    return this.#done;
  }

  /** A task has come to its end. */
  step(): void {
    this.#done++;
    if (this.#done >= (this.#marks.length * this.#tasks) / PARTS) this.#mark();
  }

  /** Requests a second so far. */
  rate(): number {
    const [start] = this.#marks;
    return start ? ((this.#requests() - start.requests) * 1000) / (performance.now() - start.at) : 0;
  }

  /** @param isEven whether each task was as much work as another */
  speed(isEven: boolean): Speed {
    this.#mark();
    const last = this.#marks.length - 1;
    const tenth = Math.floor(last / 10);
    const hasTenths = isEven && this.#tasks >= PARTS;
    return {
      phase: this.#phase,
      tasks: this.#tasks,
      ...this.#between(0, last),
      firstTenth: hasTenths ? this.#between(0, tenth).rate : undefined,
      lastTenth: hasTenths ? this.#between(last - tenth, last).rate : undefined,
      memory: Math.round(process.memoryUsage.rss() / 1_000_000),
    };
  }

  #mark(): void {
    this.#marks.push({ requests: this.#requests(), at: performance.now() });
  }

  #between(from: number, to: number) {
    const [start, end] = [this.#marks[from], this.#marks[to]];
    const requests = (end?.requests ?? 0) - (start?.requests ?? 0);
    const seconds = ((end?.at ?? 0) - (start?.at ?? 0)) / 1000;
    return { requests, seconds, rate: seconds > 0 ? requests / seconds : 0 };
  }
}
