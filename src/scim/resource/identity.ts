/** What makes an element of a multi-valued attribute the one it is. RFC 7643 §2.4. */

import { isObject, type Json } from "../json.ts";

/**
 * Equal for elements that are the same. They are when value and type are, which no two elements may have in common;
 * those without a value, such as addresses, when all they say is, but for being primary.
 */
export function identity(element: Json): string {
  if (!isObject(element)) return canonical(element);
  if (typeof element.value === "string") return JSON.stringify([element.value, element.type]);
  const { primary: _, ...said } = element;
  return canonical(said);
}

/** `json` as text that is the same for all orders of keys. */
function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join()}]`;
  if (!isObject(json)) return JSON.stringify(json);
  const entries = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join()}}`;
}
