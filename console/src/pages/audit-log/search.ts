import type { AuditLogWanted } from "../../api/activity.ts";

const DAYS = { day: 1, week: 7, month: 30, year: 365 } as const;
export type Span = keyof typeof DAYS;

/** What the address says of the page: its filters and its place. */
export interface AuditLogSearch {
  actor?: string | undefined;
  type?: string | undefined;
  about?: string | undefined;
  /** The last day, week, month or year. */
  within?: Span | undefined;
  /** A time of one's own: moments as ISO has them. */
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
}

const texts = ["actor", "type", "about", "cursor"] as const;
const moments = ["from", "to"] as const;

/** Reads the address; what makes no sense is left out. */
export function auditLogSearch(search: Record<string, unknown>): AuditLogSearch {
  const read: AuditLogSearch = {};
  for (const key of texts) {
    // The router reads what looks like a number as one.
    const words = String(search[key] ?? "").trim();
    if (words !== "") read[key] = words.slice(0, 300);
  }
  if (Object.hasOwn(DAYS, String(search.within))) read.within = search.within as Span;
  for (const key of moments) {
    const at = Date.parse(String(search[key] ?? ""));
    if (!Number.isNaN(at)) read[key] = new Date(at).toISOString();
  }
  return read;
}

/** What is asked of the server. A span is of whole minutes, so that it is the same question for a while. */
export function auditLogWanted({ within, ...search }: AuditLogSearch, now: number): AuditLogWanted {
  const stretch = within && {
    from: new Date(Math.floor(now / 60_000) * 60_000 - DAYS[within] * 86_400_000).toISOString(),
    to: undefined,
  };
  return Object.fromEntries(Object.entries({ ...search, ...stretch }).filter(([, value]) => value !== undefined));
}
