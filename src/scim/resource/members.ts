/** A group and its members, which are kept apart: there may be 100,000. RFC 7643 §4.2. */

import { ScimError } from "../errors.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { excerpt, type Notes } from "../notes.ts";
import type { AttributePatchPath, PatchPath } from "../path.ts";
import { GROUP } from "../resource-types.ts";
import { checkBesidesMembers } from "./group-size.ts";
import { locateAll } from "./locate.ts";
import { build, type Read } from "./read-resource.ts";
import { checkSchemas } from "./schemas.ts";
import { isUnassigned } from "./value.ts";

/** A member as a client names it. */
export interface MemberRef {
  /** The member's id: a UUID in lower case, or what was sent in its place, which is then nobody's. */
  readonly value: string;
  /** What the client says the member is. */
  readonly type: "User" | "Group" | undefined;
}

/** What the body of a POST or PUT says of a group. */
export interface ReadGroup extends Read {
  /** Each member once; undefined when the body does not say, which leaves those of a replaced group as they are. */
  readonly members: readonly MemberRef[] | undefined;
}

/** @param body As `parseJson` returns it. @throws ScimError 400 invalidSyntax, invalidValue; 413 */
export function readGroup(body: Json): ReadGroup {
  const notes: Notes = new Set();
  if (isObject(body)) checkBesidesMembers(body);
  const located = locateAll(GROUP, checkSchemas(GROUP, body), notes);
  const members = located.filter(({ path }) => isMembers(path));
  const others = located.filter(({ path }) => !isMembers(path));
  const read = build(GROUP, others, notes);
  const last = members.at(-1);
  return { ...read, members: last && readMembers(last.value) };
}

/** Whether `path` leads to a group's members, or into them. */
export function isMembers(path: PatchPath): path is AttributePatchPath {
  return path.kind === "attribute" && path.target.extension === undefined && path.target.name === "members";
}

/**
 * The members that `value` lists, each once: objects with `value`, objects with nothing but a `$ref` that ends in the
 * id, or bare ids; also one of these alone. Their `display` is not kept: it is the member's to say. Of those that are no
 * UUID, and so nobody's, the first stands for all.
 *
 * @throws ScimError 400 invalidValue for one without an id
 */
export function readMembers(value: Json): MemberRef[] {
  if (isUnassigned(value)) return [];
  const members = new Map<string, MemberRef>();
  let hasNobody = false;
  for (const element of Array.isArray(value) ? value : [value]) {
    const member = readMember(element);
    const isNobody = !UUID.test(member.value);
    if (!(isNobody && hasNobody)) members.set(member.value, member);
    hasNobody ||= isNobody;
  }
  return [...members.values()];
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** `text` as ids are stored. What is no UUID stays as it is, to be named as unknown. */
export function memberId(text: string): string {
  // Not simply the lower-case text: it would be a new one, which costs more to look up than all the rest.
  if (text.length !== 36 || UUID.test(text)) return text;
  const lower = text.toLowerCase();
  return UUID.test(lower) ? lower : text;
}

function readMember(element: Json): MemberRef {
  if (!isObject(element)) return { value: memberId(idOf(element) ?? refuse(element)), type: undefined };
  // Nearly all clients write the names as the schema does; only the others pay for theirs.
  const { value, type, $ref } = element.value === undefined ? inAnyCase(element) : element;
  const id = memberId(idOf(value) ?? endOf($ref) ?? refuse(element));
  return { value: id, type: typeof type === "string" ? TYPES.get(type.toLowerCase()) : undefined };
}

/** The parts of a member, whose names may be in any case. There may be half a million other names beside them. */
function inAnyCase(element: JsonObject): JsonObject {
  const parts: Record<string, Json> = {};
  for (const name in element) {
    const lower = name.length <= LONGEST_PART ? name.toLowerCase() : "";
    if (lower === "value" || lower === "type" || lower === "$ref") parts[lower] = element[name] as Json;
  }
  return parts;
}

const LONGEST_PART = "value".length;

const TYPES = new Map<string, "User" | "Group">([
  ["user", "User"],
  ["group", "Group"],
]);

function idOf(value: Json | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The id at the end of a member's address. */
function endOf($ref: Json | undefined): string | undefined {
  if (typeof $ref !== "string") return undefined;
  // Not by a pattern without a beginning: it would be tried at each character of a long one.
  const end = $ref.endsWith("/") ? $ref.length - 1 : $ref.length;
  return $ref.slice($ref.lastIndexOf("/", end - 1) + 1, end) || undefined;
}

function refuse(element: Json): never {
  throw new ScimError(400, "invalidValue", `members has ${excerpt(element)}, which has no id; send {"value": "<id>"}.`);
}
