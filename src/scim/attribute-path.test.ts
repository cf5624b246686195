import { describe, expect, test } from "vitest";
import {
  canHaveValue,
  comparedTarget,
  findExtension,
  isCoreUrn,
  isSchemaUrn,
  isSearchable,
  parseAttributePath,
  printAttributePath,
  resolveInside,
  resolvePath,
  type Target,
} from "./attribute-path.ts";
import { GROUP, USER } from "./resource-types.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function resolve(text: string, type = USER): Target {
  const path = parseAttributePath(text);
  if (!path) throw new TypeError(text);
  return resolvePath(type, path);
}

/** What matters of a target, the attributes by their names. */
function summary({ attribute, subAttribute, ...rest }: Target) {
  return { ...rest, attribute: attribute?.name, subAttribute: subAttribute?.name };
}

describe("a path is a name, with a URN before and a sub-attribute behind it where there are", () => {
  test.each([
    ["userName", { urn: undefined, name: "userName", sub: undefined }],
    ["name.givenName", { urn: undefined, name: "name", sub: "givenName" }],
    ["members.$ref", { urn: undefined, name: "members", sub: "$ref" }],
    ["a-b_1", { urn: undefined, name: "a-b_1", sub: undefined }],
    [`${ENTERPRISE}:manager.value`, { urn: ENTERPRISE, name: "manager", sub: "value" }],
    ["https://a.b/c/2.0:tag", { urn: "https://a.b/c/2.0", name: "tag", sub: undefined }],
    ["URN:x:tag", { urn: "URN:x", name: "tag", sub: undefined }],
  ])("%s", (text, path) => {
    expect(parseAttributePath(text)).toEqual(path);
    expect(printAttributePath(path)).toBe(text);
  });

  test.each(["", ".", "a.", ".a", "a.b.c", "1a", "a b", "a.1", "a!", "é", "x:a", "urn:", "urn:x:", ":a", "a[b]", " a"])(
    "%j is none",
    (text) => {
      expect(parseAttributePath(text)).toBeUndefined();
    },
  );
});

describe("a path leads to what the schemas know, in their spelling", () => {
  const core = { extension: undefined, kept: false };
  test.each([
    ["USERNAME", { ...core, attribute: "userName", subAttribute: undefined, name: "userName", sub: undefined }],
    ["id", { ...core, attribute: "id", subAttribute: undefined, name: "id", sub: undefined }],
    ["Name.GIVENNAME", { ...core, attribute: "name", subAttribute: "givenName", name: "name", sub: "givenName" }],
    ["name.Nick", { ...core, attribute: "name", subAttribute: undefined, name: "name", sub: "Nick" }],
    ["Foo.Bar", { ...core, attribute: undefined, subAttribute: undefined, name: "Foo", sub: "Bar" }],
    [`${CORE}:emails`, { ...core, attribute: "emails", subAttribute: undefined, name: "emails", sub: undefined }],
    [`${CORE}:manager`, { ...core, attribute: undefined, subAttribute: undefined, name: "manager", sub: undefined }],
    [
      "urn:scim:schemas:core:1.0:title",
      { ...core, attribute: "title", subAttribute: undefined, name: "title", sub: undefined },
    ],
    [
      "manager.VALUE",
      { ...core, extension: ENTERPRISE, attribute: "manager", subAttribute: "value", name: "manager", sub: "value" },
    ],
    [
      `${ENTERPRISE.toUpperCase()}:DEPARTMENT`,
      {
        ...core,
        extension: ENTERPRISE,
        attribute: "department",
        subAttribute: undefined,
        name: "department",
        sub: undefined,
      },
    ],
    [
      `${ENTERPRISE}:Foo`,
      { ...core, extension: ENTERPRISE, attribute: undefined, subAttribute: undefined, name: "Foo", sub: undefined },
    ],
    [
      "urn:Acme:2.0:User:Foo.Bar",
      {
        extension: "urn:Acme:2.0:User",
        kept: true,
        attribute: undefined,
        subAttribute: undefined,
        name: "Foo",
        sub: "Bar",
      },
    ],
  ])("%s", (text, target) => {
    expect(summary(resolve(text))).toEqual(target);
  });

  test("a group has no extension's attributes", () => {
    expect(canHaveValue(resolve("manager", GROUP))).toBe(false);
  });
});

