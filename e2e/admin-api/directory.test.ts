/** Groups, their members, deleted users and sizes, as the console reads them. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { add, patch, person, remove, teamOf } from "../support/bodies.ts";
import { type ConsoleClient, setUpClient } from "../support/console-client.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";

let muster: Muster;
let acme: Organization & { domain: string };
let dana: ConsoleClient;
const groups = new Map<string, string>();
const users = new Map<string, string>();

beforeAll(async () => {
  muster = await startMuster();
  acme = await muster.organization();
  dana = await setUpClient(muster, acme.orgId, "dana@console.example");
  for (const name of ["Ann", "bob", "Émile", "Zoë", "cid"]) {
    const { body } = await acme.scim("POST", "/Users", person(`${name}@${acme.domain}`, { displayName: name }));
    users.set(name, body.id);
  }
  for (const name of ["crew", "Beta", "alpha", "Alpine", "Éclair", "zeta"]) {
    groups.set(name, (await acme.scim("POST", "/Groups", teamOf(name))).body.id);
  }
  await muster.sql`
    update groups set connection_id = null where org_id = ${acme.orgId} and id = ${groups.get("zeta") as string}`;
  const members = [...users.values(), groups.get("alpha"), groups.get("Beta")] as string[];
  await acme.scim("PATCH", `/Groups/${groups.get("crew")}`, patch(add(members)));
});
afterAll(() => muster.stop());

type Row = { id: string; name: string };
const namesOf = (rows: Row[]) => rows.map(({ name }) => name);

/** All rows of a list, two a page. */
async function walk(path: string, query: Record<string, string> = {}): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const parameters = new URLSearchParams({ limit: "2", ...query, ...(cursor === null ? {} : { cursor }) });
    const { status, body } = await dana("GET", `${path}?${parameters}`);
    expect([status, body.first]).toEqual([200, found.length + 1]);
    found.push(...namesOf(body.rows));
    cursor = body.next;
  } while (cursor !== null);
  return found;
}

const BY_NAME = ["alpha", "Alpine", "Beta", "crew", "zeta", "Éclair"];

test("groups come by name or creation, in either order, searched and filtered, with how many members they have", async () => {
  expect(await walk("/groups")).toEqual(BY_NAME);
  expect(await walk("/groups", { order: "descending" })).toEqual(BY_NAME.toReversed());
  expect(await walk("/groups", { sort: "created" })).toEqual([...groups.keys()]);
  expect(await walk("/groups", { search: "ALP" })).toEqual(["alpha", "Alpine"]);
  expect(await walk("/groups", { search: String(groups.get("Beta")) })).toEqual(["Beta"]);
  expect(await walk("/groups", { source: "by hand" })).toEqual(["zeta"]);
  expect((await dana("GET", "/groups/count?source=scim")).body).toEqual({ count: 5, exact: true });
  const { body } = await dana("GET", "/groups?search=crew");
  expect(body.rows).toMatchObject([{ members: { count: 7, exact: true }, scimManaged: true, role: null }]);
});

test("a group has its members, people and groups apart, by name, and searched", async () => {
  const crew = `/groups/${groups.get("crew")}`;
  expect((await dana("GET", crew)).body).toMatchObject({
    name: "crew",
    members: { count: 7, exact: true },
    memberGroups: 2,
    resource: { displayName: "crew" },
  });
  expect(await walk(`${crew}/members`)).toEqual(["Ann", "bob", "cid", "Zoë", "Émile"]);
  expect(await walk(`${crew}/members`, { search: "é" })).toEqual(["Émile"]);
  expect(await walk(`${crew}/groups`)).toEqual(["alpha", "Beta"]);
  expect(await walk(`/users/${users.get("Ann")}/groups`)).toEqual(["crew"]);
});

test("a group's changes tell who came and who left", async () => {
  const id = groups.get("Alpine");
  await acme.scim("PATCH", `/Groups/${id}`, patch(add([users.get("bob") as string])));
  await acme.scim("PATCH", `/Groups/${id}`, patch(remove([users.get("bob") as string])));
  const { body } = await dana("GET", `/groups/${id}/changes`);
  expect(body.changes.map(({ op, values }: { op: string; values: object[] }) => [op, values])).toEqual([
    ["update", [{ attribute: "removed", before: null, after: "bob" }]],
    ["update", [{ attribute: "added", before: null, after: "bob" }]],
    ["create", [{ attribute: "display name", before: null, after: "Alpine" }]],
  ]);
});

test("groups are exported with all their members counted", async () => {
  const answer = await fetch(`${muster.address}/api/groups/export?search=c`, { headers: { cookie: dana.cookie } });
  const [head, row, end] = (await answer.text()).split("\n");
  expect(head).toBe("id,displayName,source,externalId,members,created,changed");
  expect(row).toMatch(new RegExp(`^"${groups.get("crew")}","crew","SCIM-managed",,7,`));
  expect(end).toBe("");
});

test("deleted users come the latest first, with who deleted them and when, and are searched", async () => {
  for (const name of ["first", "Second", "third", "fourth"]) {
    const { body } = await acme.scim("POST", "/Users", person(`${name}@${acme.domain}`));
    await acme.scim("DELETE", `/Users/${body.id}`);
  }
  const named = (name: string) => `${name}@${acme.domain}`;
  expect(await walk("/deleted-users")).toEqual(["fourth", "third", "Second", "first"].map(named));
  expect(await walk("/deleted-users", { search: "F" })).toEqual(["fourth", "first"].map(named));
  const { body } = await dana("GET", "/deleted-users?search=second");
  expect(body.rows).toEqual([
    {
      id: expect.any(String),
      userName: named("Second"),
      name: named("Second"),
      scimManaged: true,
      deletedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      deletedBy: "The identity provider",
    },
  ]);
  expect((await dana("GET", "/deleted-users/count?search=f")).body).toEqual({ count: 2, exact: true });
  expect((await dana("GET", `/users/${body.rows[0].id}`)).status).toBe(404);
  expect((await dana("GET", "/directory")).body).toMatchObject({
    users: 6,
    byHand: 1,
    withoutAccess: 0,
    groups: 6,
    deletedUsers: 4,
    domains: [acme.domain],
  });
});

test("another organization's groups and deleted users are not there", async () => {
  const other = await muster.organization();
  const eve = await setUpClient(muster, other.orgId, "eve@console.example");
  for (const path of ["", "/members", "/groups", "/changes"]) {
    expect([path, (await eve("GET", `/groups/${groups.get("crew")}${path}`)).status]).toEqual([path, 404]);
  }
  for (const path of ["/groups", "/deleted-users"]) expect((await eve("GET", path)).body.rows).toEqual([]);
  const answer = await fetch(`${muster.address}/api/groups/export`, { headers: { cookie: eve.cookie } });
  expect((await answer.text()).split("\n")).toHaveLength(2);
});
