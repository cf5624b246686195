import { describe, expect, test } from "vitest";
import { ScimError } from "./errors.ts";
import type { JsonObject } from "./json.ts";
import { asksFor, howShown, parseProjection, project } from "./projection.ts";
import { GROUP, USER } from "./resource-types.ts";
import type { Attribute } from "./schema.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const ACME = "urn:acme:2.0:User";

const BARBARA: JsonObject = {
  schemas: [CORE, ENTERPRISE, ACME],
  id: "1",
  userName: "bjensen",
  name: { familyName: "Jensen", givenName: "Barbara" },
  emails: [{ value: "b@x", type: "work" }, { value: "c@x", type: "home" }, { type: "other" }],
  groups: [],
  [ENTERPRISE]: { department: "Tours", manager: { value: "2", displayName: "John" } },
  [ACME]: { Badge: { Color: "red", number: 5 }, tags: ["a"] },
  meta: { resourceType: "User", version: 'W/"1"' },
};
const ALWAYS = { schemas: BARBARA.schemas, id: "1" };

function shown(attributes: unknown, excluded?: unknown): JsonObject {
  return project(BARBARA, parseProjection(attributes, excluded, USER));
}

function without(...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(BARBARA).filter(([name]) => !names.includes(name)));
}

test("without either parameter the whole resource is shown", () => {
  expect(parseProjection(undefined, undefined, USER)).toBeUndefined();
  for (const blank of ["", " , ,", [], [""], null]) expect(parseProjection(blank, blank, USER)).toBeUndefined();
  expect(shown(undefined)).toBe(BARBARA);
});

describe("attributes: what is asked for, and what always comes", () => {
  test.each<[unknown, JsonObject]>([
    ["userName", { userName: "bjensen" }],
    ["USERNAME,Meta", { userName: "bjensen", meta: BARBARA.meta as JsonObject }],
    [" userName ,, id ", { userName: "bjensen" }],
    [["userName", "name.familyName, groups"], { userName: "bjensen", name: { familyName: "Jensen" }, groups: [] }],
    ["name.familyName", { name: { familyName: "Jensen" } }],
    ["name,name.familyName", { name: BARBARA.name as JsonObject }],
    ["name.familyName,name", { name: BARBARA.name as JsonObject }],
    ["name.familyName,NAME.givenname", { name: BARBARA.name as JsonObject }],
    ["emails.value", { emails: [{ value: "b@x" }, { value: "c@x" }] }],
    ["emails.display", {}],
    ["groups.value", { groups: [] }],
    [`${CORE}:userName`, { userName: "bjensen" }],
    [CORE, without("schemas", "id", "meta", ENTERPRISE, ACME)],
    ["manager.value", { [ENTERPRISE]: { manager: { value: "2" } } }],
    [`${ENTERPRISE.toUpperCase()}:DEPARTMENT`, { [ENTERPRISE]: { department: "Tours" } }],
    [ENTERPRISE.toLowerCase(), { [ENTERPRISE]: BARBARA[ENTERPRISE] as JsonObject }],
    [ACME, { [ACME]: BARBARA[ACME] as JsonObject }],
    [`${ACME}:badge.color`, { [ACME]: { Badge: { Color: "red" } } }],
    [`${ACME}:tags.value`, { [ACME]: { tags: ["a"] } }],
    ["foo", {}],
    ["foo,a b,name.foo,urn:none:1.0:User:foo", {}],
    ["password", {}],
  ])("%j", (attributes, rest) => {
    expect(shown(attributes)).toEqual({ ...ALWAYS, ...rest });
  });
});

describe("excludedAttributes: all but these, though not what always comes", () => {
  test.each<[unknown, JsonObject]>([
    ["emails", without("emails")],
    ["EMAILS, meta", without("emails", "meta")],
    ["id,schemas", BARBARA],
    ["foo", BARBARA],
    ["name.givenName", { ...BARBARA, name: { familyName: "Jensen" } }],
    ["name.givenName,name.familyName", without("name")],
    ["emails.value", { ...BARBARA, emails: [{ type: "work" }, { type: "home" }, { type: "other" }] }],
    ["manager", { ...BARBARA, [ENTERPRISE]: { department: "Tours" } }],
    [ENTERPRISE, without(ENTERPRISE)],
    [`${ACME}:badge`, { ...BARBARA, [ACME]: { tags: ["a"] } }],
    [[ACME, "name"], without(ACME, "name")],
    [CORE, without("userName", "name", "emails", "groups")],
  ])("%j", (excluded, rest) => {
    expect(shown(undefined, excluded)).toEqual(rest);
  });
});

