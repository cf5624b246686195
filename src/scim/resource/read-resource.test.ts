import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { ACME_URN, ENTERPRISE_URN, GROUP_URN, refusal, refused, USER_URN } from "../patch/testing.ts";
import { USER } from "../resource-types.ts";
import type { Attribute, ResourceType } from "../schema.ts";
import { TEXT } from "../schemas/attribute.ts";
import { readResource, readUser } from "./read-resource.ts";

const MINIMAL = { schemas: [USER_URN], userName: "ann" };

/** What a body with `attributes` adds to the least a user has. */
function read(attributes: JsonObject): JsonObject {
  const { schemas: _, userName: __, ...others } = readResource(USER, { ...MINIMAL, ...attributes }).resource;
  return others;
}

const notesOn = (attributes: JsonObject) => readResource(USER, { ...MINIMAL, ...attributes }).notes;
const refusalOf = (attributes: JsonObject) => refusal(() => read(attributes));

describe("a user as Entra ID creates it", () => {
  test("is stored as sent, without what is the server's and what is empty", () => {
    const body = {
      schemas: [USER_URN, ENTERPRISE_URN],
      externalId: "ext-1",
      userName: "ann@example.com",
      active: true,
      emails: [{ primary: true, type: "work", value: "ann@example.com" }],
      meta: { resourceType: "User" },
      name: { formatted: "Ann Lee", familyName: "Lee", givenName: "Ann" },
      roles: [],
    };
    expect(readUser(body, true)).toEqual({
      resource: {
        schemas: [USER_URN],
        externalId: "ext-1",
        userName: "ann@example.com",
        active: true,
        emails: [{ primary: true, type: "work", value: "ann@example.com" }],
        name: { formatted: "Ann Lee", familyName: "Lee", givenName: "Ann" },
      },
      notes: [],
    });
  });
});

describe("a user as Okta creates it", () => {
  test("has no password, groups and id of Okta's", () => {
    expect(read({ password: "1mz050nq", groups: [{ value: "g" }], id: "x", locale: "en-US", active: true })).toEqual({
      locale: "en-US",
      active: true,
    });
    expect(notesOn({ password: "1mz050nq", groups: [], id: "x", meta: {} })).toEqual([]);
  });
});

describe("schemas", () => {
  test.each<[string, Json]>([
    ["absent", { userName: "a" }],
    ["null", { schemas: null, userName: "a" }],
    ["no list", { schemas: USER_URN, userName: "a" }],
    ["empty", { schemas: [], userName: "a" }],
    ["naming no core schema", { schemas: [ENTERPRISE_URN, "urn:x:y"], userName: "a" }],
    ["naming nothing", { schemas: [5, null], userName: "a" }],
  ])("%s: invalidSyntax", (_, body) => {
    expect(refusal(() => readUser(body, true))).toEqual(refused("invalidSyntax", '"schemas"', `"${USER_URN}"`));
  });

  test.each<[string, Json]>([
    ["a list", []],
    ["a text", "x"],
    ["null", null],
  ])("a body that is %s: invalidSyntax", (_, body) => {
    expect(refusal(() => readUser(body, true))).toEqual(refused("invalidSyntax", "no JSON object", "User"));
  });

  test.each([
    USER_URN,
    USER_URN.toUpperCase(),
    "urn:scim:schemas:core:2.0:User",
    "urn:scim:schemas:core:2.0",
    "urn:scim:schemas:core:1.0",
  ])("%s names the core schema, among unknown ones", (urn) => {
    const { resource } = readResource(USER, { userName: "a", SCHEMAS: ["urn:x:y", urn] });
    expect(resource).toEqual({ schemas: [USER_URN], userName: "a" });
  });

  test("are answered as the core and the extensions that have values", () => {
    const { resource } = readResource(USER, {
      schemas: [USER_URN, "urn:x:y"],
      userName: "a",
      [ENTERPRISE_URN]: { department: "R&D" },
      [ACME_URN]: { badge: 7 },
      "urn:empty:1.0": { a: null },
    });
    expect(resource.schemas).toEqual([USER_URN, ENTERPRISE_URN, ACME_URN]);
  });
});

