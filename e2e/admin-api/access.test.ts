/** Who may call what: each route by each role, from other sites, and across organizations. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES, type Role } from "../../src/accounts/roles.ts";
import { routes } from "../../src/admin-api/routes.ts";
import type { OrgId } from "../../src/db/ids.ts";
import { consoleClient, PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

/** A browser of somebody with that role. */
async function withRole(orgId: OrgId, role: Role | null) {
  const client = await setUpClient(muster, orgId, `${role}.${orgId}@example.com`);
  const { userId } = (await client("GET", "/me")).body;
  if (role === null) await muster.sql`delete from role_grants where org_id = ${orgId} and user_id = ${userId}`;
  else await muster.sql`update role_grants set role = ${role} where org_id = ${orgId} and user_id = ${userId}`;
  return client;
}

const isRole = (access: string) => (ROLES as readonly string[]).includes(access);
const guarded = routes.filter(({ access }) => typeof access === "object" || isRole(access));
const roleOf = ({ access }: (typeof routes)[number]) => (typeof access === "string" ? access : access.role);
const pathOf = ({ path }: (typeof routes)[number]) =>
  path.replace(/:domain/g, "nothing.example").replace(/:\w+/g, "00000000-0000-7000-8000-000000000000");

test("without a session every route but the set-up is 401", async () => {
  for (const route of routes.filter(({ access }) => access !== "anybody")) {
    const answer = await consoleClient(muster)(route.method, pathOf(route), route.method === "GET" ? undefined : BODY);
    expect([route.path, answer.status]).toEqual([route.path, 401]);
  }
});

/** Fits each route. */
const BODY = {
  domains: ["gmail.com"],
  on: true,
  replaces: "00000000-0000-7000-8000-000000000000",
  organizationId: "00000000-0000-7000-8000-000000000000",
  password: PASSWORD,
  code: "123456",
  name: "Laptop",
  response: {},
  current: PASSWORD,
  role: "viewer",
  userName: "ann",
  displayName: "Ann",
  version: 1,
  with: "00000000-0000-7000-8000-000000000000",
};

test.each(["viewer", "admin", null] as const)("a person with the role %s is refused what is above it", async (role) => {
  const { orgId } = await muster.organization();
  const client = await withRole(orgId, role);
  const above = guarded.filter((route) => role === null || roleOf(route) === "organization_admin");
  expect(above.length).toBeGreaterThan(3);
  for (const route of above) {
    const answer = await client(route.method, pathOf(route), route.method === "GET" ? undefined : BODY);
    expect([route.path, answer.status, answer.body.code]).toEqual([
      route.path,
      403,
      role === null ? "no role" : "not allowed",
    ]);
  }
  if (role !== null) expect((await client("GET", "/scim")).status).toBe(200);
});

test("what decides who can come in wants a recent sign-in; the password again makes it one", async () => {
  const { orgId } = await muster.organization();
  const client = await setUpClient(muster, orgId, `old.${orgId}@example.com`);
  await muster.sql`update sessions set "confirmedAt" = now() - interval '16 minutes' where "orgId" = ${orgId}`;
  const recent = routes.filter(({ access }) => typeof access === "object" || access === "signed in recently");
  expect(recent.length).toBeGreaterThan(5);
  for (const route of recent) {
    const answer = await client(route.method, pathOf(route), BODY);
    expect([route.path, answer.status, answer.body.code]).toEqual([route.path, 403, "confirm"]);
  }
  expect((await client("POST", "/me/confirm", { password: "wrong" })).body.code).toBe("wrong password");
  expect((await client("POST", "/scim/off")).body.code).toBe("confirm");
  expect((await client("POST", "/me/confirm", { password: PASSWORD })).status).toBe(204);
  expect((await client("POST", "/scim/off")).status).toBe(204);
});

test("a role by a group counts, and ends with the membership", async () => {
  const { orgId, scim } = await muster.organization();
  const client = await withRole(orgId, null);
  const { userId } = (await client("GET", "/me")).body;
  const { body: team } = await scim("POST", "/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: "Lookers",
    members: [{ value: userId }],
  });
  expect((await client("GET", "/scim")).body.code).toBe("no role");
  await muster.sql`insert into group_roles (org_id, group_id, role) values (${orgId}, ${team.id}, 'viewer')`;
  expect((await client("GET", "/scim")).status).toBe(200);
  await muster.sql`delete from memberships where org_id = ${orgId}`;
  expect((await client("GET", "/scim")).body.code).toBe("no role");
});

test.each([{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }])(
  "another site's request (%j) does nothing, whoever is signed in",
  async (headers) => {
    const { orgId } = await muster.organization();
    const client = await setUpClient(muster, orgId, `csrf.${Math.random()}@example.com`);
    expect((await client("POST", "/scim/off", undefined, headers)).body.code).toBe("cross-site");
    // Nor does it read: a stream would count among the person's own.
    expect((await client("GET", "/scim", undefined, headers)).body.code).toBe("cross-site");
    expect((await client("GET", "/scim")).body.state).toBe("on");
  },
);

test("a page that shows another organization than the session is in reads nothing and does nothing", async () => {
  const [mine, theirs] = [await muster.organization(), await muster.organization()];
  const client = await setUpClient(muster, mine.orgId, `tabs.${mine.orgId}@example.com`);
  const shown = (id: string) => ({ "x-muster-organization": id });
  for (const [method, path] of [
    ["GET", "/scim"],
    ["POST", "/scim/off"],
  ] as const) {
    const answer = await client(method, path, undefined, shown(theirs.orgId));
    expect([answer.status, answer.body.code]).toEqual([409, "another organization"]);
  }
  expect((await client("GET", "/scim", undefined, shown(mine.orgId))).body.state).toBe("on");
  for (const what of ["users", "groups", "audit-log"]) {
    const exported = async (id: string) => {
      const path = `/api/${what}/export?organization=${id}`;
      return (await fetch(`${muster.address}${path}`, { headers: { cookie: client.cookie } })).status;
    };
    expect([what, await exported(theirs.orgId), await exported(mine.orgId)]).toEqual([what, 409, 200]);
  }
});

test("a session sees its organization and nothing of another", async () => {
  const [mine, theirs] = [await muster.organization(), await muster.organization()];
  const client = await setUpClient(muster, mine.orgId, `mine.${mine.orgId}@example.com`);
  const { body } = await client("GET", "/scim");
  expect(body.domains.map(({ domain }: { domain: string }) => domain)).toEqual([mine.domain]);
  expect((await client("DELETE", `/scim/domains/${theirs.domain}`)).status).toBe(404);
  const [{ id }] = await muster.sql<[{ id: string }]>`select id from scim_tokens where org_id = ${theirs.orgId}`;
  expect((await client("POST", "/scim/token/refresh", { replaces: id })).body.code).toBe("refreshed meanwhile");
  const refused = await client("POST", "/scim/domains", { domains: [theirs.domain] });
  expect(refused.body.refused).toEqual([
    { domain: theirs.domain, reason: "Can't be added here; ask whoever runs this server." },
  ]);
  expect(await theirs.scim("GET", "/Users?count=1").then(({ status }) => status)).toBe(200);
});