describe("inside brackets a path leads to a sub-attribute", () => {
  const inside = (outer: string, name: string, sub?: string) =>
    summary(resolveInside(resolve(outer), { urn: undefined, name, sub }));
  const known = { extension: undefined, kept: false, subAttribute: undefined, sub: undefined };

  test.each([
    ["of a complex attribute", "emails", "TYPE", { ...known, attribute: "type", name: "type" }],
    ["of an extension's", "manager", "value", { ...known, attribute: "value", name: "value" }],
    ["that may be unknown", "emails", "Foo", { ...known, attribute: undefined, name: "Foo" }],
    [
      "of a simple attribute, which is its own value",
      "schemas",
      "Value",
      { ...known, attribute: "value", name: "value" },
    ],
    ["of a simple sub-attribute, likewise", "name.givenName", "value", { ...known, attribute: "value", name: "value" }],
    ["of a simple attribute, which has no other", "schemas", "type", { ...known, attribute: undefined, name: "type" }],
    ["of what no schema knows", "foo", "value", { ...known, attribute: undefined, name: "value" }],
    ["of an unknown sub-attribute", "name.foo", "givenName", { ...known, attribute: undefined, name: "givenName" }],
    ["of what is kept as it came", "urn:x:1.0:User:a", "B", { ...known, kept: true, attribute: undefined, name: "B" }],
  ])("%s", (_, outer, name, target) => {
    expect(inside(outer, name)).toEqual(target);
  });

  test("and one deeper to nothing that a schema knows", () => {
    expect(inside("emails", "value", "x")).toEqual({ ...known, attribute: "value", name: "value", sub: "x" });
  });

  test("a simple attribute keeps its type there, one value at a time", () => {
    const { attribute } = resolveInside(resolve("schemas"), { urn: undefined, name: "value", sub: undefined });
    expect(attribute).toMatchObject({ type: "string", caseExact: true, multiValued: false });
  });
});

test("there can be a value where a schema says so or anything is kept", () => {
  for (const text of ["userName", "name.givenName", "manager", "password", "urn:x:1.0:User:a.b"]) {
    expect(canHaveValue(resolve(text)), text).toBe(true);
  }
  for (const text of ["foo", "foo.bar", "name.foo", "userName.value", `${ENTERPRISE}:foo`]) {
    expect(canHaveValue(resolve(text)), text).toBe(false);
  }
});

test("filters and sorting may look wherever there can be a value, but for what is never returned", () => {
  expect(isSearchable(resolve("userName"))).toBe(true);
  expect(isSearchable(resolve("foo"))).toBe(false);
  expect(isSearchable(resolve("password"))).toBe(false);
  const { attribute, ...target } = resolve("emails.value");
  const secret = {
    ...target,
    attribute,
    subAttribute: target.subAttribute && { ...target.subAttribute, returned: "never" as const },
  };
  expect(isSearchable(secret)).toBe(false);
});

test("compared is a complex attribute's value, and anything else itself", () => {
  expect(comparedTarget(resolve("emails"))).toEqual(resolve("emails.value"));
  expect(comparedTarget(resolve("manager"))).toEqual(resolve("manager.value"));
  for (const text of ["userName", "emails.type", "name.foo", "urn:x:1.0:User:a"]) {
    expect(comparedTarget(resolve(text))).toEqual(resolve(text));
  }
  expect(comparedTarget(resolve("name"))).toBeUndefined();
});

test("the core has its own URN and those of the drafts, in any case", () => {
  for (const urn of [
    CORE,
    CORE.toUpperCase(),
    "urn:scim:schemas:core:1.0",
    "urn:scim:schemas:core:2.0:Group",
    "urn:ietf:params:scim:schemas:core:2.0",
  ]) {
    expect(isCoreUrn(USER, urn), urn).toBe(true);
  }
  for (const urn of [ENTERPRISE, "urn:scim:schemas:core:3.0", `${CORE}:x`, `x${CORE}`, "urn:scim:schemas:core:1x0"]) {
    expect(isCoreUrn(USER, urn), urn).toBe(false);
  }
});

test("a known extension is found in any case", () => {
  expect(findExtension(USER, ENTERPRISE.toUpperCase())?.id).toBe(ENTERPRISE);
  expect(findExtension(GROUP, ENTERPRISE)).toBeUndefined();
});

test("a schema's URN alone is told from an attribute's name behind one", () => {
  const schemas = [
    CORE,
    ENTERPRISE,
    ENTERPRISE.toLowerCase(),
    "urn:acme:hr:2.0",
    "urn:acme:hr:2.0:User",
    "urn:acme:v1:Em-ployee",
  ];
  for (const urn of [...schemas, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"]) {
    expect(isSchemaUrn(USER, urn), urn).toBe(true);
  }
  const attributes = [
    "userName",
    `${CORE}:userName`,
    `${ENTERPRISE}:manager`,
    "urn:acme:hr:2.0:badge",
    "urn:acme:hr:2.0:User:Badge",
  ];
  for (const path of [...attributes, "http://a.b/2.0:tag", "x:2.0:User", "urn:acme:hr:badge"]) {
    expect(isSchemaUrn(USER, path), path).toBe(false);
  }
});
