/** model.md: every write leaves its change, in its own transaction, with only what changed. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, patch, person, team } from "../support/bodies.ts";

const { scim, muster, orgId, address } = await acme();
let teams = 0;
const newUser = async (more: object = {}) => (await scim("POST", "/Users", person(address(), more))).body;
const newGroup = async (...ids: string[]) =>
  (await scim("POST", "/Groups", team(`Team ${++teams}`, { members: ids.map((value) => ({ value })) }))).body;

interface Change {
  op: string;
  version: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a change says differs with each
  before: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  after: any;
}

/** The changes of a resource behind its creation. */
async function changesOf(id: string): Promise<Change[]> {
  const [created, ...rest] = await muster.sql<Change[]>`
    select op, version::int, before, after from changes where org_id = ${orgId} and resource_id = ${id} order by id`;
  expect(created?.op).toBe("create");
  return rest;
}

test("a change says who, by which request, of what, and what it was and is", async () => {
  const user = await newUser({ title: "a", [ENTERPRISE]: { department: "d" } });
  await scim("PATCH", `/Users/${user.id}`, patch({ op: "replace", path: "title", value: "b" }));
  const rows = await muster.sql`
    select c.op, c.version::int, c.actor ->> 'kind' as actor, c.resource_type, c.before, c.after, r.method, r.status,
      c.actor ->> 'id' = r.connection_id::text as of_connection
    from changes c join requests r on r.org_id = c.org_id and r.id = c.request_id
    where c.org_id = ${orgId} and c.resource_id = ${user.id} order by c.id`;
  const of = { actor: "connection", of_connection: true, resource_type: "user" };
  const { id: _, meta: __, ...body } = user;
  expect(rows).toEqual([
    { ...of, op: "create", version: 1, before: null, after: body, method: "POST", status: 201 },
    { ...of, op: "update", version: 2, before: { title: "a" }, after: { title: "b" }, method: "PATCH", status: 200 },
  ]);
});

test("suspending and bringing back are named so, a PUT says only what differs", async () => {
  const user = await newUser({ title: "a", nickName: "n" });
  const at = `/Users/${user.id}`;
  await scim("PATCH", at, patch({ op: "Replace", path: "active", value: "False" }));
  await scim("PUT", at, person(user.userName, { title: "a", nickName: "n", active: true }));
  await scim("PUT", at, person(user.userName, { nickName: "m" }));
  expect(await changesOf(user.id)).toEqual([
    { op: "suspend", version: 2, before: { active: true }, after: { active: false } },
    { op: "activate", version: 3, before: { active: false }, after: { active: true } },
    { op: "update", version: 4, before: { title: "a", nickName: "n" }, after: { nickName: "m" } },
  ]);
});

test("a group's members are logged as the difference, never as the list", async () => {
  const [one, two, three] = [await newUser(), await newUser(), await newUser()];
  const group = await newGroup(one.id);
  const at = `/Groups/${group.id}`;
  await scim("PATCH", at, patch({ op: "add", path: "members", value: [{ value: one.id }, { value: two.id }] }));
  await scim("PUT", at, team("Renamed", { members: [{ value: two.id }, { value: three.id }] }));
  const [created] =
    await muster.sql`select after -> 'members' as members from changes where resource_id = ${group.id} and op = 'create'`;
  expect(created).toEqual({ members: { added: [one.id] } });
  expect(await changesOf(group.id)).toEqual([
    { op: "update", version: 2, before: {}, after: { members: { added: [two.id] } } },
    {
      op: "update",
      version: 3,
      before: { displayName: group.displayName },
      after: { displayName: "Renamed", members: { added: [three.id], removed: [one.id] } },
    },
  ]);
});

test("a DELETE also writes the change of each group left, and ends memberships", async () => {
  const user = await newUser({ title: "t" });
  const groups = [await newGroup(user.id), await newGroup(user.id)];
  await scim("DELETE", `/Users/${user.id}`);
  const { id: _, meta: __, ...body } = user;
  expect(await changesOf(user.id)).toEqual([{ op: "delete", version: 2, before: body, after: null }]);
  for (const { id } of groups) {
    expect(await changesOf(id)).toEqual([
      { op: "update", version: 2, before: null, after: { members: { removed: [user.id] } } },
    ]);
    expect((await scim("GET", `/Groups/${id}`)).headers.get("etag")).toBe('W/"2"');
  }
});

test("a deleted group leaves the groups it was in, too", async () => {
  const user = await newUser();
  const inner = await newGroup(user.id);
  const outer = await newGroup(inner.id);
  await scim("DELETE", `/Groups/${inner.id}`);
  const [deleted] = await changesOf(inner.id);
  expect(deleted).toMatchObject({
    op: "delete",
    before: { displayName: inner.displayName },
    after: { members: { removed: [user.id] } },
  });
  expect(await changesOf(outer.id)).toEqual([
    { op: "update", version: 2, before: null, after: { members: { removed: [inner.id] } } },
  ]);
});

test("what changes nothing, and what is refused, leaves no change", async () => {
  const user = await newUser({ title: "a" });
  const at = `/Users/${user.id}`;
  await scim("PATCH", at, patch({ op: "replace", path: "title", value: "a" }));
  await scim("PATCH", at, patch({ op: "replace", path: "title", value: "b" }, { op: "add", path: "id", value: "x" }));
  await scim("PUT", at, person("x@elsewhere.example"));
  await scim("PATCH", at, patch({ op: "replace", path: "title", value: "b" }), { "if-match": 'W/"9"' });
  expect(await changesOf(user.id)).toEqual([]);
});

test("the first PUT or PATCH adopts what was made by hand: a change, on a no-op too, never on a refused request", async () => {
  for (const [type, path, body, wrong] of [
    [
      "users",
      "/Users",
      person(address(), { active: true, title: "t" }),
      { op: "add", path: "active", value: "perhaps" },
    ],
    ["groups", "/Groups", team("By hand"), { op: "remove", path: "displayName" }],
  ] as const) {
    const [made] = await muster.sql<{ id: string }[]>`
      insert into ${muster.sql(type)} (org_id, body) values (${orgId}, ${JSON.stringify(body)}::text::jsonb) returning id`;
    const at = `${path}/${made?.id}`;
    const ops = async () =>
      (
        await muster.sql<
          Change[]
        >`select op, version::int from changes where resource_id = ${made?.id ?? null} order by id`
      ).map((row) => ({ ...row }));
    expect((await scim("PATCH", at, patch(wrong))).status).toBe(400);
    expect(await ops()).toEqual([]);
    expect((await scim("PUT", at, body)).status).toBe(200);
    expect(await ops()).toEqual([{ op: "adopt", version: 1 }]);
    await scim("PATCH", at, patch({ op: "add", path: "externalId", value: "e" }));
    expect(await ops()).toEqual([
      { op: "adopt", version: 1 },
      { op: "update", version: 2 },
    ]);
  }
});

test("whoever is adopted and suspended at once has two changes: neither hides the other", async () => {
  const byHand = JSON.stringify({ ...person(address()), active: true });
  const [row] = await muster.sql`
    insert into users (org_id, body) values (${orgId}, ${byHand}::text::jsonb) returning id`;
  await scim("PATCH", `/Users/${row?.id}`, patch({ op: "replace", path: "active", value: false }));
  const changes = await muster.sql`
    select op, version::int from changes where org_id = ${orgId} and resource_id = ${row?.id} order by id`;
  expect(changes).toEqual([
    { op: "adopt", version: 1 },
    { op: "suspend", version: 2 },
  ]);
});
