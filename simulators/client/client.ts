/** Requests of an identity provider: each sent until it is answered, as that provider does, and its answer held against what was expected. */

import { setTimeout as sleep } from "node:timers/promises";
import type { Figures } from "./figures.ts";
import { type Line, LostConnection } from "./line.ts";

/** How an identity provider goes about a server that is slow, or away. */
export interface Manners {
  /** Whether a 429 stops all of its requests, not only the one. */
  readonly pausesAll: boolean;
  /** How long it waits before it tries again, milliseconds, by how often it has tried. */
  readonly wait: (tries: number) => number;
  /** So often it sends one request. */
  readonly tries: number;
  /** The share of refused writes in a cycle (0 to 1) above which it stops; undefined where it never does. */
  readonly quarantineAbove: number | undefined;
}

export interface Ask {
  /** What it is for: figures are kept by it. */
  readonly kind: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Behind the endpoint's address, its query encoded. */
  readonly path: string;
  readonly body?: object;
  /** The statuses that are right. */
  readonly expect: readonly number[];
  /** Those that are also right when an earlier try may have been carried out although it was not answered. */
  readonly expectAgain?: readonly number[];
}

export type Resource = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  /** Undefined where the answer has none. */
  readonly body: Resource | undefined;
}

/** The server answered something that ends this piece of work; it has been counted. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** Whether it was 404 or a page, no JSON: at the first request a sign that the endpoint is elsewhere. */
  readonly isAsElsewhere: boolean;

  constructor(message: string, isAsElsewhere = false) {
    super(message);
    this.isAsElsewhere = isAsElsewhere;
  }
}

/** The server has not been there for too long, or never was; or all that long it only asked to slow down. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Too many of a cycle's writes were refused. */
export class Quarantined extends Error {
  override readonly name = "Quarantined";
}

export interface ClientOptions {
  readonly line: Line;
  readonly token: string;
  /** Of each request; `write` is added where there is a body. */
  readonly headers: {
    readonly read: Readonly<Record<string, string>>;
    readonly write: Readonly<Record<string, string>>;
  };
  readonly manners: Manners;
  readonly figures: Figures;
  /** At most so many requests a second; undefined: as fast as the server answers. */
  readonly rate: number | undefined;
  /** A server that answered nothing for so long is given up, milliseconds. */
  readonly patience: number;
  /** Whether the server has answered before, in an earlier run. */
  readonly isKnown?: boolean;
  /** Nothing is sent, and nothing waited for, once it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** Told once each time that the server is away: at the first request at once, then after a second. */
  readonly onAway?: ((away: Away) => void) | undefined;
}

/** A server that does not answer, and is tried again. */
export interface Away {
  /** "connect ECONNREFUSED 127.0.0.1:8080", "it answers 503" */
  readonly why: string;
  /** As long as it is tried again, milliseconds. */
  readonly patience: number;
}

/** A server that never answered may be given up sooner: its address is wrong. */
const FIRST_PATIENCE_MS = 10_000;
/** A connection that is lost now and then is nobody's concern. */
const WORTH_TELLING_MS = 1_000;
/** What Retry-After may ask for, and what is waited for without one, seconds. */
const LONGEST_PAUSE = 300;
const USUAL_PAUSE = 1;
/** What is waited for at least, whatever Retry-After says, milliseconds: one that says 0 for ever is not to be flooded. */
const LEAST_PAUSE_MS = 100;
/** Refusals are a share of at least so many writes. */
const FEWEST_WRITES = 20;
/** Try again later: of the server itself, or of a proxy before it. */
const UNAVAILABLE = new Set([502, 503, 504]);