describe("names", () => {
  test("are read in any case and stored as the schema spells them", () => {
    expect(read({ DISPLAYNAME: "Ann", Name: { GIVENNAME: "A" }, EMAILS: [{ VALUE: "a@x", Type: "work" }] })).toEqual({
      displayName: "Ann",
      name: { givenName: "A" },
      emails: [{ value: "a@x", type: "work" }],
    });
  });

  test("may be paths", () => {
    const body = {
      "name.givenName": "A",
      "name.familyName": "B",
      [`${USER_URN}:title`]: "T",
      [`${ENTERPRISE_URN}:department`]: "D",
      [`${ENTERPRISE_URN}:manager.value`]: "m",
      'emails[type eq "work"].value': "a@x",
    };
    expect(read(body)).toEqual({
      name: { givenName: "A", familyName: "B" },
      title: "T",
      [ENTERPRISE_URN]: { department: "D", manager: { value: "m" } },
      emails: [{ type: "work", value: "a@x" }],
    });
  });

  test("of the enterprise extension are known without its URN", () => {
    expect(read({ department: "D", Manager: "m" })).toEqual({
      [ENTERPRISE_URN]: { department: "D", manager: { value: "m" } },
    });
  });

  test("below the core's own URN are the core's", () => {
    expect(read({ [USER_URN]: { title: "T", bad: 1 } })).toEqual({ title: "T" });
  });

  test.each(["favouriteColour", "user name", "a.b.c", "__proto__", "constructor", "toString", "$x y", ""])(
    "%j is no attribute: ignored and noted",
    (name) => {
      const body = JSON.parse(`{"title": "T", ${JSON.stringify(name)}: {"polluted": true}}`) as JsonObject;
      expect(read(body)).toEqual({ title: "T" });
      expect(notesOn(body)).toEqual([`No schema here has the attribute ${JSON.stringify(name)}: ignored.`]);
      expect(({} as JsonObject).polluted).toBeUndefined();
    },
  );

  test("that are unknown inside a known value are ignored and noted", () => {
    const body = { name: { givenName: "A", nick: "x" }, emails: [{ value: "a@x", verified: true }] };
    expect(read(body)).toEqual({ name: { givenName: "A" }, emails: [{ value: "a@x" }] });
    expect(notesOn(body)).toEqual([
      'name has no sub-attribute "nick": ignored.',
      'emails has no sub-attribute "verified": ignored.',
    ]);
    expect(read({ "name.nick": "x" })).toEqual({});
    expect(notesOn({ "name.nick": "x" })).toEqual(['No schema here has the attribute "name.nick": ignored.']);
  });

  test("that are unknown below the enterprise extension are ignored and noted", () => {
    const body = { [ENTERPRISE_URN]: { department: "D", badge: 7, "urn:x:y": 1, "a b": 1 } };
    expect(read(body)).toEqual({ [ENTERPRISE_URN]: { department: "D" } });
    expect(notesOn(body)).toEqual([
      'No schema here has the attribute "urn:x:y": ignored.',
      'No schema here has the attribute "a b": ignored.',
      `No schema here has the attribute "${ENTERPRISE_URN}:badge": ignored.`,
    ]);
  });

  test("with a filter that can't be read are refused, as a misspelling that matters", () => {
    expect(refusalOf({ "emails[type eq": "a@x" })).toEqual(
      refused("invalidFilter", "expected a value", "found the end"),
    );
  });

  test("that come twice in different cases are one", () => {
    expect(read({ title: "A", TITLE: "B" })).toEqual({ title: "B" });
  });
});

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

