/** scim.md: How Okta really behaves, and what its SCIM 2.0 spec test checks. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ERROR, expectRefusal, LIST_RESPONSE, patch, team, USER } from "../support/bodies.ts";

const { scim, address } = await acme();
let numbers = 0;

/** As Okta makes a user. */
const oktaUser = (userName: string, more: object = {}) => ({
  schemas: [USER],
  userName,
  name: { givenName: "Ann", familyName: "Lee" },
  emails: [{ primary: true, value: userName, type: "work", display: userName }],
  displayName: "Ann Lee",
  locale: "en-US",
  externalId: `00u${++numbers}`,
  groups: [],
  password: "1mz050nq",
  active: true,
  ...more,
});

async function newUser() {
  const { status, body } = await scim("POST", "/Users", oktaUser(address()));
  expect(status).toBe(201);
  return { user: body, at: `/Users/${body.id}` };
}
const membersOf = async (at: string) =>
  (await scim("GET", at)).body.members.map(({ value }: { value: string }) => value).sort();

test("POST with password, groups [] and active is 201 with the user", async () => {
  const { user } = await newUser();
  expect(user).toMatchObject({
    schemas: [USER],
    active: true,
    name: { givenName: "Ann", familyName: "Lee" },
    id: expect.stringMatching(/./),
  });
  expect(user).not.toHaveProperty("password");
  expect(user).not.toHaveProperty("groups");
});

test("the connection is tested by a page of two", async () => {
  for (let n = 0; n < 3; n++) await newUser();
  const { status, headers, body } = await scim("GET", "/Users?startIndex=1&count=2");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toMatch(/^application\/scim\+json/);
  expect(body).toMatchObject({ schemas: [LIST_RESPONSE], startIndex: 1, itemsPerPage: 2 });
  expect(body.totalResults).toBeGreaterThan(2);
  for (const user of body.Resources) {
    expect(user).toMatchObject({
      id: expect.any(String),
      userName: expect.any(String),
      active: true,
      meta: { resourceType: "User" },
    });
    expect([user.name.givenName, user.name.familyName, user.emails[0].value]).toEqual(["Ann", "Lee", user.userName]);
  }
});

test("an import goes by pages of 100 until all are there, inactive ones too", async () => {
  const { user, at } = await newUser();
  await scim("PUT", at, oktaUser(user.userName, { active: false }));
  const found: string[] = [];
  let total = 1;
  for (let startIndex = 1; startIndex <= total; startIndex += 100) {
    const { body } = await scim("GET", `/Users?startIndex=${startIndex}&count=100`);
    total = body.totalResults;
    found.push(...body.Resources.map(({ id }: { id: string }) => id));
  }
  expect(found).toContain(user.id);
  expect(new Set(found).size).toBe(total);
});

test("matching by userName finds one or none", async () => {
  const { user } = await newUser();
  expect((await scim("GET", `/Users?filter=userName eq "${user.userName}"&startIndex=1&count=100`)).body).toMatchObject(
    { totalResults: 1, Resources: [{ id: user.id }] },
  );
  expect((await scim("GET", '/Users?filter=userName eq "nobody@x.example"&startIndex=1&count=100')).body).toMatchObject(
    { totalResults: 0, Resources: [] },
  );
});

test("wizard-made apps update with PUT of the whole resource, what was read included", async () => {
  const { user, at } = await newUser();
  const whole = {
    ...user,
    name: { ...user.name, middleName: "M" },
    displayName: "Ann M Lee",
    groups: [],
    password: "x",
  };
  const { status, body } = await scim("PUT", at, whole);
  expect(status).toBe(200);
  const { password: _, groups: __, meta: ___, ...rest } = whole;
  expect(body).toMatchObject(rest);
  expect((await scim("GET", at)).body).toEqual(body);
});

test("they suspend and bring back with PUT too", async () => {
  const { user, at } = await newUser();
  for (const active of [false, true, false]) {
    const { body: read } = await scim("GET", at);
    const { status, body } = await scim("PUT", at, { ...read, active });
    expect([status, body.active, body.userName]).toEqual([200, active, user.userName]);
  }
});