export class Client {
  readonly figures: Figures;
  readonly #options: ClientOptions;
  #cycle = { writes: 0, refused: 0 };
  #hasAnswered: boolean;
  /** When the server was first found away, or asked to slow down, since it last was there and did what it was asked. */
  #awaySince: number | undefined;
  #isAwayTold = false;
  #pausedUntil = 0;
  #nextSlot = 0;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#hasAnswered = options.isKnown ?? false;
    this.figures = options.figures;
  }

  /** From now on refusals are counted anew. */
  startCycle(): void {
    this.#cycle = { writes: 0, refused: 0 };
  }

  /**
   * Sends a request until it is answered.
   * @throws Refused when the answer is not as expected, or does not come; Unreachable, Quarantined
   */
  async ask(ask: Ask): Promise<Answer> {
    let isAgain = false;
    for (let tries = 1; tries <= this.#options.manners.tries; tries++) {
      const answer = await this.tryOnce(
        isAgain ? { ...ask, expect: [...ask.expect, ...(ask.expectAgain ?? [])] } : ask,
        tries,
      );
      if (answer) return answer;
      isAgain = true;
    }
    return this.refuse(ask.kind, "was given up: there is no answer", `${ask.method} ${ask.path}`);
  }

  /**
   * Sends a request once, and again only where it was surely not carried out.
   * @param tries how often it has been sent, this one included
   * @returns undefined when it is unknown whether it was carried out; a wait is over by then
   * @throws Refused, Unreachable, Quarantined
   */
  async tryOnce(ask: Ask, tries = 1): Promise<Answer | undefined> {
    for (;;) {
      await this.#turn();
      const answer = await this.#send(ask);
      if (answer === undefined || UNAVAILABLE.has(answer.status)) {
        await this.#wait(tries, answer?.headers["retry-after"]);
        return undefined;
      }
      if (answer.status !== 429) return this.#judge(ask, answer.status, answer.text);
      await this.#slowDown(answer.headers["retry-after"]);
    }
  }

  /** Counts something that a server should not have answered, and ends the piece of work. @throws Refused */
  refuse(kind: string, what: string, example: string, isAsElsewhere = false): never {
    this.figures.unexpected(`${kind} ${what}`, example);
    throw new Refused(`${kind} ${what}: ${example}`, isAsElsewhere);
  }

  async #send({ kind, method, path, body }: Ask) {
    const { line, token, headers } = this.#options;
    const all = { ...headers.read, ...(body && headers.write), authorization: `Bearer ${token}` };
    const start = performance.now();
    try {
      const answer = await line.send(method, path, all, body && JSON.stringify(body));
      this.figures.answered(kind, performance.now() - start);
      if (UNAVAILABLE.has(answer.status) || answer.status === 429) {
        this.figures.repeated[answer.status === 429 ? "throttled" : "unavailable"]++;
        // Who asks to slow down is there.
        this.#hasAnswered ||= answer.status === 429;
        const why = `it answers ${answer.status}`;
        if (answer.status !== 429) this.#tellAway(why);
        this.#giveUpInTime(why);
      } else {
        this.#hasAnswered = true;
        this.#awaySince = undefined;
        this.#isAwayTold = false;
      }
      return answer;
    } catch (error) {
      if (!(error instanceof LostConnection)) throw error;
      this.figures.repeated.lost++;
      this.#tellAway(error.message);
      this.#giveUpInTime(error.message);
      return undefined;
    }
  }

  /** How long the server has been away, and how long it may be, milliseconds. */
  #away(): { away: number; patience: number } {
    const { patience } = this.#options;
    this.#awaySince ??= performance.now();
    const away = performance.now() - this.#awaySince;
    return { away, patience: this.#hasAnswered ? patience : Math.min(FIRST_PATIENCE_MS, patience) };
  }

  #tellAway(why: string): void {
    const { away, patience } = this.#away();
    if (this.#isAwayTold || (this.#hasAnswered && away < WORTH_TELLING_MS)) return;
    this.#isAwayTold = true;
    this.#options.onAway?.({ why, patience });
  }

  #giveUpInTime(why: string): void {
    const { away, patience } = this.#away();
    if (away < patience) return;
    throw new Unreachable(`The server has done nothing for ${Math.round(away / 1000)} seconds (${why}).`);
  }

  #judge(ask: Ask, status: number, text: string): Answer {
    const isWrite = ask.method !== "GET";
    if (isWrite) this.#cycle.writes++;
    if (!ask.expect.includes(status)) {
      if (isWrite) this.#cycle.refused++;
      this.figures.unexpected(
        `${ask.kind} was answered ${status}`,
        `${ask.method} ${ask.path}: ${excerpt(text)}`,
        status,
      );
      this.#quarantineInTime();
      throw new Refused(`${ask.kind} was answered ${status}`, status === 404 || (status !== 401 && /^\s*</.test(text)));
    }
    if (text === "") return { status, body: undefined };
    const body = parse(text);
    return body
      ? { status, body }
      : this.refuse(ask.kind, `was answered ${status} with no JSON object`, excerpt(text), true);
  }

  #quarantineInTime(): void {
    const { writes, refused } = this.#cycle;
    const { quarantineAbove } = this.#options.manners;
    if (quarantineAbove === undefined || writes < FEWEST_WRITES || refused <= writes * quarantineAbove) return;
    throw new Quarantined(`${refused} of this cycle's ${writes} writes were refused: it is in quarantine.`);
  }

  /** Waits until this request may go: after a pause of all, and as slowly as was asked for. */
  async #turn(): Promise<void> {
    for (let pause = this.#pausedUntil - performance.now(); pause > 0; pause = this.#pausedUntil - performance.now()) {
      await this.#sleep(pause);
    }
    const { rate, signal } = this.#options;
    signal?.throwIfAborted();
    if (rate === undefined) return;
    const now = performance.now();
    const slot = Math.max(now, this.#nextSlot);
    this.#nextSlot = slot + 1000 / rate;
    if (slot > now) await this.#sleep(slot - now);
  }

  async #slowDown(retryAfter: string | undefined): Promise<void> {
    const ms = Math.max(pauseOf(retryAfter) ?? USUAL_PAUSE * 1000, LEAST_PAUSE_MS);
    if (this.#options.manners.pausesAll) this.#pausedUntil = Math.max(this.#pausedUntil, performance.now() + ms);
    else await this.#sleep(ms);
  }

  async #wait(tries: number, retryAfter: string | undefined): Promise<void> {
    await this.#sleep(Math.max(this.#options.manners.wait(tries), pauseOf(retryAfter) ?? 0));
  }

  async #sleep(ms: number): Promise<void> {
    const { signal } = this.#options;
    await sleep(ms, undefined, signal && { signal });
  }
}

/** Milliseconds that a Retry-After asks for: seconds, or a date (RFC 9110 §10.2.3). */
function pauseOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_PAUSE) * 1000;
}

function parse(text: string): Resource | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Resource) : undefined;
  } catch {
    return undefined;
  }
}

/** The beginning of an answer: an Error's detail, where it has one. */
function excerpt(text: string): string {
  const { detail } = parse(text) ?? {};
  return (typeof detail === "string" ? detail : text).slice(0, 300);
}
