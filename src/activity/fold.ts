/** Folds runs of like requests into one line each, so that a first sync of thousands is read at a glance. */

import { counted, listed } from "./names.ts";
import type { Sentence } from "./sentences/form.ts";

/** A request with its sentence, as far as folding goes. */
export interface Foldable {
  readonly at: Date;
  readonly status: number;
  readonly results: number | null;
  readonly sentence: Sentence;
  readonly provider: string | undefined;
}

/** A line of the log: one request, or a run of like ones. */
export interface Line<T extends Foldable> {
  /** The newest first. */
  readonly requests: readonly T[];
  readonly text: string;
  readonly fix: string | undefined;
  readonly refused: boolean;
  /** Of the oldest and of the newest. */
  readonly from: Date;
  readonly to: Date;
}

/** What comes later than this after the one before begins a run of its own. */
const LONGEST_GAP_MS = 60_000;
/** Fewer stay lines of their own: each says more than the two together. */
const LEAST = 3;
/** As many are named; the others are counted. */
const NAMED = 2;

/**
 * The lines of `requests`, newest first, each at the place of its newest. Others may stand between two of a run: a
 * provider that looks for each user before it creates it makes two runs, not hundreds of lines.
 */
export function fold<T extends Foldable>(requests: readonly T[]): Line<T>[] {
  const runs = new Runs<T>();
  for (const request of requests) runs.add(request);
  const places = new Map(requests.map((request, place) => [request, place]));
  return runs.all
    .flatMap((run) => (run.length < LEAST ? run.map((request) => lineOf([request])) : [lineOf(run)]))
    .sort((a, b) => (places.get(a.requests[0] as T) ?? 0) - (places.get(b.requests[0] as T) ?? 0));
}

/** Requests in runs of like ones, as they are added: the newest first, or the oldest first. */
export class Runs<T extends Foldable> {
  readonly all: T[][] = [];
  readonly #open = new Map<string, T[]>();
  #lines = 0;

  /** How many lines they make by now. One more may make it one less: three are folded, two are not. */
  get lines(): number {
    return this.#lines;
  }

  add(request: T): void {
    const key = `${request.provider} ${request.sentence.kind}`;
    let run = this.#open.get(key);
    const last = run?.at(-1);
    if (!run || !last || Math.abs(last.at.getTime() - request.at.getTime()) > LONGEST_GAP_MS) {
      run = [];
      this.#open.set(key, run);
      this.all.push(run);
    }
    run.push(request);
    if (run.length < LEAST) this.#lines++;
    else if (run.length === LEAST) this.#lines += 1 - (LEAST - 1);
  }
}

function lineOf<T extends Foldable>(requests: readonly [T, ...T[]] | readonly T[]): Line<T> {
  const newest = requests[0] as T;
  const oldest = requests.at(-1) as T;
  const { sentence } = newest;
  return {
    requests,
    text: requests.length === 1 ? sentence.text : sentence.several(runOf(requests)),
    fix: sentence.fix,
    refused: newest.status >= 400,
    from: oldest.at,
    to: newest.at,
  };
}

function runOf(requests: readonly Foldable[]) {
  const times = requests.length;
  const names = [...new Set(requests.map(({ sentence }) => sentence.about).filter((about) => about !== undefined))];
  const results = requests.reduce((sum, one) => sum + (one.results ?? 0), 0);
  return { whom: names.length === 0 ? counted(times, "request") : named(names), people: names.length, times, results };
}

function named(names: readonly string[]): string {
  if (names.length <= NAMED + 1) return listed(names);
  return listed([...names.slice(0, NAMED), counted(names.length - NAMED, "other")]);
}
