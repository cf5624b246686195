/** What is counted while a simulator runs. It takes the same memory however long that is. */

import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

/** Times of one kind of request, milliseconds. */
export interface Times {
  readonly kind: string;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Something that a server should not have answered, as often as it did. */
export interface Unexpected {
  readonly what: string;
  /** The answer's status, where it is that which is unexpected. */
  readonly status?: number;
  count: number;
  /** The first of them. */
  readonly example: string;
}

/** More different ones are counted, and not told apart. */
const MOST_UNEXPECTED = 50;
const MORE: Omit<Unexpected, "count"> = { what: "more of other kinds", example: "" };

export class Figures {
  /** Answers. */
  requests = 0;
  /** Requests that were sent again: because there was no answer, the server was not available, or asked to slow down. */
  readonly repeated = { lost: 0, unavailable: 0, throttled: 0 };
  readonly #times = new Map<string, RecordableHistogram>();
  readonly #unexpected = new Map<string, Unexpected>();
  #unexpectedCount = 0;

  /** An answer came. */
  answered(kind: string, ms: number): void {
    this.requests++;
    let histogram = this.#times.get(kind);
    if (histogram === undefined) {
      // Microseconds; three figures are kept.
      histogram = createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 });
      this.#times.set(kind, histogram);
    }
    histogram.record(Math.max(1, Math.round(ms * 1000)));
  }

  /** Something was not as it should be. @param what the same for the same kind of thing; `example` may differ */
  unexpected(what: string, example: string, status?: number): void {
    this.#unexpectedCount++;
    const known = this.#unexpected.get(what) ?? (this.#unexpected.size >= MOST_UNEXPECTED ? MORE : undefined);
    const first = known ?? { what, example, ...(status !== undefined && { status }) };
    const entry = this.#unexpected.get(first.what) ?? { ...first, count: 0 };
    entry.count++;
    this.#unexpected.set(first.what, entry);
  }

  get unexpectedCount(): number {
    return this.#unexpectedCount;
  }

  get allUnexpected(): readonly Unexpected[] {
    return [...this.#unexpected.values()];
  }

  times(): Times[] {
    const inMs = (microseconds: number) => Math.round(microseconds / 10) / 100;
    return [...this.#times].map(([kind, histogram]) => ({
      kind,
      count: histogram.count,
      p50: inMs(histogram.percentile(50)),
      p95: inMs(histogram.percentile(95)),
      p99: inMs(histogram.percentile(99)),
      max: inMs(histogram.max),
    }));
  }
}