describe("what no schema of ours has", () => {
  test("is kept below its URN as it came", () => {
    const acme = { badge: 7, tags: ["a", "a"], nested: { Deep: [{ x: false }, 0] }, "odd name!": "x" };
    expect(read({ [ACME_URN]: acme, "urn:foo:bar": { a: 1 }, "https://x.test/2.0/User": { b: "c" } })).toEqual({
      [ACME_URN]: acme,
      "urn:foo:bar": { a: 1 },
      "https://x.test/2.0/User": { b: "c" },
    });
    expect(notesOn({ [ACME_URN]: acme })).toEqual([]);
  });

  test("may be an attribute behind the URN", () => {
    expect(read({ [`${ACME_URN}:badge`]: 7, [`${ACME_URN}:size`]: { shirt: "L" }, "urn:x:y": "z" })).toEqual({
      [ACME_URN]: { badge: 7, size: { shirt: "L" } },
      "urn:x": { y: "z" },
    });
  });

  test("an attribute behind a URN that looks like a schema's is one when it has no object", () => {
    expect(read({ "urn:acme:hr:2.0:Level": "7" })).toEqual({ "urn:acme:hr:2.0": { Level: "7" } });
    expect(read({ "urn:acme:hr:2.0:Level": { a: 7 } })).toEqual({ "urn:acme:hr:2.0:Level": { a: 7 } });
    expect(refusalOf({ "urn:acme:hr:2.0": 5 })).toEqual(refused("invalidValue", "urn:acme:hr:2.0 cannot be 5"));
  });

  test("loses what is empty in it", () => {
    expect(read({ [ACME_URN]: { a: [1, null, "", { b: null, c: 2 }], d: { e: null } } })).toEqual({
      [ACME_URN]: { a: [1, { c: 2 }] },
    });
  });

  test("may be named like anything, harmlessly", () => {
    const body = JSON.parse(
      `{"${ACME_URN}": {"__proto__": {"polluted": 1}, "constructor": 2, "x": {"__proto__": 3}}}`,
    ) as JsonObject;
    expect(JSON.stringify(read(body))).toBe(JSON.stringify(body));
    expect(({} as JsonObject).polluted).toBeUndefined();
  });

  test("has no number that JSON cannot say", () => {
    expect(refusalOf({ [ACME_URN]: { a: [Number.POSITIVE_INFINITY] } })).toEqual(
      refused("invalidValue", "too large", "send it as a text"),
    );
  });
});

describe("what is required", () => {
  test.each<[JsonObject]>([[{}], [{ userName: null }], [{ userName: "" }], [{ userName: " \t" }], [{ userName: [] }]])(
    "a user with %j: invalidValue",
    (names) => {
      expect(refusal(() => readUser({ schemas: [USER_URN], ...names }, true))).toEqual(
        refused("invalidValue", "userName is required and must not be empty."),
      );
    },
  );

  test("a userName keeps the blanks around it", () => {
    expect(readUser({ schemas: [USER_URN], userName: " ann " }, true).resource.userName).toBe(" ann ");
  });
});

describe("active", () => {
  test.each<[Json | undefined, boolean, boolean]>([
    [undefined, true, true],
    [undefined, false, false],
    [null, false, false],
    ["", true, true],
    ["False", true, false],
    [true, false, true],
  ])("sent as %j, and %j otherwise, is %j", (sent, otherwise, stored) => {
    const body = sent === undefined ? MINIMAL : { ...MINIMAL, active: sent };
    expect(readUser(body, otherwise).resource.active).toBe(stored);
  });

  test("cannot be cleared, which is noted", () => {
    expect(notesOn({ active: null })).toEqual(["active cannot be empty: left as it was."]);
  });
});

test("the body stays as it was, and what is read shares nothing that would change it", () => {
  const body = {
    ...MINIMAL,
    emails: [
      { value: "a", primary: true },
      { value: "b", primary: true },
    ],
    [ACME_URN]: { a: [null] },
  };
  const before = structuredClone(body);
  readUser(body, true);
  expect(body).toEqual(before);
});

test("a group's URN is no user's core schema, unless it is a draft's", () => {
  expect(refusal(() => readUser({ schemas: ["urn:x:Group"], userName: "a" }, true))).toEqual(refused("invalidSyntax"));
  expect(readUser({ schemas: [GROUP_URN], userName: "a" }, true).resource.schemas).toEqual([USER_URN]);
});
