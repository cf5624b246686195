/** Notes on a request: what was sent and not taken, in words an administrator reads in the log of requests. */

import type { Json } from "./json.ts";

/** Each note once, however often its cause comes up. */
export type Notes = Set<string>;

/** A body of nothing but unknown names must not fill the log. */
const MOST = 20;

export function note(notes: Notes, text: string): void {
  if (notes.size < MOST) notes.add(text);
  else notes.add("And more of the kind.");
}

const LONGEST = 120;

/** `value` as notes and error details quote it: as JSON, cut where it is long. */
export function excerpt(value: Json): string {
  const text = JSON.stringify(value);
  if (text.length <= LONGEST) return text;
  // Not between the halves of a character outside the BMP.
  return `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
