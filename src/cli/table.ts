/** Tables for people: columns aligned by spaces, nothing else, so that `grep` and `awk` can read them too. */

import { withoutControls } from "./say.ts";

const GAP = "  ";

/** Rows below their headings. What is null or empty shows as "-". */
export function table(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return align([headings, ...rows.map((row) => row.map(cell))]);
}

/** One thing's facts, a line each: `Name:  Acme`. */
export function facts(pairs: readonly (readonly [string, string | number | null])[]): string {
  return align(pairs.map(([name, value]) => [`${name}:`, cell(value)]));
}

function cell(value: string | number | null): string {
  const text = value === null ? "" : withoutControls(String(value)).replaceAll("\n", " ");
  return text === "" ? "-" : text;
}

function align(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const line of lines) {
    for (const [i, text] of line.entries()) widths[i] = Math.max(widths[i] ?? 0, width(text));
  }
  const padded = (text: string, i: number) => text + " ".repeat((widths[i] ?? 0) - width(text));
  return lines.map((line) => line.map(padded).join(GAP).trimEnd()).join("\n");
}

/** How many characters a reader sees: an accent of its own is none. */
function width(text: string): number {
  return [...new Intl.Segmenter("en").segment(text)].length;
}
