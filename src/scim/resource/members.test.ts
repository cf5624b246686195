import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { ACME_URN, GROUP_URN, refusal, refused } from "../patch/testing.ts";
import { readGroup, readMembers } from "./members.ts";

const A = "0190a6b0-1111-7000-8000-00000000000a";
const B = "0190a6b0-1111-7000-8000-00000000000b";
const ref = (value: string, type?: "User" | "Group") => ({ value, type });

describe("a group", () => {
  test("is read apart from its members", () => {
    const body = {
      schemas: [GROUP_URN, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
      externalId: "g-1",
      displayName: "Sales",
      meta: { resourceType: "Group" },
      members: [{ value: A, display: "Ann" }],
      [ACME_URN]: { cost: 1 },
      colour: "red",
    };
    expect(readGroup(body)).toEqual({
      resource: { schemas: [GROUP_URN, ACME_URN], externalId: "g-1", displayName: "Sales", [ACME_URN]: { cost: 1 } },
      members: [ref(A)],
      notes: ['No schema here has the attribute "colour": ignored.'],
    });
  });

  test.each<[JsonObject, unknown]>([
    [{}, undefined],
    [{ members: [] }, []],
    [{ members: null }, []],
    [{ members: "" }, []],
    [{ MEMBERS: [A] }, [ref(A)]],
    [{ [`${GROUP_URN}:members`]: [A] }, [ref(A)]],
    [{ [GROUP_URN]: { members: [A] } }, [ref(A)]],
    [{ members: [A], Members: [B] }, [ref(B)]],
  ])("with %j has the members %j", (attributes, members) => {
    expect(readGroup({ schemas: [GROUP_URN], displayName: "g", ...attributes })).toEqual({
      resource: { schemas: [GROUP_URN], displayName: "g" },
      members,
      notes: [],
    });
  });

  test.each<[JsonObject]>([[{}], [{ displayName: "" }], [{ displayName: "  " }], [{ displayName: null }]])(
    "with the name %j: invalidValue",
    (names) => {
      expect(refusal(() => readGroup({ schemas: [GROUP_URN], ...names }))).toEqual(
        refused("invalidValue", "displayName is required"),
      );
    },
  );

  test("without schemas: invalidSyntax", () => {
    expect(refusal(() => readGroup({ displayName: "g" }))).toEqual(refused("invalidSyntax", GROUP_URN));
  });
});

describe("members", () => {
  test.each<[Json, unknown]>([
    [[{ value: A }], [ref(A)]],
    [[{ value: A, $ref: null, display: "Ann" }], [ref(A)]],
    [[{ $ref: `https://x.test/scim/v2/Users/${A}` }], [ref(A)]],
    [[{ $ref: `../Groups/${A}/`, value: null, type: "group" }], [ref(A, "Group")]],
    [[{ $REF: A }], [ref(A)]],
    [
      [A, { value: B }],
      [ref(A), ref(B)],
    ],
    [A, [ref(A)]],
    [{ value: A }, [ref(A)]],
    [[{ VALUE: A, TYPE: "User" }], [ref(A, "User")]],
    [[{ value: A, type: "User" }], [ref(A, "User")]],
    [[{ value: A, type: "GROUP" }], [ref(A, "Group")]],
    [[{ value: A, type: "constructor" }], [ref(A)]],
    [[{ value: A, type: { toString: 1 } }], [ref(A)]],
    [[{ value: A.toUpperCase() }], [ref(A)]],
    [[{ value: A }, { value: A.toUpperCase(), type: "User" }], [ref(A, "User")]],
    [[{ value: "Not-A-UUID" }], [ref("Not-A-UUID")]],
    [[{ value: 42 }], [ref("42")]],
    [[`${A}x`.toUpperCase()], [ref(`${A}x`.toUpperCase())]],
    [[`x${A}`.toUpperCase()], [ref(`x${A}`.toUpperCase())]],
  ])("%j are %j", (value, members) => {
    expect(readMembers(value)).toEqual(members);
  });

  test.each<[Json, string]>([
    [[{}], "members has {}"],
    [[null], "members has null"],
    [[""], 'members has ""'],
    [[" "], 'members has " "'],
    [[true], "members has true"],
    [[[A]], `members has ["${A}"]`],
    [[{ value: "" }], 'members has {"value":""}'],
    [[{ value: " ", display: "Ann" }], 'members has {"value":" ","display":"Ann"}'],
    [[{ value: { a: 1 } }], 'members has {"value":{"a":1}}'],
    [[{ display: "Ann" }], 'members has {"display":"Ann"}'],
    [[{ $ref: "" }], 'members has {"$ref":""}'],
    [[{ $ref: "/" }], 'members has {"$ref":"/"}'],
  ])("%j: invalidValue, naming the one without an id", (value, detail) => {
    expect(refusal(() => readMembers(value))).toEqual(refused("invalidValue", detail, 'no id; send {"value": "<id>"}'));
  });

  test("100,000 of them are read at the cost of each", () => {
    const id = (index: number) => `0190a6b0-1111-7000-8000-${String(index).padStart(12, "0")}`;
    const value = Array.from({ length: 100_000 }, (_, index) => ({ value: id(index), display: `u${index}` }));
    const start = performance.now();
    expect(readMembers(value)).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

test("of members that are nobody's the first stands for all, and stands where it stood", () => {
  expect(readMembers(["x", A, "y", { value: "z" }, B])).toEqual([ref("x"), ref(A), ref(B)]);
});

test.each([
  ["https://muster.test/scim/v2/Users/", `${A}`, ref(A)],
  ["https://muster.test/scim/v2/Users/", `${A}/`, ref(A)],
  ["", A, ref(A)],
])("the id is what a $ref ends in: %s%s", (before, end, member) => {
  expect(readMembers([{ $ref: before + end }])).toEqual([member]);
});

test.each(["", "/", "//", "a//"])("a $ref that ends in no id is none: %j", ($ref) => {
  expect(refusal(() => readMembers([{ $ref }]))).toEqual(refused("invalidValue", "which has no id"));
});
