import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { ACME_URN, GROUP_URN, refusal } from "../patch/testing.ts";
import { checkBesidesMembers, checkOperations } from "./group-size.ts";

const MIB = 1024 * 1024;
const tooLarge = [413, undefined, expect.stringMatching(/1 MiB besides the group's members/)];
const text = (length: number) => "x".repeat(length);
const many = (length: number) => Array.from({ length }, () => ({ value: "0190a6b0-1111-7000-8000-00000000000a" }));

describe("a group", () => {
  test.each<[string, JsonObject]>([
    ["members", { members: many(50_000) }],
    ["members, in any case", { MEMBERS: many(50_000) }],
    ["members behind the URN", { [`${GROUP_URN}:members`]: many(50_000) }],
    ["members below the URN", { [GROUP_URN]: { members: many(50_000) } }],
    ["other attributes up to 1 MiB", { displayName: text(MIB - 100), members: many(50_000) }],
  ])("may have %s", (_, group) => {
    expect(refusal(() => checkBesidesMembers(group))).toBeUndefined();
  });

  test.each<[string, JsonObject]>([
    ["a text", { displayName: text(MIB) }],
    ["a list", { schemas: Array.from({ length: MIB / 2 }, () => 1) }],
    ["objects", { [ACME_URN]: { a: Array.from({ length: MIB / 4 }, () => ({ b: 1 })) } }],
    ["names", Object.fromEntries(Array.from({ length: 1100 }, (_, n) => [n + text(1000), null]))],
    ["members of another's", { [ACME_URN]: { members: many(50_000) } }],
    ["members of another's, behind the URN", { [`${ACME_URN}:members`]: many(50_000) }],
    ["several together", { displayName: text(MIB / 2), externalId: text(MIB / 2) }],
    ["below the URN", { [GROUP_URN]: { displayName: text(MIB) } }],
  ])("with more than 1 MiB of anything else is 413: %s", (_, group) => {
    expect(refusal(() => checkBesidesMembers(group))).toEqual(tooLarge);
  });
});

describe("operations", () => {
  const checked = (...operations: Json[]) => refusal(() => checkOperations(operations));

  test.each<[string, Json]>([
    ["by path", { op: "add", path: "members", value: many(50_000) }],
    ["by path, in any case and behind the URN", { Op: "add", Path: `${GROUP_URN}:Members`, Value: many(50_000) }],
    ["without a path", { op: "replace", value: { members: many(50_000) } }],
    ["with an empty path", { op: "replace", path: "", value: { members: many(50_000) } }],
    ["of the whole group", { op: "replace", path: GROUP_URN, value: { members: many(50_000) } }],
  ])("may have members %s", (_, operation) => {
    expect(checked(operation)).toBeUndefined();
  });

  test("may name many members by filters", () => {
    const operation = { op: "remove", path: 'members[value eq "0190a6b0-1111-7000-8000-00000000000a"]' };
    expect(checked(...Array.from({ length: 50_000 }, () => operation))).toBeUndefined();
  });

  test.each<[string, Json]>([
    ["another path", { op: "add", path: "displayName", value: many(50_000) }],
    ["no path", { op: "add", value: { displayName: text(MIB) } }],
    ["an extension", { op: "add", path: ACME_URN, value: { members: many(50_000) } }],
    ["an attribute of an extension", { op: "add", path: `${ACME_URN}:members`, value: many(50_000) }],
    ["a filter of members", { op: "replace", path: 'members[type eq "User"]', value: many(50_000) }],
    ["a path", { op: "add", path: text(MIB), value: 1 }],
    ["a path that is no text", { op: "add", path: many(50_000), value: 1 }],
    ["an op", { op: many(50_000), path: "members", value: [] }],
    ["none", text(MIB)],
  ])("with more than 1 MiB at %s are 413", (_, operation) => {
    expect(checked(operation)).toEqual(tooLarge);
  });

  test("together have no more than 1 MiB besides members", () => {
    const operation = { op: "replace", path: "displayName", value: text(1000) };
    expect(checked(...Array.from({ length: 1000 }, () => operation))).toBeUndefined();
    expect(checked(...Array.from({ length: 1100 }, () => operation))).toEqual(tooLarge);
  });

  test("more than 50,000 are 413", () => {
    const many = [413, undefined, expect.stringMatching(/50000 operations/)];
    expect(checked(...Array.from({ length: 50_001 }, () => ({ op: "add", path: "members", value: [] })))).toEqual(many);
  });
});
