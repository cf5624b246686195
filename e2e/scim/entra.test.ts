/** scim.md: How Entra ID really behaves. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import {
  ENTERPRISE,
  expectRefusal,
  GROUP,
  LIST_RESPONSE,
  NOBODY,
  patch,
  person,
  team,
  USER,
} from "../support/bodies.ts";

const { scim, domain, address } = await acme();
const ADSCIM = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
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

async function newGroup(...ids: string[]) {
  const schemas = [GROUP, ADSCIM];
  const body = {
    schemas,
    externalId: `g-${++numbers}`,
    displayName: `Group ${numbers}`,
    meta: { resourceType: "Group" },
  };
  const made = await scim("POST", "/Groups", body);
  expect(made.status).toBe(201);
  const members = ids.map((value) => ({ $ref: null, value }));
  if (ids.length > 0)
    await scim("PATCH", `/Groups/${made.body.id}`, patch({ op: "Add", path: "members", value: members }));
  return { group: made.body, at: `/Groups/${made.body.id}` };
}

const membersOf = async (at: string) =>
  (await scim("GET", at)).body.members.map(({ value }: { value: string }) => value).sort();

test("test connection and matching look for who is not there: 200 with totalResults 0, never 404", async () => {
  for (const filter of [
    'userName eq "6a1f0c6e-0000"',
    `externalId eq "${NOBODY}"`,
    'emails[type eq "work"].value eq "x@y"',
    'userName eq "it\'s \\"me\\""',
  ]) {
    const { status, body } = await scim("GET", `/Users?filter=${filter}`);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ schemas: [LIST_RESPONSE], totalResults: 0, Resources: [] }),
    ]);
  }
  expect(
    (await scim("GET", '/Groups?excludedAttributes=members&filter=displayName eq "nobody"')).body.totalResults,
  ).toBe(0);
});

test("matching finds a user by userName, externalId and work email, in other case where that is the same", async () => {
  const { user } = await newUser();
  for (const filter of [
    `userName eq "${user.userName.toUpperCase()}"`,
    `externalId eq "${user.externalId}"`,
    `emails[type eq "work"].value eq "${user.userName.toUpperCase()}"`,
  ]) {
    const { body } = await scim("GET", `/Users?filter=${filter}`);
    expect(
      body.Resources.map(({ id }: { id: string }) => id),
      filter,
    ).toEqual([user.id]);
  }
});

test("PATCH ops come as Add, Replace and Remove", async () => {
  const { at } = await newUser();
  const { body } = await scim(
    "PATCH",
    at,
    patch(
      { op: "Add", path: "title", value: "t" },
      { op: "Replace", path: "name.givenName", value: "Bo" },
      { op: "Remove", path: "name.formatted" },
    ),
  );
  expect(body).toMatchObject({ title: "t", name: { givenName: "Bo", familyName: "Lee" } });
  expect(body.name).not.toHaveProperty("formatted");
});

test("booleans come as texts: active and primary", async () => {
  const { user, at } = await newUser({ active: "False" });
  expect(user.active).toBe(false);
  for (const [value, expected] of [
    ["True", true],
    ["False", false],
    ["true", true],
    [false, false],
  ])
    expect((await scim("PATCH", at, patch({ op: "Replace", path: "active", value }))).body.active).toBe(expected);
  expect((await scim("PATCH", at, patch({ op: "Replace", value: { active: "True" } }))).body.active).toBe(true);
  const roles = await scim(
    "PATCH",
    at,
    patch({
      op: "Add",
      path: "roles",
      value: [
        { primary: "True", value: "r" },
        { primary: "False", value: "s" },
      ],
    }),
  );
  expect(roles.body.roles).toEqual([
    { primary: true, value: "r" },
    { primary: false, value: "s" },
  ]);
});

test("removing a member or a value that is not there succeeds", async () => {
  const { user, at } = await newUser();
  const { group, at: groupAt } = await newGroup();
  for (const operation of [
    { op: "Remove", path: 'emails[type eq "other"].value' },
    { op: "Remove", path: 'phoneNumbers[type eq "mobile"]' },
    { op: "Remove", path: "title" },
    { op: "Remove", path: "emails", value: [{ value: "nobody" }] },
  ])
    expect((await scim("PATCH", at, patch(operation))).body).toEqual(user);
  for (const operation of [
    { op: "Remove", path: "members", value: [{ value: user.id }] },
    { op: "Remove", path: `members[value eq "${NOBODY}"]` },
  ])
    expect((await scim("PATCH", groupAt, patch(operation))).status).toBe(204);
  expect((await scim("GET", groupAt)).body).toEqual(group);
});

test("manager is a bare id, and removed by its path", async () => {
  const { at } = await newUser();
  const path = `${ENTERPRISE}:manager`;
  const { body } = await scim("PATCH", at, patch({ op: "Add", path, value: NOBODY }));
  expect(body[ENTERPRISE]).toEqual({ manager: { value: NOBODY } });
  expect((await scim("PATCH", at, patch({ op: "Replace", path, value: "m2" }))).body[ENTERPRISE]).toEqual({
    manager: { value: "m2" },
  });
  expect((await scim("PATCH", at, patch({ op: "Remove", path }))).body.schemas).toEqual([USER]);
});

test("members are added with $ref null, and removed by a value array: only those", async () => {
  const [one, two, three] = [(await newUser()).user.id, (await newUser()).user.id, (await newUser()).user.id];
  const { at } = await newGroup(one, two, three);
  expect(await membersOf(at)).toEqual([one, two, three].sort());
  expect((await scim("PATCH", at, patch({ op: "Remove", path: "members", value: [{ value: two }] }))).status).toBe(204);
  expect(await membersOf(at)).toEqual([one, three].sort());
  expect(
    (
      await scim(
        "PATCH",
        at,
        patch({
          op: "Remove",
          path: "members",
          value: [
            { $ref: null, value: one },
            { $ref: null, value: three },
          ],
        }),
      )
    ).status,
  ).toBe(204);
  expect(await membersOf(at)).toEqual([]);
});

test("groups are read with excludedAttributes=members, and membership is asked by a filter", async () => {
  const { user } = await newUser();
  const { group, at } = await newGroup(user.id);
  expect((await scim("GET", `${at}?excludedAttributes=members`)).body).not.toHaveProperty("members");
  const { body } = await scim("GET", `/Groups?excludedAttributes=members&filter=displayName eq "${group.displayName}"`);
  expect(body.Resources).toEqual([expect.not.objectContaining({ members: expect.anything() })]);
  const asked = async (member: string) =>
    (await scim("GET", `/Groups?filter=id eq "${group.id}" and members eq "${member}"&attributes=id`)).body;
  expect(await asked(user.id)).toMatchObject({ totalResults: 1, Resources: [{ id: group.id, schemas: [GROUP] }] });
  expect((await asked((await newUser()).user.id)).totalResults).toBe(0);
});

test("disable is active false, restore is true, DELETE comes later, a repeated DELETE is 404", async () => {
  const { user, at } = await newUser();
  expect((await scim("PATCH", at, patch({ op: "Replace", path: "active", value: "False" }))).body.active).toBe(false);
  expect((await scim("GET", `/Users?filter=userName eq "${user.userName}"`)).body.Resources[0].active).toBe(false);
  expect((await scim("PATCH", at, patch({ op: "Replace", path: "active", value: "True" }))).body.active).toBe(true);
  expect((await scim("DELETE", at)).status).toBe(204);
  expectRefusal(await scim("DELETE", at), 404);
});

test("nulls, empty texts and repeated ops come in one request", async () => {
  const { at } = await newUser({ title: "t", nickName: null, phoneNumbers: null, displayName: "" });
  const { status, body } = await scim(
    "PATCH",
    at,
    patch(
      { op: "Replace", path: "title", value: null },
      { op: "Add", path: "displayName", value: "first" },
      { op: "Add", path: "displayName", value: "second" },
      { op: "Replace", path: "name.formatted", value: "" },
      { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+1" },
      { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: "+2" },
      { op: "Add", path: `${ENTERPRISE}:department`, value: "" },
    ),
  );
  expect(status).toBe(200);
  expect(body).toMatchObject({
    displayName: "second",
    phoneNumbers: [{ type: "mobile", value: "+2" }],
    schemas: [USER],
  });
  expect(body).not.toHaveProperty("title");
  expect(body.name).toEqual({ familyName: "Lee", givenName: "Ann" });
});

test("the ADSCIM group URN is accepted, and not answered", async () => {
  const { group } = await newGroup();
  expect(group.schemas).toEqual([GROUP]);
});

test("the aadOptscim062020 shapes: lower-case ops, real booleans, an object of attributes, members removed one by one", async () => {
  const [{ user, at }, { user: other }] = [await newUser(), await newUser()];
  const { body } = await scim(
    "PATCH",
    at,
    patch(
      { op: "replace", path: 'emails[type eq "work"].value', value: `n@${domain}` },
      { op: "replace", value: { displayName: "Bo J", "name.givenName": "Bo", [`${ENTERPRISE}:employeeNumber`]: "42" } },
    ),
  );
  expect(body).toMatchObject({
    displayName: "Bo J",
    name: { givenName: "Bo" },
    [ENTERPRISE]: { employeeNumber: "42" },
    emails: [{ value: `n@${domain}` }],
  });
  expect((await scim("PATCH", at, patch({ op: "replace", path: "active", value: false }))).body.active).toBe(false);
  const { at: groupAt } = await newGroup();
  await scim("PATCH", groupAt, patch({ op: "add", path: "members", value: [{ value: user.id }, { value: other.id }] }));
  expect((await scim("PATCH", groupAt, patch({ op: "remove", path: `members[value eq "${user.id}"]` }))).status).toBe(
    204,
  );
  expect(await membersOf(groupAt)).toEqual([other.id]);
});

test("25 requests a second and more are never told to slow down", async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) => scim("GET", `/Users?filter=userName eq "u${n}"`)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
});

test("what Microsoft's validator does with groups: a duplicate is 409, a rename is found, a deleted one is gone", async () => {
  const { group, at } = await newGroup();
  expectRefusal(await scim("POST", "/Groups", team(group.displayName.toUpperCase())), 409, "uniqueness");
  expect((await scim("PATCH", at, patch({ op: "Replace", path: "displayName", value: "Renamed" }))).status).toBe(204);
  expect((await scim("GET", '/Groups?filter=displayName eq "renamed"')).body.totalResults).toBe(1);
  expect((await scim("DELETE", at)).status).toBe(204);
  expectRefusal(await scim("GET", at), 404);
  expectRefusal(await scim("POST", "/Users", person((await newUser()).user.userName)), 409, "uniqueness");
});
