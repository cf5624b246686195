/**
 * A PATCH of a group. Its members are no part of the resource: what changes them becomes a difference of two sets, which
 * costs the same in a group of 5 and of 100,000. RFC 7644 §3.5.2.
 */

import { canHaveValue } from "../attribute-path.ts";
import { ScimError } from "../errors.ts";
import type { CheckedFilter } from "../filter/check.ts";
import type { Json } from "../json.ts";
import { type Notes, note } from "../notes.ts";
import type { AttributePatchPath } from "../path.ts";
import { checkOperations } from "../resource/group-size.ts";
import { isMembers, type MemberRef, memberId, readMembers } from "../resource/members.ts";
import { GROUP } from "../resource-types.ts";
import type { Patch } from "./apply.ts";
import { readMessage } from "./message.ts";
import { type Asked, readOperation } from "./operation.ts";

/** One change of a group's members. `foldMembers` makes one of many. */
export type MemberOperation =
  | { readonly op: "add" | "replace"; readonly members: readonly MemberRef[] }
  | { readonly op: "remove"; readonly ids: readonly string[] }
  /** What `filter` selects is removed, or replaced by `members` where there are any. Only who knows the members can tell. */
  | {
      readonly op: "select";
      readonly filter: CheckedFilter;
      readonly text: string;
      /** Undefined: they are removed. */
      readonly members: readonly MemberRef[] | undefined;
    };

export interface GroupPatch extends Patch {
  /** In their order. Empty when the patch does not touch the members. */
  readonly members: readonly MemberOperation[];
}

/**
 * What `body` asks to change in a group: its attributes, for `applyPatch`, and its members, for `foldMembers`.
 *
 * @param body As `parseJson` returns it.
 * @throws ScimError 400, as `parsePatch`; 413
 */
export function parseGroupPatch(body: Json): GroupPatch {
  const notes: Notes = new Set();
  const asked = readMessage(body, GROUP, notes, checkOperations);
  const members = asked.flatMap((one) =>
    isMembers(one.path) ? (readMemberOperation(one, one.path, notes) ?? []) : [],
  );
  const operations = asked.flatMap((one) => (isMembers(one.path) ? [] : (readOperation(one, notes) ?? [])));
  return { operations, members, notes: [...notes] };
}

function readMemberOperation(asked: Asked, path: AttributePatchPath, notes: Notes): MemberOperation | undefined {
  const { op, value } = asked;
  const { target, filter, text } = path;
  if (target.sub !== undefined) return refusePart(asked, path, notes);
  if (filter !== undefined) return readSelection(op, filter, text, value);
  if (op !== "remove") return { op, members: readMembers(value) };
  // Removing an empty list removes nobody; it must not be taken for "all".
  if (value === null || value === "") return { op: "replace", members: [] };
  return { op, ids: readMembers(value).map((member) => member.value) };
}

function readSelection(op: Asked["op"], filter: CheckedFilter, text: string, value: Json): MemberOperation {
  if (op === "add") throw unchangeable(text);
  if (op === "replace") return { op: "select", filter, text, members: readMembers(value) };
  const ids = idsAskedFor(filter);
  return ids ? { op, ids } : { op: "select", filter, text, members: undefined };
}

/** A part of a member, such as `members[value eq "…"].display`: it says nothing that is kept, or what cannot change. */
function refusePart({ named }: Asked, { text, target }: AttributePatchPath, notes: Notes): undefined {
  if (named && !canHaveValue(target)) {
    throw new ScimError(400, "invalidPath", `Members have no ${target.sub}; check the path "${text}".`);
  }
  if (named) throw unchangeable(text);
  note(notes, `${text} cannot be changed: ignored.`);
}

function unchangeable(text: string): ScimError {
  return new ScimError(400, "mutability", `A member cannot be changed (${text}); remove it and add another.`);
}

/** The ids of all that `filter` can match, where it asks for nothing else: `value eq "…"`, also several joined by `or`. */
function idsAskedFor(filter: CheckedFilter): string[] | undefined {
  if (filter.kind === "or") {
    const ids = filter.operands.map(idsAskedFor);
    return ids.every((each) => each !== undefined) ? ids.flat() : undefined;
  }
  const isId = filter.kind === "compare" && filter.operator === "eq" && filter.target.name === "value";
  return isId ? [memberId(filter.literal.text)] : undefined;
}
