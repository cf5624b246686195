import { describe, expect, test } from "vitest";
import type { Json } from "../json.ts";
import type { MemberRef } from "../resource/members.ts";
import { foldMembers, needsStoredMembers } from "./fold-members.ts";
import { parseGroupPatch } from "./group.ts";
import { PATCH_OP, refusal, refused } from "./testing.ts";

const id = (last: string) => `0190a6b0-1111-7000-8000-00000000000${last}`;
const A = id("a");
const B = id("b");
const C = id("c");
const D = id("d");
const ref = (value: string, type?: "User" | "Group"): MemberRef => ({ value, type });
const STORED = [ref(A, "User"), ref(B, "User"), ref(C, "Group")];

const parse = (...operations: Json[]) => parseGroupPatch({ schemas: [PATCH_OP], Operations: operations });
const change = (...operations: Json[]) => foldMembers(parse(...operations).members, STORED);
const difference = (add: MemberRef[], remove: string[]) => ({ replaceAll: false, add, remove });
const exactly = (...add: MemberRef[]) => ({ replaceAll: true, add, remove: [] });

describe("many changes are one", () => {
  const add = (...ids: string[]) => ({ op: "add", path: "members", value: ids });
  const remove = (...ids: string[]) => ({ op: "remove", path: "members", value: ids });
  const replace = (...ids: string[]) => ({ op: "replace", path: "members", value: ids });

  test.each<[string, Json[], unknown]>([
    ["add, then remove", [add(A), remove(A)], difference([], [A])],
    ["remove, then add", [remove(A), add(A)], difference([ref(A)], [])],
    [
      "Okta's removal and addition",
      [{ op: "remove", path: `members[value eq "${A}"]` }, add(A)],
      difference([ref(A)], []),
    ],
    ["add twice", [add(A), add(A, B)], difference([ref(A), ref(B)], [])],
    ["remove twice", [remove(A), remove(A, B)], difference([], [A, B])],
    ["replace forgets", [add(A), remove(B), replace(C)], exactly(ref(C))],
    ["after replace, add", [replace(A), add(B)], exactly(ref(A), ref(B))],
    ["after replace, remove", [replace(A, B), remove(B, C)], exactly(ref(A))],
    ["remove all, then add", [{ op: "remove", path: "members" }, add(A)], exactly(ref(A))],
    ["several in one", [add(A, B), remove(B), add(C)], difference([ref(A), ref(C)], [B])],
  ])("%s", (_, operations, expected) => {
    expect(change(...operations)).toEqual(expected);
  });
});

describe("filters on more than the id need the members there are", () => {
  const select = (filter: string, op = "remove", value: Json = null) => ({ op, path: `members[${filter}]`, value });

  test.each<[string, string[]]>([
    ['type eq "Group"', [C]],
    ['type eq "user"', [A, B]],
    ["value pr", [A, B, C]],
    [`value sw "0190" and type eq "User"`, [A, B]],
    [`value ne "${A}"`, [B, C]],
    [`value eq "${A}" or type eq "Group"`, [A, C]],
    [`value eq "${A}" and type eq "Group"`, []],
    [`not (value eq "${A}")`, [B, C]],
    ['display eq "Ann"', []],
    ['$ref ew "x"', []],
  ])("%s removes them", (filter, removed) => {
    expect(needsStoredMembers(parse(select(filter)).members)).toBe(true);
    expect(change(select(filter))).toEqual(difference([], removed));
  });

  test("also one among others", () => {
    const add = { op: "add", path: "members", value: [D] };
    expect(needsStoredMembers(parse(add, select("value pr")).members)).toBe(true);
    expect(needsStoredMembers(parse(add).members)).toBe(false);
  });

  test("they see what the operations before have made of the members", () => {
    const add = { op: "add", path: "members", value: [{ value: D, type: "Group" }] };
    const remove = { op: "remove", path: "members", value: [A] };
    const replace = { op: "replace", path: "members", value: [{ value: B, type: "User" }] };
    expect(change(add, select('type eq "Group"'))).toEqual(difference([], [C, D]));
    expect(change(remove, select("value pr"))).toEqual(difference([], [A, B, C]));
    expect(change(replace, select("value pr"))).toEqual(exactly());
    expect(change(select("value pr"), add)).toEqual(difference([ref(D, "Group")], [A, B, C]));
    expect(change({ op: "add", path: "members", value: [A] }, select('type eq "User"'))).toEqual(
      difference([ref(A)], [B]),
    );
  });

  test("replace puts others in their place", () => {
    expect(change(select(`value eq "${A}"`, "replace", { value: D }))).toEqual(difference([ref(D)], [A]));
    expect(change(select('type eq "User"', "replace", [{ value: A }, D]))).toEqual(difference([ref(A), ref(D)], [B]));
    expect(needsStoredMembers(parse(select(`value eq "${A}"`, "replace", [D])).members)).toBe(true);
  });

  test("replace where none match: noTarget", () => {
    expect(refusal(() => change(select(`value eq "${D}"`, "replace", { value: A })))).toEqual(
      refused("noTarget", `No member matches members[value eq "${D}"]`, "add the new one"),
    );
  });

  test("beyond a million comparisons: tooMany", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ref(`${index}`, "User"));
    const operations = Array.from({ length: 10 }, () => select('type eq "Group"'));
    expect(foldMembers(parse(...operations).members, many)).toEqual(difference([], []));
    expect(refusal(() => foldMembers(parse(...operations, select('type eq "Group"')).members, many))).toEqual(
      refused("tooMany", 'members[type eq "Group"]', "by their ids"),
    );
  });
});

test("50,000 operations on members cost like one", () => {
  const operations = Array.from({ length: 50_000 }, (_, index) => ({
    op: index % 2 ? "remove" : "add",
    path: "members",
    value: [{ value: `m${index >> 1}` }],
  }));
  const start = performance.now();
  expect(change(...operations).remove).toHaveLength(25_000);
  expect(performance.now() - start).toBeLessThan(5_000);
});
