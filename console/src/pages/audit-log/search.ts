import type { AuditLogWanted } from "../../api/activity.ts";

/** What the address says of the page: its filters and its place. */
export interface AuditLogSearch {
  actor?: string | undefined;
  type?: string | undefined;
  about?: string | undefined;
  /** Moments as ISO has them. */
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
  for (const key of moments) {
    const at = Date.parse(String(search[key] ?? ""));
    if (!Number.isNaN(at)) read[key] = new Date(at).toISOString();
  }
  return read;
}

/** What is asked of the server. */
export function auditLogWanted(search: AuditLogSearch): AuditLogWanted {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