test("catalogue apps PATCH active without a path", async () => {
  const { user, at } = await newUser();
  for (const active of [false, true]) {
    const { status, body } = await scim("PATCH", at, patch({ op: "replace", value: { active } }));
    expect([status, body.active]).toEqual([200, active]);
  }
  const { meta: _, ...rest } = user;
  expect((await scim("GET", at)).body).toMatchObject(rest);
});

test("Push Groups: POST, add members, remove by a filter, rename with id and displayName, PUT with the full list, DELETE", async () => {
  const [one, two, three] = [(await newUser()).user, (await newUser()).user, (await newUser()).user];
  const created = await scim(
    "POST",
    "/Groups",
    team("Pushed", { members: [{ value: one.id, display: one.userName }] }),
  );
  expect([created.status, created.body.displayName, created.body.members.length]).toEqual([201, "Pushed", 1]);
  const at = `/Groups/${created.body.id}`;

  const add = {
    op: "add",
    path: "members",
    value: [
      { value: two.id, display: two.userName },
      { value: three.id, display: three.userName },
    ],
  };
  expect((await scim("PATCH", at, patch(add))).status).toBe(204);
  expect((await scim("PATCH", at, patch({ op: "remove", path: `members[value eq "${one.id}"]` }))).status).toBe(204);
  expect(await membersOf(at)).toEqual([two.id, three.id].sort());

  const rename = { op: "replace", value: { id: created.body.id, displayName: "Pushed anew" } };
  expect((await scim("PATCH", at, patch(rename))).status).toBe(204);
  expect((await scim("GET", at)).body).toMatchObject({ id: created.body.id, displayName: "Pushed anew" });

  const full = await scim(
    "PUT",
    at,
    team("Pushed anew", { id: created.body.id, members: [{ value: one.id }, { value: three.id }] }),
  );
  expect([full.status, full.body.members.length]).toEqual([200, 2]);
  expect(await membersOf(at)).toEqual([one.id, three.id].sort());

  const replaced = patch({ op: "replace", path: "members", value: [{ value: two.id }] });
  expect((await scim("PATCH", at, replaced)).status).toBe(204);
  expect(await membersOf(at)).toEqual([two.id]);
  expect((await scim("DELETE", at)).status).toBe(204);
  expect((await scim("GET", `/Users/${two.id}`)).body).not.toHaveProperty("groups");
});

test("Push Groups finds a group to link by its displayName", async () => {
  const { body } = await scim("POST", "/Groups", team("To be linked"));
  const found = await scim("GET", '/Groups?filter=displayName eq "To be linked"&startIndex=1&count=100');
  expect(found.body.Resources.map(({ id }: { id: string }) => id)).toEqual([body.id]);
});

test("Governance reads /ResourceTypes, /Schemas, then each endpoint named there", async () => {
  const { body: types } = await scim("GET", "/ResourceTypes");
  const ids = (await scim("GET", "/Schemas")).body.Resources.map(({ id }: { id: string }) => id);
  for (const { endpoint, schema, schemaExtensions } of types.Resources) {
    expect(ids).toContain(schema);
    for (const extension of schemaExtensions) expect(ids).toContain(extension.schema);
    expect((await scim("GET", `${endpoint}?startIndex=1&count=100`)).body.schemas).toEqual([LIST_RESPONSE]);
  }
});

test("its spec test: an unknown user is 404 with an Error body, a second POST 409 with one, a filter without a match is empty", async () => {
  const missing = await scim("GET", "/Users/9a8b7c6d5e");
  expect([missing.status, missing.body.schemas, missing.body.status]).toEqual([404, [ERROR], "404"]);
  expect(missing.body.detail).toMatch(/\w/);
  const { user } = await newUser();
  expectRefusal(await scim("POST", "/Users", oktaUser(user.userName)), 409, "uniqueness");
  expect((await scim("GET", '/Users?filter=userName eq "nobody"')).body.totalResults).toBe(0);
});

test("its detail tells an admin what to do: the domain to add and where", async () => {
  const { body } = await scim("POST", "/Users", oktaUser("ann@elsewhere.example"));
  expect(body.detail).toMatch(/elsewhere\.example.*SCIM Users Provisioning/);
});
