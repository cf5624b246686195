/** The element that a filter describes, for a PATCH of one that is not there yet. */

import type { CheckedFilter } from "../filter/check.ts";
import type { Json, JsonObject } from "../json.ts";
import { readPlain } from "../resource/plain.ts";
import { readKept } from "../resource/value.ts";

/**
 * What an element has to be to match `filter`, where that says so in full: nothing but `eq`, joined by `and`. Entra ID
 * writes new values so: `emails[type eq "work"].value`. Undefined for any other filter, and for one that contradicts itself.
 *
 * @throws ScimError 400 invalidValue for what such an element cannot have
 */
export function elementOfFilter(filter: CheckedFilter): JsonObject | undefined {
  const element: Record<string, Json> = {};
  for (const condition of filter.kind === "and" ? filter.operands : [filter]) {
    if (condition.kind !== "compare" || condition.operator !== "eq" || condition.target.sub !== undefined)
      return undefined;
    const { target, literal } = condition;
    const written = "value" in literal ? literal.value : literal.text;
    const value = target.attribute ? readPlain(target.attribute, written, "") : readKept(written);
    if (Object.hasOwn(element, target.name) && element[target.name] !== value) return undefined;
    element[target.name] = value;
  }
  return element;
}
