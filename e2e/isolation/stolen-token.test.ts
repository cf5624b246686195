/** What the SCIM token may never do: whoever has stolen it must not become an administrator by it. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "../../src/accounts/roles.ts";
import { add, patch, person, remove, teamOf } from "../support/bodies.ts";
import { consoleClient, PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { signedIn } from "../support/signed-in.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

/** An organization whose token is stolen, and somebody in it with that role. */
async function robbed(role: Role | null) {
  const made = await muster.organization();
  return { ...made, them: await signedIn(muster, made.orgId, role) };
}

/** The role that a browser's person has at this moment. */
async function roleOf(client: Awaited<ReturnType<typeof signedIn>>): Promise<Role | null> {
  return (await client("GET", "/me")).body.role;
}

const signIn = (email: string, password = PASSWORD) =>
  consoleClient(muster)("POST", "/auth/sign-in/email", { email, password });

test("a userName and an email of somebody who signs in change in the directory; the sign-in stays theirs", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const dana = await setUpClient(muster, orgId, `dana@${domain}`);
  const { userId } = (await dana("GET", "/me")).body;
  const mallory = `mallory@${domain}`;
  const changed = await scim(
    "PATCH",
    `/Users/${userId}`,
    patch({ op: "replace", value: { userName: mallory, emails: [{ value: mallory, primary: true }] } }),
  );
  expect([changed.status, changed.body.userName]).toEqual([200, mallory]);
  expect((await dana("GET", "/me")).body).toMatchObject({ email: `dana@${domain}`, role: "organization_admin" });
  expect((await signIn(mallory)).status).toBe(401);
  expect((await signIn(`dana@${domain}`)).status).toBe(200);
});

test("who is deleted and created anew has another id, no role, and nothing to sign in with", async () => {
  const { orgId, scim, them } = await robbed("organization_admin");
  const { body: before } = await scim("GET", `/Users/${them.userId}`);
  await muster.sql`insert into domains (org_id, domain) values (${orgId}, 'example.com')`;
  expect((await scim("DELETE", `/Users/${them.userId}`)).status).toBe(204);
  // What they were stands in the log.
  const withdrawn = await muster.sql`
    select before, actor ->> 'kind' as by from changes
    where org_id = ${orgId} and resource_id = ${them.userId} and resource_type = 'role' and op = 'withdraw'`;
  expect(withdrawn).toEqual([{ before: { role: "organization_admin" }, by: "connection" }]);
  const { id: _, meta: __, ...body } = before;
  const again = await scim("POST", "/Users", body);
  expect(again.status).toBe(201);
  expect(again.body.id).not.toBe(them.userId);
  expect((await them("GET", "/me")).status).toBe(401);
  const left = await muster.sql`
    select account_id as account, (select role from role_grants r where r.org_id = u.org_id and r.user_id = u.id) as role
    from users u where org_id = ${orgId} and deleted_at is null`;
  expect(left).toEqual([{ account: null, role: null }]);
  await muster.sql`delete from domains where domain = 'example.com'`;
});

test.each(["viewer", "admin"] as const)("a group that gives the role %s gives it, and takes it", async (role) => {
  const { orgId, scim, them } = await robbed(null);
  const { body: group } = await scim("POST", "/Groups", teamOf("Mapped"));
  await muster.sql`insert into group_roles (org_id, group_id, role) values (${orgId}, ${group.id}, ${role})`;
  await scim("PATCH", `/Groups/${group.id}`, patch(add([them.userId])));
  expect(await roleOf(them)).toBe(role);
  await scim("PATCH", `/Groups/${group.id}`, patch(remove([them.userId])));
  expect(await roleOf(them)).toBe(null);
});

