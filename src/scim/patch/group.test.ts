import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import type { MemberRef } from "../resource/members.ts";
import { GROUP } from "../resource-types.ts";
import { applyPatch } from "./apply.ts";
import { foldMembers, needsStoredMembers } from "./fold-members.ts";
import { parseGroupPatch } from "./group.ts";
import { GROUP_URN, PATCH_OP, refusal, refused } from "./testing.ts";

const id = (last: string) => `0190a6b0-1111-7000-8000-00000000000${last}`;
const A = id("a");
const B = id("b");
const C = id("c");
const ref = (value: string, type?: "User" | "Group"): MemberRef => ({ value, type });
const STORED = [ref(A, "User"), ref(B, "User"), ref(C, "Group")];

const parse = (...operations: Json[]) => parseGroupPatch({ schemas: [PATCH_OP], Operations: operations });
const change = (...operations: Json[]) => foldMembers(parse(...operations).members, STORED);
const difference = (add: MemberRef[], remove: string[]) => ({ replaceAll: false, add, remove });
const exactly = (...add: MemberRef[]) => ({ replaceAll: true, add, remove: [] });

describe("members as identity providers change them", () => {
  test.each<[string, Json, unknown]>([
    ["Entra adds one", { op: "Add", path: "members", value: [{ $ref: null, value: A }] }, difference([ref(A)], [])],
    ["Okta adds one", { op: "add", path: "members", value: [{ value: A, display: "ann" }] }, difference([ref(A)], [])],
    ["one alone", { op: "add", path: "Members", value: { value: A, type: "User" } }, difference([ref(A, "User")], [])],
    ["a bare id", { op: "add", path: `${GROUP_URN}:members`, value: A.toUpperCase() }, difference([ref(A)], [])],
    ["without a path", { op: "add", value: { members: [{ value: A }] } }, difference([ref(A)], [])],
    ["Entra removes one", { op: "Remove", path: "members", value: [{ $ref: null, value: A }] }, difference([], [A])],
    ["Okta removes one", { op: "remove", path: `members[value eq "${A}"]` }, difference([], [A])],
    ["in capitals", { op: "remove", path: `MEMBERS[Value EQ "${A.toUpperCase()}"]` }, difference([], [A])],
    ["two of them", { op: "remove", path: `members[value eq "${A}" or value eq "${B}"]` }, difference([], [A, B])],
    ["of no known form", { op: "remove", path: 'members[value eq "Nobody"]' }, difference([], ["Nobody"])],
    ["all", { op: "remove", path: "members" }, exactly()],
    ["all, with null", { op: "remove", path: "members", value: null }, exactly()],
    ["all, with an empty text", { op: "remove", path: "members", value: "" }, exactly()],
    ["none, listed by an empty list", { op: "remove", path: "members", value: [] }, difference([], [])],
    ["Okta sets all", { op: "replace", path: "members", value: [{ value: A }, { value: B }] }, exactly(ref(A), ref(B))],
    ["to none", { op: "replace", path: "members", value: [] }, exactly()],
    ["to null", { op: "replace", value: { members: null } }, exactly()],
    ["adds none", { op: "add", path: "members", value: [] }, difference([], [])],
  ])("%s: %j", (_, operation, expected) => {
    expect(change(operation)).toEqual(expected);
    expect(needsStoredMembers(parse(operation).members)).toBe(false);
  });

  test("OneLogin replaces group and members without a path", () => {
    const patch = parse({
      op: "replace",
      value: { id: "g", schemas: [GROUP_URN], displayName: "New", members: [{ value: A }] },
    });
    expect(foldMembers(patch.members, [])).toEqual(exactly(ref(A)));
    const stored = { schemas: [GROUP_URN], displayName: "Old", externalId: "x" };
    expect(applyPatch(GROUP, stored, patch)).toEqual({
      resource: { schemas: [GROUP_URN], displayName: "New", externalId: "x" },
      notes: [],
    });
  });

  test("a patch that leaves the members alone says nothing of them", () => {
    const patch = parse({ op: "Replace", path: "displayName", value: "New" });
    expect(patch.members).toEqual([]);
    expect(foldMembers(patch.members, [])).toEqual(difference([], []));
  });

  test("the displayName can't be removed or emptied", () => {
    expect(refusal(() => parse({ op: "remove", path: "displayName" }))).toEqual(refused("mutability", "displayName"));
    expect(refusal(() => parse({ op: "replace", value: { displayName: " " } }))).toEqual(
      refused("invalidValue", "displayName is required"),
    );
  });

  test("what is unknown is noted", () => {
    const patch = parse({ op: "add", value: { colour: "red", "members.display": "x", "members.type": "User" } });
    expect(patch).toEqual({
      operations: [],
      members: [],
      notes: [
        "members.display cannot be changed: ignored.",
        "members.type cannot be changed: ignored.",
        'No schema here has the attribute "colour": ignored.',
      ],
    });
  });

  test.each<[Json, string]>([
    [{ op: "add", path: "members", value: [{ display: "Ann" }] }, 'members has {"display":"Ann"}'],
    [{ op: "remove", path: "members", value: [null] }, "members has null"],
    [{ op: "replace", path: `members[value eq "${A}"]`, value: {} }, ""],
  ])("%j: invalidValue for a member without an id", (operation, detail) => {
    if (detail) expect(refusal(() => change(operation))).toEqual(refused("invalidValue", detail));
    else expect(change(operation)).toEqual(difference([], [A]));
  });

  test.each<[Json]>([
    [{ op: "replace", path: `members[value eq "${A}"].value`, value: B }],
    [{ op: "replace", path: "members.value", value: B }],
    [{ op: "remove", path: "members.type" }],
    [{ op: "add", path: `members[value eq "${A}"]`, value: { type: "Group" } }],
  ])("%j changes a member: mutability", (operation) => {
    const { path } = operation as JsonObject;
    expect(refusal(() => parse(operation))).toEqual(
      refused("mutability", `A member cannot be changed (${path})`, "add another"),
    );
  });

  test("a part that members lack: invalidPath", () => {
    expect(refusal(() => parse({ op: "replace", path: "members.display", value: "x" }))).toEqual(
      refused("invalidPath", "Members have no display", '"members.display"'),
    );
  });
});
