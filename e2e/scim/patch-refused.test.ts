/** scim.md: PATCH, what is refused: 400 with the scimType of RFC 7644 §3.12, table 9. RFC 7644 §3.5.2. */

import { describe, expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, NOBODY, patch, person } from "../support/bodies.ts";

const { scim, address, domain } = await acme();
const start = {
  externalId: "e-1",
  displayName: "Ann",
  name: { givenName: "Ann", familyName: "Lee" },
  emails: [
    { value: `w@${domain}`, type: "work", primary: true },
    { value: "h@x.example", type: "home" },
  ],
  roles: [{ value: "r1" }, { value: "r2" }],
  [ENTERPRISE]: { department: "D", manager: { value: "m" } },
};

async function newUser(more: object = start) {
  const { body } = await scim("POST", "/Users", person(address(), more));
  return { user: body, at: `/Users/${body.id}` };
}

describe("is refused, and changes nothing:", () => {
  test.each([
    ["an explicit readOnly path", "mutability", { op: "replace", path: "id", value: "x" }],
    ["meta", "mutability", { op: "replace", path: "meta.created", value: "2020-01-01T00:00:00Z" }],
    ["groups", "mutability", { op: "add", path: "groups", value: [{ value: NOBODY }] }],
    ["the manager's displayName", "mutability", { op: "add", path: `${ENTERPRISE}:manager.displayName`, value: "x" }],
    ["removing userName", "mutability", { op: "remove", path: "userName" }],
    ["removing schemas", "mutability", { op: "remove", path: "schemas" }],
    ["removing id", "mutability", { op: "remove", path: "id" }],
    ["clearing userName", "invalidValue", { op: "replace", path: "userName", value: "" }],
    ["an unknown core path", "invalidPath", { op: "add", path: "shoeSize", value: 44 }],
    ["an unknown sub-attribute", "invalidPath", { op: "add", path: "name.nick", value: "x" }],
    [
      "an unknown attribute of a known extension",
      "invalidPath",
      { op: "add", path: `${ENTERPRISE}:shoeSize`, value: 44 },
    ],
    ["a path that is none", "invalidPath", { op: "add", path: "a b c", value: 1 }],
    ["a path with an open bracket", "invalidFilter", { op: "add", path: "emails[", value: 1 }],
    ["a path with a wrong filter", "invalidFilter", { op: "replace", path: 'emails[type is "x"].value', value: 1 }],
    ["a filter on a single value", "invalidPath", { op: "replace", path: 'name[givenName eq "x"]', value: {} }],
    [
      "a replace without a match",
      "noTarget",
      { op: "replace", path: 'emails[type eq "other"]', value: { value: `x@${domain}` } },
    ],
    [
      "a replace that the filter does not describe",
      "noTarget",
      { op: "replace", path: 'emails[type ne "work" and type ne "home"].value', value: "x" },
    ],
    ["a remove without path", "noTarget", { op: "remove" }],
    ["a remove without path, with a value", "noTarget", { op: "remove", value: { title: "x" } }],
    ["a value of a wrong type", "invalidValue", { op: "replace", path: "active", value: "perhaps" }],
    ["no value", "invalidValue", { op: "add", path: "title" }],
    ["a value without path that is no object", "invalidValue", { op: "add", value: "x" }],
    ["an unknown op", "invalidSyntax", { op: "move", path: "title", value: "x" }],
    ["no op", "invalidSyntax", { path: "title", value: "x" }],
    ["an op that is no text", "invalidSyntax", { op: 7, path: "title", value: "x" }],
    ["a path that is no text", "invalidSyntax", { op: "add", path: { x: 1 }, value: "x" }],
  ])("%s (%s)", async (_, scimType, operation) => {
    const { user, at } = await newUser();
    expectRefusal(await scim("PATCH", at, patch(operation)), 400, scimType, /.{15}/);
    expect((await scim("GET", at)).body).toEqual(user);
  });

  test.each([[{}], [{ Operations: [] }], [{ Operations: "x" }], [{ Operations: [1] }], [[]], ["text"], [7], [null]])(
    "a message that is none: %j",
    async (body) => {
      const { user, at } = await newUser();
      expectRefusal(await scim("PATCH", at, JSON.stringify(body)), 400, "invalidSyntax");
      expect((await scim("GET", at)).body).toEqual(user);
    },
  );
});