test("nothing that is sent of a user or a group makes anybody an Organization Admin", async () => {
  const { orgId, scim, them } = await robbed("viewer");
  const roles = [{ value: "organization_admin", display: "Organization Admin", primary: true }];
  const sent = { roles, role: "organization_admin", entitlements: roles, groups: roles, account_id: "1" };
  expect((await scim("PATCH", `/Users/${them.userId}`, patch({ op: "add", value: sent }))).status).toBe(200);
  const named = await scim("POST", "/Groups", { ...teamOf("organization_admin", [them.userId]), ...sent });
  expect(named.status).toBe(201);
  await scim("PATCH", `/Groups/${named.body.id}`, patch({ op: "add", value: sent }));
  expect(await roleOf(them)).toBe("viewer");
  expect(await muster.sql`select from group_roles where org_id = ${orgId}`).toEqual([]);
});

test("a role is bound to its group's id: neither its name nor a group made anew has it", async () => {
  const { orgId, scim, them } = await robbed(null);
  const { body: mapped } = await scim("POST", "/Groups", teamOf("Admins"));
  await muster.sql`insert into group_roles (org_id, group_id, role) values (${orgId}, ${mapped.id}, 'organization_admin')`;
  const { body: other } = await scim("POST", "/Groups", teamOf("Others", [them.userId]));
  await scim("PATCH", `/Groups/${mapped.id}`, patch({ op: "replace", path: "displayName", value: "Admins of old" }));
  await scim("PATCH", `/Groups/${other.id}`, patch({ op: "replace", path: "displayName", value: "Admins" }));
  expect(await roleOf(them)).toBe(null);
  await scim("DELETE", `/Groups/${mapped.id}`);
  await scim("POST", "/Groups", teamOf("Admins of old", [them.userId]));
  expect(await roleOf(them)).toBe(null);
  expect(await muster.sql`select from group_roles where org_id = ${orgId}`).toEqual([]);
});

test("a group within a group that gives a role gives none", async () => {
  const { orgId, scim, them } = await robbed(null);
  const { body: inner } = await scim("POST", "/Groups", teamOf("Inner", [them.userId]));
  const { body: outer } = await scim("POST", "/Groups", teamOf("Outer", [inner.id]));
  await muster.sql`insert into group_roles (org_id, group_id, role) values (${orgId}, ${outer.id}, 'admin')`;
  expect(await roleOf(them)).toBe(null);
  await scim("PATCH", `/Groups/${outer.id}`, patch(add([them.userId])));
  expect(await roleOf(them)).toBe("admin");
});

test("the last Organization Admin is suspended where the identity provider says so", async () => {
  const { scim, them } = await robbed("organization_admin");
  const done = await scim("PATCH", `/Users/${them.userId}`, patch({ op: "replace", value: { active: false } }));
  expect([done.status, done.body.active]).toEqual([200, false]);
  expect((await them("GET", "/me")).status).toBe(401);
});

test("a password that is sent is kept nowhere, and nobody signs in with it", async () => {
  const { orgId, domain, scim, them } = await robbed("admin");
  const password = "a password by SCIM, 42";
  const { body: ann } = await scim("POST", "/Users", person(`ann@${domain}`, { password }));
  const changes = [
    { op: "replace", path: "password", value: password },
    { op: "add", value: { password } },
  ];
  for (const id of [ann.id, them.userId]) {
    for (const change of changes) expect((await scim("PATCH", `/Users/${id}`, patch(change))).status).toBe(200);
  }
  await muster.requestLog.flush();
  for (const table of ["users", "requests", "changes"]) {
    const rows = await muster.sql<{ row: string }[]>`
      select to_jsonb(t)::text as row from ${muster.sql(table)} t where org_id = ${orgId}`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(password))).toEqual([]);
  }
  expect(await muster.sql`select from credentials where "userId" = ${them.accountId}::uuid`).toEqual([]);
  expect((await signIn(them.email, password)).status).toBe(401);
  expect((await signIn(`ann@${domain}`, password)).status).toBe(401);
  expect((await scim("GET", "/ServiceProviderConfig")).body.changePassword).toEqual({ supported: false });
});
