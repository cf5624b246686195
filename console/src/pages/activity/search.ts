import type { ChartWanted, LogWanted } from "../../api/activity.ts";

const outcomes = ["all", "changed", "refused", "read"] as const;
export const spans = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;
export type Span = keyof typeof spans;

/** What the address says of the page: filters, page, question, and a request that is open. */
export interface ActivitySearch {
  /** Unless said: changes and refusals. */
  outcome?: (typeof outcomes)[number] | undefined;
  provider?: string | undefined;
  /** A person or a group. */
  about?: string | undefined;
  /** The last hour, day, week or month. */
  span?: Span | undefined;
  /** A time of one's own: moments as ISO has them. */
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
  why?: string | undefined;
  request?: string | undefined;
}

/** Reads the address; what makes no sense is left out. */
export function activitySearch(search: Record<string, unknown>): ActivitySearch {
  const text = (key: string) => {
    const value = search[key];
    // The router reads what looks like a number as one.
    const words = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
    return words === "" ? {} : { [key]: words.slice(0, 300) };
  };
  const one = (key: string, known: readonly string[]) =>
    known.includes(search[key] as string) ? { [key]: search[key] as string } : {};
  const moment = (key: string) => {
    const at = typeof search[key] === "string" ? Date.parse(search[key] as string) : Number.NaN;
    return Number.isNaN(at) ? {} : { [key]: new Date(at).toISOString() };
  };
  return {
    ...one("outcome", outcomes),
    ...one("span", Object.keys(spans)),
    ...moment("from"),
    ...moment("to"),
    ...Object.assign({}, ...["provider", "about", "cursor", "why", "request"].map(text)),
  };
}

/** The stretch that is wanted. A span is of whole minutes, so that it is the same question for a while. */
export function stretchOf({ span, from, to }: ActivitySearch, now: number): ChartWanted {
  if (span) return { from: new Date(Math.floor(now / 60_000) * 60_000 - spans[span] * 3_600_000).toISOString() };
  return { ...(from && { from }), ...(to && { to }) };
}

/** What is asked of the server. */
export function logWanted(search: ActivitySearch, now: number): LogWanted {
  const { outcome, provider, about, cursor } = search;
  return {
    outcome: outcome ?? "changed or refused",
    ...(provider && { provider }),
    ...(about && { about }),
    ...(cursor && { cursor }),
    ...stretchOf(search, now),
  };
}
