import { describe, expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { ACME_URN, ENTERPRISE_URN, refusal, refused, USER_URN } from "../patch/testing.ts";
import { USER } from "../resource-types.ts";
import type { Attribute, ResourceType } from "../schema.ts";
import { TEXT } from "../schemas/attribute.ts";
import { readResource } from "./read-resource.ts";

const MINIMAL = { schemas: [USER_URN], userName: "ann" };

/** What a body with `attributes` adds to the least a user has. */
function read(attributes: JsonObject): JsonObject {
  const { schemas: _, userName: __, ...others } = readResource(USER, { ...MINIMAL, ...attributes }).resource;
  return others;
}

const notesOn = (attributes: JsonObject) => readResource(USER, { ...MINIMAL, ...attributes }).notes;
const refusalOf = (attributes: JsonObject) => refusal(() => read(attributes));

describe("types", () => {
  test.each<[string, JsonObject, JsonObject]>([
    ["True is true", { active: "True" }, { active: true }],
    ["FALSE is false", { active: "FALSE" }, { active: false }],
    ["a boolean is one", { active: false }, { active: false }],
    ["a number is text", { title: 42 }, { title: "42" }],
    ["a boolean is text", { title: true }, { title: "true" }],
    ["a text is exactly what it was", { title: " Ann\t é😀 " }, { title: " Ann\t é😀 " }],
    ["a wrapped text is that text", { title: { value: "T" } }, { title: "T" }],
    ["so is a list of one", { title: [{ $ref: null, value: "T" }] }, { title: "T" }],
    ["a single element is a list of it", { emails: { value: "a@x" } }, { emails: [{ value: "a@x" }] }],
    ["a text is an element's value", { emails: "a@x" }, { emails: [{ value: "a@x" }] }],
    ["so is each text of a list", { roles: ["a", { value: "b" }] }, { roles: [{ value: "a" }, { value: "b" }] }],
    ["a number is an element's value", { phoneNumbers: [5550100] }, { phoneNumbers: [{ value: "5550100" }] }],
    [
      "primary may be a text",
      { emails: [{ value: "a", primary: "True" }] },
      { emails: [{ value: "a", primary: true }] },
    ],
    ["a name may be a list of one", { name: [{ givenName: "A" }] }, { name: { givenName: "A" } }],
    ["an unusual type is kept", { emails: [{ value: "a", type: "Büro" }] }, { emails: [{ value: "a", type: "Büro" }] }],
    ["a manager may be an id", { manager: "m" }, { [ENTERPRISE_URN]: { manager: { value: "m" } } }],
    ["or a number", { manager: 7 }, { [ENTERPRISE_URN]: { manager: { value: "7" } } }],
    ["or an object", { manager: { value: "m" } }, { [ENTERPRISE_URN]: { manager: { value: "m" } } }],
    ["or a list of one", { manager: [{ value: "m" }] }, { [ENTERPRISE_URN]: { manager: { value: "m" } } }],
    [
      "whose displayName is the server's",
      { manager: { value: "m", displayName: "Mia", $ref: "/Users/m" } },
      { [ENTERPRISE_URN]: { manager: { value: "m", $ref: "/Users/m" } } },
    ],
  ])("%s", (_, sent, stored) => {
    expect(read(sent)).toEqual(stored);
  });

  test.each<[JsonObject, string, string]>([
    [{ active: "yes" }, 'active cannot be "yes"', "send true or false"],
    [{ active: 1 }, "active cannot be 1", "send true or false"],
    [{ title: { a: 1 } }, 'title cannot be {"a":1}', "send a text"],
    [{ title: ["a", "b"] }, 'title cannot be ["a","b"]', "send a text"],
    [{ title: Number.POSITIVE_INFINITY }, "title cannot be null", "send a text"],
    [{ name: "Ann" }, 'name cannot be "Ann"', "send an object"],
    [{ name: { givenName: { a: 1 } } }, 'name.givenName cannot be {"a":1}', "send a text"],
    [{ addresses: ["Bern"] }, 'addresses cannot be "Bern"', "send an object or a list of them"],
    [{ emails: [["a", "b"]] }, 'emails cannot be ["a","b"]', "send an object or a list of them"],
    [{ emails: [{ value: "a", primary: "yes" }] }, 'emails.primary cannot be "yes"', "send true or false"],
    [{ profileUrl: {} }, "", ""],
    [{ profileUrl: { href: "x" } }, 'profileUrl cannot be {"href":"x"}', "send an address as a text"],
    [{ x509Certificates: [{ value: [1, 2] }] }, "x509Certificates.value cannot be [1,2]", "send Base64 as a text"],
    [{ manager: ["a", "b"] }, 'manager cannot be ["a","b"]', "send an object"],
    [{ manager: { value: { a: 1 } } }, 'manager.value cannot be {"a":1}', "send a text"],
    [{ [ENTERPRISE_URN]: "x" }, `${ENTERPRISE_URN} cannot be "x"`, "send an object of its attributes"],
    [{ [ENTERPRISE_URN.toLowerCase()]: "x" }, `${ENTERPRISE_URN.toLowerCase()} cannot be "x"`, "send an object"],
    [{ title: { long: "x".repeat(200) } }, `title cannot be {"long":"${"x".repeat(111)}…`, "send a text"],
  ])("%j: invalidValue, naming attribute and value", (sent, problem, advice) => {
    if (problem === "") expect(read(sent)).toEqual({});
    else expect(refusalOf(sent)).toEqual(refused("invalidValue", problem, advice));
  });

  /** Of no schema of ours yet. */
  const typed = (name: string, type: Attribute["type"], multiValued = false): Attribute => ({
    ...TEXT,
    name,
    type,
    multiValued,
    description: "",
  });
  const THING: ResourceType = {
    ...USER,
    schema: {
      ...USER.schema,
      attributes: [
        typed("whole", "integer"),
        typed("part", "decimal"),
        typed("at", "dateTime"),
        typed("tags", "string", true),
      ],
    },
  };
  const readThing = (body: JsonObject) => readResource(THING, { schemas: [USER_URN], ...body }).resource;

  test.each<[JsonObject]>([
    [{ whole: 5 }],
    [{ whole: -5 }],
    [{ part: 1.5 }],
    [{ at: "2026-03-01T09:30:00.000+01:00" }],
    [{ at: "2026-03-01" }],
    [{ tags: ["a", "b"] }],
  ])("%j is of its type, and stored as sent", (body) => {
    expect(readThing(body)).toEqual({ schemas: [USER_URN], ...body });
  });

  test("numerals are numbers, one text is a list", () => {
    expect(readThing({ whole: "5", part: "-1.5e2", tags: "a" })).toMatchObject({ whole: 5, part: -150, tags: ["a"] });
    expect(readThing({ tags: ["a", "b", "a", "", null] })).toMatchObject({ tags: ["a", "b"] });
  });

  test.each<[JsonObject, string]>([
    [{ whole: 1.5 }, "whole cannot be 1.5; send a whole number"],
    [{ whole: "1.5" }, 'whole cannot be "1.5"; send a whole number'],
    [{ whole: "0x10" }, 'whole cannot be "0x10"'],
    [{ whole: " 5" }, 'whole cannot be " 5"'],
    [{ whole: true }, "whole cannot be true"],
    [{ whole: 2 ** 60 }, "whole cannot be 1152921504606847000"],
    [{ part: "1e999" }, 'part cannot be "1e999"; send a number'],
    [{ part: "five" }, 'part cannot be "five"'],
    [{ at: "yesterday" }, 'at cannot be "yesterday"; send a date and time such as'],
    [{ at: 5 }, "at cannot be 5"],
    [{ tags: [{ a: 1 }] }, 'tags cannot be {"a":1}; send a text or a list of them'],
  ])("%j is not: invalidValue", (body, detail) => {
    expect(refusal(() => readThing(body))).toEqual(refused("invalidValue", detail));
  });
});

describe("empty values", () => {
  test.each<[JsonObject]>([
    [{ title: null }],
    [{ title: "" }],
    [{ title: [] }],
    [{ title: {} }],
    [{ title: { value: "" } }],
    [{ title: [null] }],
    [{ title: [""] }],
    [{ name: {} }],
    [{ name: { givenName: "" } }],
    [{ name: { givenName: null, familyName: [] } }],
    [{ emails: null }],
    [{ emails: [null, "", {}, { value: null }] }],
    [{ emails: [{ value: "", type: "work", primary: true }] }],
    [{ addresses: [{ type: "work" }] }],
    [{ addresses: [{ primary: true }] }],
    [{ active: null }],
    [{ manager: { value: "" } }],
    [{ manager: [] }],
    [{ [ENTERPRISE_URN]: null }],
    [{ [ENTERPRISE_URN]: {} }],
    [{ [ENTERPRISE_URN]: { department: "", manager: {} } }],
    [{ [ACME_URN]: { a: null, b: [], c: { d: "" }, e: [[], {}] } }],
    [{ [ACME_URN]: "" }],
  ])("%j says nothing", (sent) => {
    expect(read(sent)).toEqual({});
  });

  test("beside others go alone", () => {
    expect(read({ name: { givenName: "A", middleName: null }, emails: [{ value: "a", display: "" }, null] })).toEqual({
      name: { givenName: "A" },
      emails: [{ value: "a" }],
    });
  });

  test("an element that only says what kind it would be is left out, and noted", () => {
    const emails = [{ type: "work", primary: true }, { value: "a@x" }];
    expect(read({ emails })).toEqual({ emails: [{ value: "a@x" }] });
    expect(notesOn({ emails })).toEqual(["emails: what has no value was left out."]);
    expect(notesOn({ emails: [null, { value: "a@x" }] })).toEqual([]);
  });
});

describe("elements", () => {
  test("at most one is primary: the first that was sent so", () => {
    const emails = [
      { value: "a" },
      { value: "b", primary: true },
      { value: "c", primary: "True" },
      { value: "d", primary: false },
    ];
    expect(read({ emails })).toEqual({
      emails: [
        { value: "a" },
        { value: "b", primary: true },
        { value: "c", primary: false },
        { value: "d", primary: false },
      ],
    });
    expect(notesOn({ emails })).toEqual(["emails: only the first primary one stays so."]);
    expect(notesOn({ emails: emails.slice(0, 2) })).toEqual([]);
  });

  test("of the same value and type are one, with what both say", () => {
    const emails = [
      { value: "a", type: "work" },
      { value: "a", type: "home" },
      { value: "A", type: "work" },
      { value: "a", type: "work", display: "Ann", primary: true },
    ];
    expect(read({ emails })).toEqual({
      emails: [
        { value: "a", type: "work", display: "Ann", primary: true },
        { value: "a", type: "home" },
        { value: "A", type: "work" },
      ],
    });
  });

  test("without a value are one when all else is the same", () => {
    const addresses = [
      { locality: "Bern", country: "CH" },
      { country: "CH", locality: "Bern", primary: true },
      { locality: "Bern" },
    ];
    expect(read({ addresses })).toEqual({
      addresses: [{ locality: "Bern", country: "CH", primary: true }, { locality: "Bern" }],
    });
  });
});
