/** What a change has to say: only what differs. */

import { isDeepStrictEqual } from "node:util";
import type { Json, JsonObject } from "../scim/json.ts";

/** The top-level attributes in which two versions of a resource differ, as each had them. `schemas` follows from the rest. */
export function difference(before: JsonObject, after: JsonObject): { before: JsonObject; after: JsonObject } {
  const was: Record<string, Json> = {};
  const is: Record<string, Json> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (key === "schemas" || isDeepStrictEqual(before[key], after[key])) continue;
    if (before[key] !== undefined) was[key] = before[key];
    if (after[key] !== undefined) is[key] = after[key];
  }
  return { before: was, after: is };
}
