/** What was measured, as a table for people and as JSON for whoever compares runs. */

import type { ListRow } from "./lists.ts";
import type { Measured, Pair } from "./rounds.ts";

export interface Row {
  readonly name: string;
  readonly work: string;
  readonly limit: Figures;
  readonly muster: Figures;
  /** Ours over the limit's, of each round's pair. */
  readonly ratio: Spread;
  /** The limit's processor time over ours, PostgreSQL's included: what the ratio is where nothing else is waited for. */
  readonly processorRatio: number;
  readonly goal: number | undefined;
}

export interface Figures {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Microseconds of processor time a request: of the server, of PostgreSQL, of the load itself. */
  readonly serverUs: number;
  readonly postgresUs: number;
  readonly loadUs: number;
}

/** A median with the quartiles around it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** How much longer one work of ours takes than another. */
export interface ComparisonRow {
  readonly title: string;
  readonly times: Spread;
  readonly goal: number;
}

/** The row of a work. */
export function rowOf(name: string, work: string, goal: number | undefined, { limit, muster }: Pair): Row {
  const figures = { limit: figuresOf(limit), muster: figuresOf(muster) };
  const ratio = spreadOf(muster.rates.map((rate, i) => rate / (limit.rates[i] ?? 0)));
  const processorRatio = costOf(figures.limit) / costOf(figures.muster);
  return { name, work, ...figures, ratio, processorRatio, goal };
}

/** How the rates of two works of ours compare, round by round. */
export function timesOf(of: Measured, against: Measured): Spread {
  return spreadOf(of.rates.map((rate, i) => (against.rates[i] ?? 0) / rate));
}

/** The table, and what is beside it. */
export function render(rows: readonly Row[], comparisons: readonly ComparisonRow[]): string {
  const head = [
    ...["work", "limit/s", "Muster/s", "ratio", "spread", "goal", "p50 ms", "p99 ms"],
    ...["processor", "Node µs", "PostgreSQL µs", "load µs"],
  ];
  const table = rows.map(({ work, limit, muster, ratio, processorRatio, goal }) => [
    work,
    limit.requestsPerSecond.toFixed(0),
    muster.requestsPerSecond.toFixed(0),
    ratio.median.toFixed(2),
    `${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`,
    goal === undefined ? "" : `≥ ${goal} ${mark(ratio.median >= goal)}`,
    both(limit.p50Ms, muster.p50Ms, 2),
    both(limit.p99Ms, muster.p99Ms, 2),
    Number.isFinite(processorRatio) ? processorRatio.toFixed(2) : "–",
    both(limit.serverUs, muster.serverUs, 0),
    both(limit.postgresUs, muster.postgresUs, 0),
    both(limit.loadUs, muster.loadUs, 0),
  ]);
  const lines = comparisons.map(
    ({ title, times, goal }) =>
      `${title}: ${times.median.toFixed(2)}× the time (${times.low.toFixed(2)}–${times.high.toFixed(2)}), ` +
      `goal ≤ ${goal}× ${mark(times.median <= goal)}`,
  );
  const legend = [
    "a → b: the bare limit → Muster. ratio: of requests a second, the median of the rounds, the middle half beside it.",
    "processor: the limit's processor time a request over ours, Node and PostgreSQL together; then each by itself.",
  ];
  return [aligned([head, ...table]), "", ...lines, ...(lines.length > 0 ? [""] : []), ...legend].join("\n");
}

/** A table of the console's lists: how long each takes among few users and among many. */
export function renderTimes(heads: readonly string[], rows: readonly ListRow[]): string {
  const lines = rows.map(({ title, smallMs, largeMs }) => [
    title,
    smallMs.toFixed(1),
    largeMs.toFixed(1),
    `${(largeMs / smallMs).toFixed(1)}×`,
  ]);
  return aligned([["the console's lists", ...heads, ""], ...lines]);
}

function figuresOf(measured: Measured): Figures {
  const sorted = Float64Array.from(measured.latencies).sort();
  const perRequest = (ms: number) => (ms / measured.requests) * 1000;
  return {
    requestsPerSecond: spreadOf(measured.rates).median,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    serverUs: perRequest(measured.serverMs),
    postgresUs: perRequest(measured.postgresMs),
    loadUs: perRequest(measured.loadMs),
  };
}

function costOf({ serverUs, postgresUs }: Figures): number {
  return serverUs + postgresUs;
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** Between two values where it falls between them. */
function quantile(sorted: Float64Array, part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place % 1);
}

function both(limit: number, muster: number, digits: number): string {
  return `${limit.toFixed(digits)} → ${muster.toFixed(digits)}`;
}

function mark(reached: boolean): string {
  return reached ? "✓" : "✗";
}

/** Columns side by side; all but the first to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    )
    .join("\n");
}
