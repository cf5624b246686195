/** How large the body of a group may be: for its members only. */

import { isCoreUrn } from "../attribute-path.ts";
import { ScimError } from "../errors.ts";
import { isObject, type Json, type JsonObject, withLowerCaseNames } from "../json.ts";
import { GROUP } from "../resource-types.ts";

/** In characters of JSON, about: what any other resource may have. */
const MOST_BESIDES = 1024 * 1024;
/** Each is read and checked by itself. */
const MOST_OPERATIONS = 50_000;

/** @throws ScimError 413 for a group with more than 1 MiB of anything but members */
export function checkBesidesMembers(group: JsonObject): void {
  if (besidesMembers(group, MOST_BESIDES) < 0) throw tooMuch();
}

/** @throws ScimError 413 for too many operations, or more than 1 MiB of anything but members in them */
export function checkOperations(operations: readonly Json[]): void {
  if (operations.length > MOST_OPERATIONS) {
    const detail = `The body has more than ${MOST_OPERATIONS} operations; name many members in one, or send several requests.`;
    throw new ScimError(413, undefined, detail);
  }
  let left = MOST_BESIDES;
  for (const operation of operations) {
    left = isObject(operation) ? besidesOperation(operation, left) : without(left, operation);
    if (left < 0) throw tooMuch();
  }
}

/** What is left of `before` after an operation: all parts of it, but for the members that its path or value names. */
function besidesOperation(operation: JsonObject, before: number): number {
  const { path = null, value = null, ...others } = withLowerCaseNames(operation);
  const left = without(before, others);
  if (typeof path === "string" && leadsToMembers(path.trim())) return left;
  if (typeof path === "string" && leadsToMembers(path.split("[", 1)[0] ?? "")) return without(left, value);
  const isOfGroup = typeof path === "string" ? path === "" || isCoreUrn(GROUP, path.trim()) : path === null;
  return isOfGroup && isObject(value) ? besidesMembers(value, left) : without(without(left, path), value);
}

/** The same of an object of a group's attributes. */
function besidesMembers(attributes: JsonObject, before: number): number {
  let left = before;
  for (const name in attributes) {
    if (left < 0) break;
    const value = attributes[name] as Json;
    left -= name.length;
    if (isObject(value) && isCoreUrn(GROUP, name)) left = besidesMembers(value, left);
    else if (!leadsToMembers(name)) left = without(left, value);
  }
  return left;
}

/** What is left of `before` after `value`, which is looked at no further than that. */
function without(before: number, value: Json): number {
  if (typeof value === "string") return before - value.length - 2;
  let left = before - 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && left >= 0; index++) left = without(left, value[index]);
  } else if (isObject(value)) {
    for (const key in value) {
      if (left < 0) break;
      left = without(left - key.length, value[key] as Json);
    }
  }
  return left;
}

/** Whether a key or path is that of all members. */
function leadsToMembers(text: string): boolean {
  const colon = text.lastIndexOf(":");
  return text.slice(colon + 1).toLowerCase() === "members" && (colon < 0 || isCoreUrn(GROUP, text.slice(0, colon)));
}

function tooMuch(): ScimError {
  const detail = "The body has more than 1 MiB besides the group's members; leave out what the group need not have.";
  return new ScimError(413, undefined, detail);
}
