/** How sentences name people, groups and values. */

import type { JsonObject } from "../scim/json.ts";
import { isObject } from "../scim/json.ts";

/** A user or group as sentences name it. */
export interface Named {
  readonly type: "user" | "group";
  /** What people call it; of a user without a name the userName. */
  readonly name: string;
  /** The userName; null for a group. */
  readonly address: string | null;
  readonly deleted: boolean;
}

/** Users and groups by id, as JSON has them. Ids come from outside, and "constructor" may be one: see {@link namedIn}. */
export type Names = Readonly<Record<string, Named>>;

/** Whom `id` names among `names`; undefined where nobody is, whatever objects inherit. */
export function namedIn(names: Names, id: string | null | undefined): Named | undefined {
  return id != null && Object.hasOwn(names, id) ? names[id] : undefined;
}

/** Longer values are cut. */
const LONGEST = 80;

/** `text` as it stands in a sentence: on one line, not endless. */
export function shown(text: string, longest = LONGEST): string {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest).join("")}…` : line;
}

/** `Ann Smith`; a group by its name alone. */
export function briefly(named: Named): string {
  return shown(named.name);
}

/** `Ann Smith (ann@example.com)`, `the group Sales`. */
export function inFull(named: Named): string {
  if (named.type === "group") return `the group ${shown(named.name)}`;
  return named.address === null || named.address === named.name
    ? shown(named.name)
    : `${shown(named.name)} (${shown(named.address)})`;
}

/** `Ann Smith`, `the group Sales`: where a sentence must tell a group from a person. */
export function distinctly(named: Named): string {
  return named.type === "group" ? inFull(named) : briefly(named);
}

/** The names of a resource as it was sent or stored. */
export function namedBy(type: "user" | "group", resource: JsonObject): Named {
  const address = type === "user" ? (textOf(resource.userName) ?? null) : null;
  const name = textOf(resource.displayName) ?? (type === "user" ? fullName(resource.name) : undefined) ?? address;
  return {
    type,
    name: name ?? (type === "user" ? "a user without a name" : "without a name"),
    address,
    deleted: false,
  };
}

/** The name in the attribute `name` of a user. */
export function fullName(name: unknown): string | undefined {
  if (!isObject(name)) return undefined;
  const parts = [textOf(name.givenName), textOf(name.familyName)].filter((part) => part !== undefined);
  return textOf(name.formatted) ?? (parts.length > 0 ? parts.join(" ") : undefined);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 member`, `2,000 members`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? noun : plural}`;
}

/** `text` with a capital letter at its beginning. */
export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
