/** scim.md: How Entra ID really behaves: keys that are paths, and elements made from a filter. */

import { describe, expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, patch, USER } from "../support/bodies.ts";

const { scim, domain, address } = await acme();
let numbers = 0;

/** As Entra ID makes a user. */
async function newUser(more: object = {}) {
  const userName = address();
  const { status, body } = await scim("POST", "/Users", {
    schemas: [USER, ENTERPRISE],
    externalId: `ext-${++numbers}`,
    userName,
    active: true,
    emails: [{ primary: true, type: "work", value: userName }],
    meta: { resourceType: "User" },
    name: { formatted: "Ann Lee", familyName: "Lee", givenName: "Ann" },
    roles: [],
    ...more,
  });
  expect(status).toBe(201);
  return { user: body, at: `/Users/${body.id}` };
}

test.each(["Add", "Replace", "replace"])("%s without path and with keys that are paths", async (op) => {
  const { at } = await newUser();
  const value = {
    "name.givenName": "A",
    displayName: "A B",
    [`${ENTERPRISE}:department`]: "B",
    [`${ENTERPRISE}:manager`]: "boss",
    [`${USER}:nickName`]: "n",
    'emails[type eq "work"].value': `c@${domain}`,
    'phoneNumbers[type eq "mobile"].value': "+1",
    'emails[type eq "home"].value': "home@x.example",
  };
  const { status, body } = await scim("PATCH", at, patch({ op, value }));
  expect(status).toBe(200);
  expect(body).toMatchObject({ name: { givenName: "A", familyName: "Lee" }, displayName: "A B", nickName: "n" });
  expect(body[ENTERPRISE]).toEqual({ department: "B", manager: { value: "boss" } });
  expect(body.emails).toEqual([
    { primary: true, type: "work", value: `c@${domain}` },
    { type: "home", value: "home@x.example" },
  ]);
  expect(body.phoneNumbers).toEqual([{ type: "mobile", value: "+1" }]);
  expect(Object.keys(body).filter((name) => name.includes("[") || name.includes("."))).toEqual([ENTERPRISE]);
});

describe("where no element matches, one is made from the filter:", () => {
  test.each([
    ["Add", 'emails[type eq "other"].value', "o@x.example", "emails", { type: "other", value: "o@x.example" }],
    ["Replace", 'emails[type eq "other"].value', "o@x.example", "emails", { type: "other", value: "o@x.example" }],
    [
      "Replace",
      'addresses[type eq "work"].formatted',
      "1 Main St",
      "addresses",
      { type: "work", formatted: "1 Main St" },
    ],
    ["Add", 'addresses[type eq "work"].country', "DE", "addresses", { type: "work", country: "DE" }],
    ["Replace", 'phoneNumbers[type eq "mobile"].value', "+1", "phoneNumbers", { type: "mobile", value: "+1" }],
    ["Replace", 'roles[primary eq "True"].value', "r", "roles", { primary: true, value: "r" }],
    ["Add", "roles[primary eq True].value", "r", "roles", { primary: true, value: "r" }],
    [
      "Replace",
      'roles[type eq "a" and primary eq "True"].display',
      "d",
      "roles",
      { type: "a", primary: true, display: "d" },
    ],
  ])("%s %s", async (op, path, value, name, element) => {
    const { at } = await newUser();
    const { status, body } = await scim("PATCH", at, patch({ op, path, value }));
    expect(status, body.detail).toBe(200);
    expect(body[name]).toContainEqual(element);
    const again = await scim("PATCH", at, patch({ op, path, value: `${value}2` }));
    expect(again.body[name]).toHaveLength(body[name].length);
  });

  test("several parts of one new element come in one request, as one element", async () => {
    const { at } = await newUser();
    const of = 'addresses[type eq "work"]';
    const parts = { streetAddress: "s", locality: "l", region: "r", postalCode: "p", country: "c", formatted: "f" };
    const { body } = await scim(
      "PATCH",
      at,
      patch(...Object.entries(parts).map(([part, value]) => ({ op: "Add", path: `${of}.${part}`, value }))),
    );
    expect(body.addresses).toEqual([{ type: "work", ...parts }]);
    const roles = ["value", "display", "type"].map((part) => ({
      op: "Replace",
      path: `roles[primary eq "True"].${part}`,
      value: part,
    }));
    expect((await scim("PATCH", at, patch(...roles))).body.roles).toEqual([
      { primary: true, value: "value", display: "display", type: "type" },
    ]);
  });
});

test.each([
  { op: "Replace", path: 'emails[type eq "other"]', value: { value: "o@x.example" } },
  { op: "Replace", path: 'emails[type eq "other" or type eq "home"].value', value: "x" },
  { op: "Replace", path: 'emails[type co "oth"].value', value: "x" },
  { op: "Replace", path: 'emails[not (type eq "work")].value', value: "x" },
  { op: "Remove", value: { title: "x" } },
])("any other replace without a match, and remove without a path, is 400 noTarget: %j", async (operation) => {
  const { user, at } = await newUser();
  expectRefusal(await scim("PATCH", at, patch(operation)), 400, "noTarget");
  expect((await scim("GET", at)).body).toEqual(user);
});
