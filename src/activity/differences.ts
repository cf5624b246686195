/** What changed of a user or group, in words: "title from Engineer to Manager". */

import { isDeepStrictEqual } from "node:util";
import { isObject, type Json, type JsonObject } from "../scim/json.ts";
import { fullName, listed, shown } from "./names.ts";

/** One attribute that changed. */
export interface Difference {
  /** As people say it: "display name". */
  readonly attribute: string;
  /** Its values in words; undefined where there was or is none, or where it takes more than a few words. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly how: "set" | "removed" | "changed";
}

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    userName: "userName",
    externalId: "external id",
    emails: "email addresses",
    ims: "chat addresses",
    x509Certificates: "certificates",
    profileUrl: "profile address",
  }),
);

/** Longer lists of attributes are cut. */
const MOST_NAMED = 3;

/** What `before` and `after`, which hold only what changed, differ in. `active` is told by itself. */
export function differencesOf(before: JsonObject | null, after: JsonObject | null): Difference[] {
  const [was, is] = [flattened(before ?? {}), flattened(after ?? {})];
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((name) => name !== "active" && name !== "schemas");
  return names
    .filter((name) => !isDeepStrictEqual(was.get(name), is.get(name)))
    .map((name) => {
      const [from, to] = [was.get(name), is.get(name)];
      return {
        attribute: wordFor(name, from, to),
        from: inWords(name, from),
        to: inWords(name, to),
        how: from === undefined ? "set" : to === undefined ? "removed" : "changed",
      };
    });
}

/** The attributes by name, an extension's among them. */
function flattened(resource: JsonObject): Map<string, Json> {
  const flat = Object.entries(resource).flatMap(([name, value]) =>
    name.includes(":") && isObject(value) ? Object.entries(value) : [[name, value] as const],
  );
  return new Map(flat);
}

function wordFor(name: string, from: Json | undefined, to: Json | undefined): string {
  if (name === "emails" && [from, to].every((emails) => emails === undefined || singleValue(emails) !== undefined)) {
    return "email address";
  }
  return attributeInWords(name);
}

/** An attribute as people say it: "display name". */
export function attributeInWords(name: string): string {
  return WORDS.get(name) ?? shown(name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase());
}

/** A value that a sentence can say; undefined for what takes more than a few words. */
function inWords(name: string, value: Json | undefined): string | undefined {
  if (typeof value === "string") return shown(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (name === "name") return fullName(value);
  if (Array.isArray(value)) return singleValue(value);
  if (isObject(value)) return typeof value.displayName === "string" ? shown(value.displayName) : undefined;
  return undefined;
}

function singleValue(value: Json): string | undefined {
  const only = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
  return isObject(only) && typeof only.value === "string" ? shown(only.value) : undefined;
}

/** "changed Ann Smith's title from Engineer to Manager". `of` puts an attribute beside whose it is: "Ann Smith's title". */
export function changedOf(of: (attribute: string) => string, differences: readonly Difference[]): string {
  const [only] = differences;
  if (differences.length === 1 && only) return oneChanged(of(only.attribute), only);
  const named = differences.slice(0, MOST_NAMED).map(({ attribute }) => attribute);
  const rest = differences.length - named.length;
  return `changed ${of(listed(rest > 0 ? [...named, `${rest} more`] : named))}`;
}

function oneChanged(what: string, { from, to, how }: Difference): string {
  if (how === "set") return to === undefined ? `added ${what}` : `set ${what} to ${to}`;
  if (how === "removed") return `removed ${what}${from === undefined ? "" : ` (${from})`}`;
  if (from === undefined || to === undefined || from === to) return `changed ${what}`;
  return `changed ${what} from ${from} to ${to}`;
}
