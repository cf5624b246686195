/**
 * Values as clients send them, read as the schema has them. Whatever has one meaning is taken: text for a boolean, a
 * single value for a list and the reverse, a bare text for an element. RFC 7643 §2.3, §2.4, §2.5.
 *
 * Null stands for "no value". A complex value that is read may have nulls inside, since in a PATCH they clear a
 * sub-attribute; nothing that is stored has any.
 */

import { ScimError } from "../errors.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { excerpt, type Notes, note } from "../notes.ts";
import { type Attribute, findAttribute } from "../schema.ts";
import { distinct, hasValue, isPrimary, withOnePrimary } from "./list.ts";
import { readPlain, unreadable } from "./plain.ts";

/** Whether `value` says that there is none: null, "" or empty. RFC 7643 §2.5. */
export function isUnassigned(value: Json): boolean {
  if (value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) for (const _ in value) return false;
  return typeof value === "object";
}

/**
 * What `value` means as the value of `attribute`; null when it means none, {} when a complex one says nothing of ours.
 *
 * @param parent What stands before the attribute's name in details and notes: `name.` for a sub-attribute of it.
 * @throws ScimError 400 invalidValue when it has no meaning as the attribute's type
 */
export function readValue(attribute: Attribute, value: Json, notes: Notes, parent = ""): Json {
  return attribute.multiValued
    ? readList(attribute, value, notes, parent)
    : readElement(attribute, value, notes, parent);
}

/** What `value` means as one value, also as one of a multi-valued attribute's; as `readValue` does. */
export function readElement(attribute: Attribute, value: Json, notes: Notes, parent = ""): Json {
  if (isUnassigned(value)) return null;
  if (Array.isArray(value)) {
    if (value.length > 1) throw unreadable(attribute, value, parent);
    return readElement(attribute, value[0] ?? null, notes, parent);
  }
  if (attribute.type === "complex") return readComplex(attribute, value, notes, parent);
  // Some clients wrap what is plain as if it were an element: {"value": "Engineer"}.
  const plain = isObject(value) && value.value !== undefined ? value.value : value;
  return isUnassigned(plain) ? null : readPlain(attribute, plain, parent);
}

function readComplex(attribute: Attribute, value: Json, notes: Notes, parent: string): Json {
  const path = `${parent}${attribute.name}`;
  if (!isObject(value)) {
    const only = findAttribute(attribute.subAttributes, "value");
    if (only === undefined) throw unreadable(attribute, value, parent);
    return { value: readPlain(only, value, `${path}.`) };
  }
  const read: Record<string, Json> = {};
  for (const [key, part] of Object.entries(value)) {
    const sub = findAttribute(attribute.subAttributes, key);
    if (sub === undefined) note(notes, `${path} has no sub-attribute ${excerpt(key)}: ignored.`);
    else if (sub.mutability !== "readOnly") read[sub.name] = readValue(sub, part, notes, `${path}.`);
  }
  return read;
}

function readList(attribute: Attribute, value: Json, notes: Notes, parent: string): Json {
  const sent = Array.isArray(value) ? value : [value];
  const elements = sent.map((element) => withoutNulls(readElement(attribute, element, notes, parent)));
  const assigned = elements.filter((element) => element !== null);
  const valued = assigned.filter((element) => hasValue(element));
  if (valued.length < assigned.length) note(notes, `${parent}${attribute.name}: what has no value was left out.`);
  if (valued.filter(isPrimary).length > 1)
    note(notes, `${parent}${attribute.name}: only the first primary one stays so.`);
  return valued.length === 0 ? null : withOnePrimary(distinct(valued));
}

/** `value` as it may be stored: without what is null in it, and null when nothing is left. */
export function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const assigned = entries.filter(([, part]) => part !== null);
  if (assigned.length === entries.length) return value;
  return assigned.length === 0 ? null : Object.fromEntries(assigned);
}

/**
 * A value below a URN that no schema of ours has: kept as it is, but for what is unassigned in it; null when nothing is
 * left.
 *
 * @throws ScimError 400 invalidValue for a number that would come back as another, such as 1e999
 */
export function readKept(value: Json): Json {
  // Below a kept URN values are returned as they were sent; these would come back as others.
  if (typeof value === "number" && value !== 0 && !isKeptExactly(Math.abs(value))) {
    throw new ScimError(400, "invalidValue", "A number in the body is too large or too small; send it as a text.");
  }
  if (isUnassigned(value)) return null;
  if (Array.isArray(value)) return orNull(value.map(readKept).filter((element) => element !== null));
  if (!isObject(value)) return value;
  // Not by assignment: a key may be __proto__.
  return orNull(Object.fromEntries(Object.entries(value).flatMap(keptEntry)));
}

/** Whether the database prints it as it came, and not as hundreds of digits. */
function isKeptExactly(size: number): boolean {
  return size >= 1e-15 && size <= Number.MAX_SAFE_INTEGER;
}

function keptEntry([key, value]: [string, Json]): [string, Json][] {
  const kept = readKept(value);
  return kept === null ? [] : [[key, kept]];
}

function orNull(value: Json[] | JsonObject): Json {
  return isUnassigned(value) ? null : value;
}
