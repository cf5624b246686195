/** scim.md: PUT. RFC 7644 §3.5.1. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, NOBODY, patch, person, team, USER } from "../support/bodies.ts";

const { scim, muster, orgId, address, domain } = await acme();
let teams = 0;

async function newUser(more: object = {}) {
  const { body } = await scim("POST", "/Users", person(address(), more));
  return { user: body, at: `/Users/${body.id}` };
}
async function newGroup(more: object = {}) {
  const { body } = await scim("POST", "/Groups", team(`Team ${++teams}`, more));
  return { group: body, at: `/Groups/${body.id}` };
}

test("PUT replaces: what is absent is cleared, extensions and externalId too", async () => {
  const { user, at } = await newUser({
    schemas: [USER, ENTERPRISE],
    externalId: "e",
    name: { givenName: "A", familyName: "B" },
    title: "t",
    emails: [
      { value: `x@${domain}`, type: "work" },
      { value: "y@home.example", type: "home" },
    ],
    [ENTERPRISE]: { department: "d", manager: "m" },
    "urn:acme:hr:2.0:User": { badge: 1 },
  });
  const { status, body } = await scim("PUT", at, person(user.userName, { name: { givenName: "C" } }));
  expect(status).toBe(200);
  const { meta, ...rest } = body;
  expect(rest).toEqual({
    schemas: [USER],
    id: user.id,
    userName: user.userName,
    name: { givenName: "C" },
    active: true,
  });
  expect(meta.version).toBe('W/"2"');
  expect((await scim("GET", `/Users?filter=emails.value eq "x@${domain}"`)).body.totalResults).toBe(0);
  expect((await scim("GET", `/Users?filter=externalId eq "e"`)).body.totalResults).toBe(0);
});

test("active stays when a PUT lacks it, false as well as true", async () => {
  const { user, at } = await newUser({ active: false });
  expect((await scim("PUT", at, person(user.userName, { title: "x" }))).body.active).toBe(false);
  await scim("PUT", at, person(user.userName, { active: true }));
  expect((await scim("PUT", at, person(user.userName, { title: "y" }))).body.active).toBe(true);
});

test("active is unchanged when null or empty in a PUT", async () => {
  const { user, at } = await newUser({ active: false });
  for (const active of [null, ""])
    expect((await scim("PUT", at, person(user.userName, { active }))).body.active).toBe(false);
});

test("active is true on POST when missing or null, and never absent", async () => {
  expect((await newUser()).user.active).toBe(true);
  expect((await newUser({ active: null })).user.active).toBe(true);
  expect((await newUser({ active: "False" })).user.active).toBe(false);
});

test("active in a PUT suspends and brings back, as Okta does it", async () => {
  const { user, at } = await newUser();
  expect((await scim("PUT", at, person(user.userName, { active: false }))).body.active).toBe(false);
  expect((await scim("PUT", at, person(user.userName, { active: "true" }))).body.active).toBe(true);
});

test("a group's members stay when a PUT lacks them, and [] empties the group", async () => {
  const { user } = await newUser();
  const { group, at } = await newGroup({ externalId: "e", members: [{ value: user.id }] });
  const renamed = await scim("PUT", at, team(`${group.displayName} renamed`));
  expect(renamed.body.members).toEqual([expect.objectContaining({ value: user.id })]);
  expect(renamed.body).not.toHaveProperty("externalId");
  const emptied = await scim("PUT", at, team(group.displayName, { members: [] }));
  expect([emptied.status, emptied.body.members]).toEqual([200, []]);
});

test("members that are null or empty in a PUT are none: RFC 7643 §2.5 has null and [] mean the same", async () => {
  for (const members of [null, ""]) {
    const { user } = await newUser();
    const { group, at } = await newGroup({ members: [{ value: user.id }] });
    expect((await scim("PUT", at, team(group.displayName, { members }))).body.members).toEqual([]);
  }
});

test("PUT with members makes them the members: others leave, new ones come", async () => {
  const [one, two, three] = [(await newUser()).user.id, (await newUser()).user.id, (await newUser()).user.id];
  const { group, at } = await newGroup({ members: [{ value: one }, { value: two }] });
  const { body } = await scim(
    "PUT",
    at,
    team(group.displayName, { members: [{ value: two }, { value: three }, { value: two }] }),
  );
  expect(body.members.map(({ value }: { value: string }) => value).sort()).toEqual([two, three].sort());
  expect((await scim("GET", `/Users/${one}`)).body).not.toHaveProperty("groups");
});

test("PUT of what was read changes nothing and does not move the version", async () => {
  const { user, at } = await newUser({
    name: { givenName: "A" },
    roles: [{ value: "r", primary: true }],
    [ENTERPRISE]: { department: "d" },
  });
  await newGroup({ members: [{ value: user.id }] });
  const read = (await scim("GET", at)).body;
  const again = await scim("PUT", at, read);
  expect([again.status, again.body]).toEqual([200, read]);
  const { group, at: groupAt } = await newGroup({ members: [{ value: user.id }] });
  expect((await scim("PUT", groupAt, group)).body).toEqual(group);
});

test("PUT without id, or with another, is of the resource in the path", async () => {
  const { user, at } = await newUser();
  for (const id of [undefined, NOBODY, ""]) {
    const { status, body } = await scim("PUT", at, { ...person(user.userName), id });
    expect([status, body.id]).toEqual([200, user.id]);
  }
});

test("PUT never creates: an unknown id is 404, and so is a deleted one", async () => {
  expectRefusal(await scim("PUT", `/Users/${NOBODY}`, person(address())), 404);
  const { user, at } = await newUser();
  await scim("DELETE", at);
  expectRefusal(await scim("PUT", at, person(user.userName)), 404);
});

test("PUT without a required attribute is 400 invalidValue and changes nothing", async () => {
  const { user, at } = await newUser({ title: "t" });
  for (const userName of [undefined, null, "", "  "])
    expectRefusal(
      await scim("PUT", at, { schemas: [USER], userName, title: "x" }),
      400,
      "invalidValue",
      /userName is required/,
    );
  expect((await scim("GET", at)).body).toEqual(user);
  const { group, at: groupAt } = await newGroup();
  expectRefusal(await scim("PUT", groupAt, team("")), 400, "invalidValue", /displayName is required/);
  expect((await scim("GET", groupAt)).body).toEqual(group);
});

test("PUT is refused as a whole where one value is wrong", async () => {
  const { user, at } = await newUser({ title: "t" });
  expectRefusal(
    await scim("PUT", at, person(user.userName, { title: "x", active: "perhaps" })),
    400,
    "invalidValue",
    /active/,
  );
  const { group, at: groupAt } = await newGroup({ members: [{ value: user.id }] });
  const wrong = team("Other name", { members: [{ value: NOBODY }] });
  expectRefusal(await scim("PUT", groupAt, wrong), 400, "invalidValue", new RegExp(NOBODY));
  expect((await scim("GET", at)).body.title).toBe("t");
  expect((await scim("GET", groupAt)).body).toEqual(group);
});

test("concurrent PUTs and PATCHes of one user all succeed, each on top of another", async () => {
  const { user, at } = await newUser();
  const attributes = ["title", "nickName", "locale", "timezone", "userType", "displayName"];
  const answers = await Promise.all(
    attributes.map((path) => scim("PATCH", at, patch({ op: "add", path, value: path }))),
  );
  expect(answers.map(({ status }) => status)).toEqual(attributes.map(() => 200));
  const { body } = await scim("GET", at);
  expect(body).toMatchObject(Object.fromEntries(attributes.map((name) => [name, name])));
  expect(body.meta.version).toBe('W/"7"');
  expect(user.meta.version).toBe('W/"1"');
});

test("PUT of 20,000 members makes all of them the members, and one of other 20,000 makes those", async () => {
  const ids = await muster.sql<{ id: string }[]>`
    insert into users (org_id, body)
    select ${orgId}::uuid, jsonb_build_object('userName', 'one of many ' || n, 'active', true)
    from generate_series(1, 30000) n
    returning id`;
  const members = ids.map(({ id: value }) => ({ value, type: "User", display: "One of many" }));
  const { body: group } = await scim("POST", "/Groups", team("Many"));
  const at = `/Groups/${group.id}`;
  for (const wanted of [members.slice(0, 20_000), members.slice(10_000)]) {
    const { status, body } = await scim("PUT", at, team("Many", { members: wanted }));
    expect(status).toBe(200);
    const sorted = wanted.map(({ value }) => value).sort();
    expect(body.members.map(({ value }: { value: string }) => value).sort()).toEqual(sorted);
    const read = await scim("GET", at);
    expect([read.body.members.length, read.headers.get("etag")]).toEqual([20_000, body.meta.version]);
  }
});
