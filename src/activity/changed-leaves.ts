/** What a change changed, a line each: "department: R&D → Design", "work email: a@example.com → b@example.com". */

import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject } from "../scim/json.ts";
import { attributeInWords } from "./differences.ts";
import { briefly, type Names, namedIn, shown } from "./names.ts";

/** Values of one attribute, of one kind, in their order. */
type Leaves = Map<string, string[]>;

const ONE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries({
    emails: "email",
    phoneNumbers: "phone number",
    addresses: "address",
    ims: "chat address",
    photos: "photo",
    entitlements: "entitlement",
    roles: "role",
    x509Certificates: "certificate",
  }),
);

/** What stands for the whole of an element: it needs no word of its own. */
const MAIN: ReadonlySet<string> = new Set(["value", "formatted"]);
const LONGEST = 100;

/**
 * The lines of what `before` and `after`, which hold only what changed, differ in: objects by what is in them, several
 * values by their type. What was too long to be read is null there, and "…" here. `names` are of whom values refer to.
 */
export function changedLeaves(before: JsonObject | null, after: JsonObject | null, names: Names): string[] {
  return changedValues(before, after, names).map(
    ({ attribute, before: was = "-", after: is = "-" }) => `${attribute}: ${was} → ${is}`,
  );
}

/** What was and is, of one thing that changed, in words; undefined where there was or is nothing. */
export interface ChangedValue {
  readonly attribute: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The same as {@link changedLeaves}, apart. */
export function changedValues(before: JsonObject | null, after: JsonObject | null, names: Names): ChangedValue[] {
  const [was, is] = [attributesOf(before ?? {}), attributesOf(after ?? {})];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => name !== "schemas" && name !== "members")
    .flatMap((name) => valuesOf(name, was.get(name), is.get(name), names));
}

/** The ids of managers in `resource`: whom a line names. */
export function managersIn(resource: JsonObject | null): string[] {
  const manager = attributesOf(resource ?? {}).get("manager");
  return isObject(manager) && typeof manager.value === "string" ? [manager.value] : [];
}

function attributesOf(resource: JsonObject): Map<string, Json> {
  return new Map(
    Object.entries(resource).flatMap(([name, value]) =>
      name.includes(":") && isObject(value) ? Object.entries(value) : [[name, value] as const],
    ),
  );
}

function valuesOf(name: string, was: Json | undefined, is: Json | undefined, names: Names): ChangedValue[] {
  if (was === null || is === null) return [{ attribute: attributeInWords(name), before: whole(was), after: whole(is) }];
  const [from, to] = [leavesOf(name, was, names), leavesOf(name, is, names)];
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter((leaf) => !isDeepStrictEqual(from.get(leaf), to.get(leaf)))
    .map((leaf) => ({ attribute: leaf, before: worded(from.get(leaf)), after: worded(to.get(leaf)) }));
}

function whole(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : typeof value === "string" ? shown(value, LONGEST) : "…";
}

function worded(values: readonly string[] | undefined): string | undefined {
  return values === undefined ? undefined : shown(values.join(", "), LONGEST);
}

function leavesOf(name: string, value: Json | undefined, names: Names): Leaves {
  const leaves: Leaves = new Map();
  const add = (leaf: string, text: string) => leaves.set(leaf, [...(leaves.get(leaf) ?? []), text]);
  const word = attributeInWords(name);
  if (value === undefined) return leaves;
  if (name === "manager" && isObject(value)) {
    add(word, referred(value, names));
  } else if (isObject(value)) {
    for (const [part, one] of Object.entries(value)) {
      add(name === "name" ? partOfName(part) : `${word} ${attributeInWords(part)}`, simple(one));
    }
  } else if (Array.isArray(value)) {
    for (const element of value) addElement(name, element, add);
  } else {
    add(word, simple(value));
  }
  return leaves;
}

function addElement(name: string, element: Json, add: (leaf: string, text: string) => void): void {
  if (!isObject(element)) {
    add(attributeInWords(name), simple(element));
    return;
  }
  const kind = typeof element.type === "string" && element.type.trim() !== "" ? `${shown(element.type)} ` : "";
  const word = `${kind}${ONE_OF.get(name) ?? attributeInWords(name)}`;
  for (const [part, value] of Object.entries(element)) {
    if (part === "type" || part === "$ref") continue;
    add(MAIN.has(part) ? word : `${word}, ${attributeInWords(part)}`, simple(value));
  }
}

function partOfName(part: string): string {
  return part === "formatted" ? "full name" : attributeInWords(part);
}

function referred(manager: JsonObject, names: Names): string {
  const { value, displayName } = manager;
  const known = typeof value === "string" ? namedIn(names, value.toLowerCase()) : undefined;
  if (known) return briefly(known);
  return typeof displayName === "string" && displayName.trim() !== "" ? displayName : simple(value ?? null);
}

function simple(value: Json): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value === null) return "…";
  return typeof value === "string" ? value : JSON.stringify(value);
}
