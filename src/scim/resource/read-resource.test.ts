import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { ACME_URN, ENTERPRISE_URN, GROUP_URN, refusal, refused, USER_URN } from "../patch/testing.ts";
import { USER } from "../resource-types.ts";
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
