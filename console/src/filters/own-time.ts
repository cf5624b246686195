import { stretchInWords } from "../time/stretches.ts";

/** A stretch with one end or two: "since 24 Nov 2026, 09:00"; null where there is none. */
export function ownTime(from: string | undefined, to: string | undefined): string | null {
  if (from && to) return stretchInWords(from, to);
  if (from) return `since ${stretchInWords(from)}`;
  return to ? `before ${stretchInWords(to)}` : null;
}
