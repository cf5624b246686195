/** Notes on a request: what was sent and not taken, in words an administrator reads in the log of requests. */

import { isObject, type Json } from "./json.ts";

/** Each note once, however often its cause comes up. */
export type Notes = Set<string>;

/** A body of nothing but unknown names must not fill the log. */
const MOST = 20;

export function note(notes: Notes, text: string): void {
  if (notes.size < MOST) notes.add(text);
  else notes.add("And more of the kind.");
}

const LONGEST = 120;

/** `value` as notes and error details quote it: as JSON, cut where it is long. However large, only its beginning is looked at. */
export function excerpt(value: Json): string {
  const text = beginning(value, LONGEST + 1);
  if (text.length <= LONGEST) return text;
  // Not between the halves of a character outside the BMP.
  return `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** `value` as JSON, of which what stands behind `length` characters may be wrong or missing. */
function beginning(value: Json, length: number): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, length));
  if (Array.isArray(value)) return `[${listed(value, (element) => beginning(element, length), length)}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const member = (key: string) => `${beginning(key, length)}:${beginning(value[key] as Json, length)}`;
  return `{${listed(Object.keys(value), member, length)}}`;
}

function listed<T>(items: readonly T[], print: (item: T) => string, length: number): string {
  let text = "";
  for (const item of items) {
    if (text.length > length) break;
    text += (text === "" ? "" : ",") + print(item);
  }
  return text;
}
