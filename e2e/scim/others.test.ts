/** scim.md: How OneLogin, JumpCloud, Ping, Rippling, Keycloak and authentik really behave. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, GROUP, patch, person, team, USER } from "../support/bodies.ts";
import { raw } from "../support/raw.ts";
import { scimClient } from "../support/scim-client.ts";

const { scim, muster, token, address } = await acme();
const anybody = scimClient(`${muster.address}/scim/v2`, undefined);
let teams = 0;

async function newUser(more: object = {}) {
  const { body } = await scim("POST", "/Users", person(address(), more));
  return { user: body, at: `/Users/${body.id}` };
}
async function newGroup(...ids: string[]) {
  const { body } = await scim("POST", "/Groups", team(`Team ${++teams}`, { members: ids.map((value) => ({ value })) }));
  return { group: body, at: `/Groups/${body.id}` };
}
const membersOf = async (at: string) =>
  (await scim("GET", at)).body.members.map(({ value }: { value: string }) => value).sort();

test("application/json is sent and asked for", async () => {
  const headers = { "content-type": "application/json; charset=utf-8", accept: "application/json" };
  const { status, body } = await scim("POST", "/Users", person(address()), headers);
  expect([status, body.schemas]).toEqual([201, [USER]]);
});

test("a path is read in any case: Microsoft's Postman collection asks for /users", async () => {
  const { user, at } = await newUser();
  const { group } = await newGroup();
  expect((await scim("GET", `/users?filter=userName eq "${user.userName}"`)).body.Resources).toEqual([user]);
  expect((await scim("GET", `/users/${user.id}`)).body).toEqual(user);
  expect((await scim("GET", `/groups/${group.id}`)).body.meta.location).toBe(group.meta.location);
  expect((await anybody("GET", "/serviceProviderConfig")).status).toBe(200);
  expect((await scim("DELETE", `/USERS/${user.id}`)).status).toBe(204);
  expect((await scim("GET", at)).status).toBe(404);
});

test("a filter comes with + for blanks and %22 for quotes", async () => {
  const { user } = await newUser();
  for (const query of [
    `filter=userName+eq+%22${user.userName}%22`,
    `filter=userName%20eq%20%22${encodeURIComponent(user.userName)}%22`,
    `filter=userName+eq+"${user.userName}"`,
  ]) {
    const headers = { authorization: `Bearer ${token}` };
    const { body } = await raw(muster, { path: `/scim/v2/Users?${query}`, headers });
    expect(body, query).toMatchObject({ totalResults: 1, Resources: [{ id: user.id }] });
  }
});

test("a + in a userName is found when it is encoded", async () => {
  const userName = `ann+test.${address()}`;
  await scim("POST", "/Users", person(userName));
  expect((await scim("GET", `/Users?filter=userName+eq+%22${encodeURIComponent(userName)}%22`)).body.totalResults).toBe(
    1,
  );
});

test("true and words come without quotes", async () => {
  const { user } = await newUser({ active: false, title: "Boss" });
  for (const filter of [
    `active eq false and title eq Boss`,
    `title+eq+boss+and+not+(active+eq+true)`,
    `userName eq ${user.userName}`,
    `id eq ${user.id}`,
  ])
    expect((await scim("GET", `/Users?filter=${filter}`)).text, filter).toContain(user.id);
});

test("PUT comes without id", async () => {
  const { user, at } = await newUser();
  const { status, body } = await scim("PUT", at, person(user.userName, { title: "x" }));
  expect([status, body.id, body.title]).toEqual([200, user.id, "x"]);
});

test("a replace without path comes with id and schemas", async () => {
  const { user, at } = await newUser();
  const value = { id: user.id, schemas: [USER, ENTERPRISE], userName: user.userName, title: "x", meta: user.meta };
  const { status, body } = await scim("PATCH", at, patch({ op: "replace", value }));
  expect([status, body.title, body.schemas]).toEqual([200, "x", [USER]]);
});

test("a replace without path comes with members: they are the members then", async () => {
  const [one, two] = [(await newUser()).user.id, (await newUser()).user.id];
  const { group, at } = await newGroup(one);
  const value = { id: group.id, schemas: [GROUP], displayName: group.displayName, members: [{ value: two }] };
  expect((await scim("PATCH", at, patch({ op: "replace", value }))).status).toBe(204);
  expect(await membersOf(at)).toEqual([two]);
});

test("an add without path comes with members: they join the others", async () => {
  const [one, two] = [(await newUser()).user.id, (await newUser()).user.id];
  const { at } = await newGroup(one);
  expect((await scim("PATCH", at, patch({ op: "add", value: { members: [{ value: two }] } }))).status).toBe(204);
  expect(await membersOf(at)).toEqual([one, two].sort());
});

test("members come with only value, and are added again and again", async () => {
  const { user } = await newUser();
  const { at } = await newGroup();
  for (let n = 0; n < 3; n++)
    expect((await scim("PATCH", at, patch({ op: "add", path: "members", value: [{ value: user.id }] }))).status).toBe(
      204,
    );
  expect((await scim("GET", at)).body.members).toEqual([{ value: user.id, $ref: user.meta.location, type: "User" }]);
});

test("bearer comes in lower case", async () => {
  expect((await anybody("GET", "/Users?count=1", undefined, { authorization: `bearer ${token}` })).status).toBe(200);
});

test("one operation comes as an object, and the message's keys in other case", async () => {
  const { at } = await newUser();
  const message = {
    Schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    operations: { OP: "replace", Path: "title", VALUE: "x" },
  };
  expect((await scim("PATCH", at, message)).body.title).toBe("x");
});

test("scim2-tester's way: every writable attribute is added, replaced and removed by its plain and its full path", async () => {
  const { body: schemas } = await scim("GET", "/Schemas");
  const { at } = await newUser();
  for (const urn of [USER, ENTERPRISE]) {
    const { attributes } = schemas.Resources.find(({ id }: { id: string }) => id === urn);
    for (const { name, mutability, returned, required, type, multiValued, subAttributes } of attributes) {
      if (mutability !== "readWrite" || returned === "never" || required || name === "active") continue;
      const sample = (of: { name: string; type: string }) =>
        of.type === "boolean" ? true : of.type === "complex" ? {} : `${of.name}-1`;
      const parts = (subAttributes ?? []).filter((sub: { mutability: string }) => sub.mutability === "readWrite");
      const one =
        type === "complex"
          ? Object.fromEntries(parts.map((sub: { name: string; type: string }) => [sub.name, sample(sub)]))
          : sample({ name, type });
      const inOrganization = name === "emails" ? { ...one, value: address() } : one;
      const value = multiValued ? [inOrganization] : inOrganization;
      for (const path of [name, `${urn}:${name}`]) {
        const found = (body: Record<string, Record<string, unknown>>) =>
          urn === USER ? body[name] : body[urn]?.[name];
        for (const op of ["add", "replace"]) {
          const { status, body } = await scim("PATCH", at, patch({ op, path, value }));
          expect([status, found(body)], `${op} ${path} ${body.detail}`).toEqual([200, value]);
        }
        const { status, body } = await scim("PATCH", at, patch({ op: "remove", path }));
        expect([status, found(body)], `remove ${path}`).toEqual([200, undefined]);
      }
    }
  }
});
