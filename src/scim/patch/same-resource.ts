/** Whether a change changes anything. RFC 7644 §3.5.2: a PATCH that does not must not move the version. */

import { isObject, type Json, type JsonObject } from "../json.ts";

/** Whether `a` and `b` say the same: keys in any order, elements in the same. */
export function sameResource(a: JsonObject, b: JsonObject): boolean {
  return same(a, b);
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((element, index) => same(element, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}
