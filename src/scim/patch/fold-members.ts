/** Many changes of a group's members, made one. */

import { ScimError } from "../errors.ts";
import type { CheckedFilter } from "../filter/check.ts";
import { matchesElement } from "../filter/evaluate.ts";
import type { MemberRef } from "../resource/members.ts";
import type { MemberOperation } from "./group.ts";

/**
 * The members afterwards are those in `add` and, unless `replaceAll`, those before that are not in `remove`. No id is
 * in both; an id to be added may be a member already, and one to be removed may be none.
 */
export interface MemberChange {
  readonly replaceAll: boolean;
  readonly add: readonly MemberRef[];
  readonly remove: readonly string[];
}

/** Whether `foldMembers` has to know the members there are: an operation selects them by more than their ids. */
export function needsStoredMembers(operations: readonly MemberOperation[]): boolean {
  return operations.some(({ op }) => op === "select");
}

/** How many members one request may have a filter tried on. */
const MOST_TRIED = 1_000_000;

/**
 * The one change that `operations` make in their order: of each member, the last one counts.
 *
 * @param stored The members there are, with their types; any where `needsStoredMembers` is false.
 * @throws ScimError 400 noTarget where members to be replaced are not there; tooMany
 */
export function foldMembers(operations: readonly MemberOperation[], stored: readonly MemberRef[]): MemberChange {
  const change = { replaceAll: false, add: new Map<string, MemberRef>(), remove: new Set<string>() };
  let tried = 0;
  for (const operation of operations) {
    if (operation.op === "replace") startAnew(change);
    if (operation.op === "remove") remove(change, operation.ids);
    if (operation.op === "select") {
      const members = current(change, stored);
      tried += members.length;
      if (tried > MOST_TRIED) throw tooMany(operation.text);
      const ids = members.filter((member) => isSelected(operation.filter, member)).map(({ value }) => value);
      if (operation.members && ids.length === 0) throw noTarget(operation.text);
      remove(change, ids);
    }
    if (operation.op !== "remove") add(change, operation.members ?? []);
  }
  return { replaceAll: change.replaceAll, add: [...change.add.values()], remove: [...change.remove] };
}

interface Folded {
  replaceAll: boolean;
  readonly add: Map<string, MemberRef>;
  readonly remove: Set<string>;
}

function startAnew(change: Folded): void {
  change.replaceAll = true;
  change.add.clear();
  change.remove.clear();
}

function add(change: Folded, members: readonly MemberRef[]): void {
  for (const member of members) {
    change.remove.delete(member.value);
    change.add.set(member.value, member);
  }
}

function remove(change: Folded, ids: readonly string[]): void {
  for (const id of ids) {
    change.add.delete(id);
    if (!change.replaceAll) change.remove.add(id);
  }
}

/** The members as they are after the operations so far. */
function current(change: Folded, stored: readonly MemberRef[]): MemberRef[] {
  const kept = change.replaceAll
    ? []
    : stored.filter(({ value }) => !change.remove.has(value) && !change.add.has(value));
  return [...kept, ...change.add.values()];
}

/** Of a member no more is known than its id and what it is: a filter on anything else selects nobody. */
function isSelected(filter: CheckedFilter, { value, type }: MemberRef): boolean {
  return matchesElement(filter, type === undefined ? { value } : { value, type });
}

function noTarget(text: string): ScimError {
  return new ScimError(400, "noTarget", `No member matches ${text}; add the new one instead.`);
}

function tooMany(text: string): ScimError {
  return new ScimError(
    400,
    "tooMany",
    `Too many filters on too many members, at ${text}; name the members by their ids.`,
  );
}