test("with both, the exclusion is from what is asked for", () => {
  expect(shown("name,emails,userName", "emails.type,userName,id")).toEqual({
    ...ALWAYS,
    name: BARBARA.name,
    emails: [{ value: "b@x" }, { value: "c@x" }],
  });
  expect(shown("name.familyName", "name.givenName")).toEqual({ ...ALWAYS, name: { familyName: "Jensen" } });
});

describe("returned", () => {
  const simple = { type: "string", multiValued: false, description: "", required: false, caseExact: false } as const;
  const attribute = (
    name: string,
    returned: Attribute["returned"],
    subAttributes?: readonly Attribute[],
  ): Attribute => ({
    ...simple,
    name,
    returned,
    mutability: "readWrite",
    uniqueness: "none",
    ...(subAttributes && { type: "complex", subAttributes }),
  });
  const attributes = [
    attribute("plain", "default"),
    attribute("costly", "request"),
    attribute("secret", "never"),
    attribute("key", "always"),
    attribute("box", "default", [
      attribute("plain", "default"),
      attribute("costly", "request"),
      attribute("secret", "never"),
      attribute("key", "always"),
    ]),
  ];
  const type = { ...USER, schema: { ...USER.schema, attributes }, extensions: [] };
  const parts = { plain: 1, costly: 2, secret: 3, key: 4 };
  const resource = { ...parts, box: parts };
  const shownOf = (asked?: string, excluded?: string) => project(resource, parseProjection(asked, excluded, type));

  test("on request comes only what is asked for, never what is never returned", () => {
    expect(shownOf()).toEqual({ plain: 1, key: 4, box: { plain: 1, key: 4 } });
    expect(shownOf("costly,secret")).toEqual({ costly: 2, key: 4 });
    expect(shownOf("box")).toEqual({ key: 4, box: { plain: 1, key: 4 } });
    expect(shownOf("box.costly")).toEqual({ key: 4, box: { costly: 2, key: 4 } });
    expect(shownOf("box.secret")).toEqual({ key: 4, box: { key: 4 } });
    expect(shownOf(undefined, "plain,key,box.key,box.plain")).toEqual({ key: 4, box: { key: 4 } });
  });
});

test("an attribute that is asked for only in part is asked for, one that is not asked for need not be read", () => {
  const asks = (attributes?: string, excluded?: string) =>
    asksFor(parseProjection(attributes, excluded, GROUP), "members");
  expect(asks()).toBe(true);
  expect(asks("members")).toBe(true);
  expect(asks("MEMBERS.value")).toBe(true);
  expect(asks("displayName")).toBe(false);
  expect(asks("foo")).toBe(false);
  expect(asks(undefined, "displayName")).toBe(true);
  expect(asks(undefined, "Members")).toBe(false);
  expect(asks(undefined, "members.type")).toBe(true);
  expect(asks("members", "members")).toBe(false);
  expect(asksFor(undefined, "members")).toBe(true);
  expect(asksFor(parseProjection("displayName", undefined, GROUP), "displayname")).toBe(true);
});

test.each<["whole" | "partly" | "not", string | undefined, string | undefined]>([
  ["whole", undefined, undefined],
  ["whole", "displayName,Members", undefined],
  ["whole", undefined, "displayName"],
  ["partly", "members.value", undefined],
  ["partly", undefined, "members.$ref"],
  ["partly", "members", "members.type"],
  ["not", "displayName", undefined],
  ["not", undefined, "MEMBERS"],
])("members are shown %s with attributes %s, excludedAttributes %s", (how, attributes, excluded) => {
  expect(howShown(parseProjection(attributes, excluded, GROUP), "members")).toBe(how);
});

test("what is no list of names is refused", () => {
  for (const value of [5, true, {}, ["userName", 5], [null]]) {
    const refused = () => parseProjection(undefined, value, USER);
    expect(refused).toThrow(
      new ScimError(400, "invalidValue", "excludedAttributes is a list of attributes' names, separated by commas"),
    );
    expect(refused).toThrow(expect.objectContaining({ status: 400, scimType: "invalidValue" }));
  }
  expect(() => parseProjection({}, undefined, USER)).toThrow(
    "attributes is a list of attributes' names, separated by commas",
  );
});
