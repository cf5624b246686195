/** What came of a run, as figures and in words. */

import type { Times, Unexpected } from "./client/figures.ts";
import type { Happened } from "./company/life.ts";
import type { Comparison } from "./directory/read.ts";
import type { Speed } from "./pace.ts";
import type { Cycle } from "./simulate.ts";

export interface Summary {
  readonly identityProvider: string;
  readonly seed: string;
  readonly seconds: number;
  readonly requests: number;
  /** Requests a second, from the first to the last. */
  readonly rate: number;
  /** What the identity provider expects; undefined where it expects none. */
  readonly leastRate: number | undefined;
  /** Requests sent again: no answer, not available, asked to slow down. */
  readonly repeated: { readonly lost: number; readonly unavailable: number; readonly throttled: number };
  readonly cycles: readonly Cycle[];
  readonly times: readonly Times[];
  readonly unexpected: readonly Unexpected[];
  readonly comparison: Comparison;
  readonly isEqual: boolean;
}

/** More differences are counted, and not listed. */
const MOST_DIFFERENCES = 50;

/** Whether all was as it should be. */
export function isAsExpected({ isEqual, unexpected, cycles }: Summary): boolean {
  return isEqual && unexpected.length === 0 && cycles.every(({ quarantined }) => quarantined === undefined);
}

/** The summary for a person. */
export function inWords(summary: Summary): string {
  const { identityProvider, seed, seconds, requests, rate, repeated } = summary;
  const { lost, unavailable, throttled } = repeated;
  return [
    `${identityProvider}, seed ${seed}: ${number(requests)} requests in ${number(seconds, 1)} s, ${number(rate)} a second`,
    `sent again: ${number(lost)} unanswered, ${number(unavailable)} when not available, ${number(throttled)} when asked to slow down`,
    ...summary.cycles.flatMap(cycleInWords),
    "",
    ...timesInWords(summary.times),
    "",
    ...tooSlow(summary),
    ...unexpectedInWords(summary.unexpected),
    ...comparisonInWords(summary.comparison),
  ].join("\n");
}

const SPEEDS = ["to do", "requests", "seconds", "/s", "first tenth", "last tenth", "memory"];

function cycleInWords({ round, happened, speeds, quarantined }: Cycle): string[] {
  return [
    "",
    ...(happened ? [`Round ${round}: ${happenedInWords(happened)}`] : []),
    ...align([[happened ? "" : "First cycle", ...SPEEDS], ...speeds.map(speedCells)]),
    ...(quarantined === undefined ? [] : [quarantined]),
  ];
}

function speedCells({ phase, tasks, requests, seconds, rate, firstTenth, lastTenth, memory }: Speed): string[] {
  const tenth = (value: number | undefined) => (value === undefined ? "-" : `${number(value)}/s`);
  return [
    `  ${phase}`,
    number(tasks),
    number(requests),
    number(seconds, 1),
    number(rate),
    tenth(firstTenth),
    tenth(lastTenth),
    `${number(memory)} MB`,
  ];
}

function happenedInWords(happened: Happened): string {
  const { hired, rehired, changed, renamed, moved, left, cameBack, deleted } = happened;
  const { groupsFounded, groupsRenamed, groupsDissolved } = happened;
  const told = [
    `${number(hired)} hired${rehired > 0 ? ` (${number(rehired)} once deleted)` : ""}`,
    `${number(changed)} changed`,
    `${number(renamed)} renamed`,
    `${number(moved)} moved`,
    `${number(left)} left`,
    `${number(cameBack)} came back`,
    `${number(deleted)} deleted`,
  ];
  return `${told.join(", ")}; groups: ${number(groupsFounded)} new, ${number(groupsRenamed)} renamed, ${number(groupsDissolved)} dissolved`;
}

function timesInWords(times: readonly Times[]): string[] {
  const ms = (value: number) => number(value, value < 10 ? 1 : 0);
  const cells = times.map(({ kind, count, p50, p95, p99, max }) => [
    kind,
    number(count),
    ms(p50),
    ms(p95),
    ms(p99),
    ms(max),
  ]);
  return align([["milliseconds", "requests", "p50", "p95", "p99", "max"], ...cells]);
}

function unexpectedInWords(unexpected: readonly Unexpected[]): string[] {
  const all = unexpected.reduce((sum, { count }) => sum + count, 0);
  return [
    `${number(all)} unexpected`,
    ...unexpected.map(({ what, count, example }) => `  ${number(count)} × ${what}: ${example}`),
  ];
}

/** Of a server that was there all the time. */
function tooSlow({ identityProvider, rate, leastRate, repeated }: Summary): string[] {
  const wasAway = Object.values(repeated).some((count) => count > 0);
  if (leastRate === undefined || rate >= leastRate || wasAway) return [];
  return [`${identityProvider} expects ${leastRate} requests a second; there were ${number(rate, 1)}.`];
}

function comparisonInWords({ differences, users, groups, memberships, others }: Comparison): string[] {
  const compared = `${number(users)} users, ${number(groups)} groups, ${number(memberships)} memberships`;
  const were = others === 1 ? "1 was there before, and is" : `${number(others)} were there before, and are`;
  const besides = others === 0 ? "" : ` (${were} left alone)`;
  if (differences.length === 0) return [`directories equal: ${compared}${besides}`];
  const more = differences.length - MOST_DIFFERENCES;
  return [
    `directories differ in ${number(differences.length)} ${differences.length === 1 ? "place" : "places"}; provisioned are ${compared}${besides}:`,
    ...differences.slice(0, MOST_DIFFERENCES).map((difference) => `  ${difference}`),
    ...(more > 0 ? [`  and ${number(more)} more`] : []),
  ];
}

/** Columns: the first to the left, what is a number to the right. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function number(value: number, digits = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
