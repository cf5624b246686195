/** The one-time link: from nothing to a signed-in Organization Admin. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { createOrganization } from "../../src/accounts/organizations.ts";
import { makeSetupLink } from "../../src/accounts/setup-links.ts";
import { AccountMadeMeanwhile, useSetupLink } from "../../src/lifecycle/set-up.ts";
import { NOBODY } from "../support/bodies.ts";
import { consoleClient, PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster, TESTER } from "../support/muster.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

const dana = { name: "Dana Whitfield", email: "Dana@example.com", password: PASSWORD };

test("a link makes the organization, the account, the user and its role, and signs in; then it is used", async () => {
  const secret = await makeSetupLink(muster.sql, null, null);
  const client = consoleClient(muster);
  expect((await client("POST", "/set-up/look", { secret })).body).toEqual({ organization: null, email: null });
  const turned = await client("POST", "/set-up", { ...dana, secret, organizationName: "\u202eemcA" });
  expect([turned.status, turned.body.field]).toEqual([400, "organizationName"]);
  const done = await client("POST", "/set-up", { ...dana, secret, organizationName: "Acme" });
  expect(done.status).toBe(204);
  expect(done.headers.getSetCookie()[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
  const me = await client("GET", "/me");
  expect(me.body).toMatchObject({
    name: "Dana Whitfield",
    email: "dana@example.com",
    role: "organization_admin",
    organizationAdmins: ["Dana Whitfield"],
    organization: { name: "Acme", shortName: "acme" },
  });
  expect((await client("POST", "/set-up", { ...dana, secret, organizationName: "Acme" })).body.code).toBe("used");
  expect((await client("POST", "/set-up/look", { secret })).status).toBe(410);
  const changes = await muster.sql`
    select resource_type as type, op, actor ->> 'name' as by, actor ->> 'address' as address from changes
    where org_id = ${me.body.organization.id} order by id`;
  expect(changes).toEqual([
    { type: "organization", op: "create", by: "Dana Whitfield", address: null },
    { type: "user", op: "create", by: "Dana Whitfield", address: "127.0.0.1" },
    { type: "role", op: "grant", by: "Dana Whitfield", address: "127.0.0.1" },
    { type: "session", op: "start", by: "Dana Whitfield", address: "127.0.0.1" },
  ]);
});

test("an account that goes while its owner sets up leaves no user behind, and the link stays good", async () => {
  const { orgId } = await muster.organization();
  const secret = await makeSetupLink(muster.sql, orgId, null);
  const setup = { secret, organizationName: undefined, name: "Gone", email: "gone@example.com", address: "192.0.2.1" };
  const used = useSetupLink(muster.serverSql, { ...setup, account: { id: NOBODY } });
  await expect(used).rejects.toThrow(AccountMadeMeanwhile);
  expect(await muster.sql`select from users where org_id = ${orgId}`).toEqual([]);
  expect((await consoleClient(muster)("POST", "/set-up/look", { secret })).status).toBe(200);
});

test("of two who use one link at once, one succeeds", async () => {
  const secret = await makeSetupLink(muster.sql, null, null);
  const answers = await Promise.all(
    ["one", "two"].map((who) =>
      consoleClient(muster)("POST", "/set-up", {
        secret,
        organizationName: `Race ${who}`,
        name: who,
        email: `${who}@race.example`,
        password: PASSWORD,
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 410]);
  const made = await muster.sql`select name from organizations where name like 'Race %'`;
  expect(made).toHaveLength(1);
});

test("a link for an organization makes its user an admin, and one who is provisioned keeps its id", async () => {
  const { orgId, scim, domain } = await muster.organization();
  const { body: ann } = await scim("POST", "/Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: `ann@${domain}`,
    displayName: "Ann Lee",
  });
  const client = await setUpClient(muster, orgId, `Ann@${domain}`, "Ann");
  expect((await client("GET", "/me")).body).toMatchObject({
    userId: ann.id,
    name: "Ann Lee",
    role: "organization_admin",
  });
});

test("an address that has an account is asked for its password, and may then choose between organizations", async () => {
  const first = await muster.organization();
  const second = await muster.organization();
  await setUpClient(muster, first.orgId, "both@example.net");
  const secret = await makeSetupLink(muster.sql, second.orgId, "both@example.net");
  const client = consoleClient(muster);
  const setup = { secret, name: "Both", email: "both@example.net" };
  expect((await client("POST", "/set-up", { ...setup, password: `${PASSWORD}s` })).body.code).toBe("wrong password");
  const refused = await muster.sql`
    select after from changes where org_id = ${first.orgId} and resource_type = 'session' and op = 'refuse'`;
  expect(refused).toEqual([{ after: { why: "wrong password" } }]);
  expect((await client("POST", "/set-up", { ...setup, password: PASSWORD })).status).toBe(204);
  const { body: me } = await client("GET", "/me");
  expect(me.organization.id).toBe(second.orgId);
  expect(me.organizations.map(({ id }: { id: string }) => id).sort()).toEqual([first.orgId, second.orgId].sort());
  for (const { orgId } of [first, second]) {
    expect((await client("PUT", "/me/organization", { organizationId: orgId })).status).toBe(204);
    expect((await client("GET", "/me")).body.organization.id).toBe(orgId);
  }
  const strange = await muster.organization();
  expect((await client("PUT", "/me/organization", { organizationId: strange.orgId })).status).toBe(404);
});

test.each([
  ["password1234", "commonly used"],
  ["dana whitfield", "personal"],
  ["short", "at least 10 characters"],
  ["aaaaaaaaaaaa", "Repeat"],
])("the password %s is refused, and the link stays good", async (password, why) => {
  const node = await startMuster(muster);
  const secret = await makeSetupLink(muster.sql, null, null);
  const setup = { secret, organizationName: "Weak", name: "Dana Whitfield", email: `w${password.length}@example.com` };
  const refused = await consoleClient(node)("POST", "/set-up", { ...setup, password });
  expect(refused.body).toMatchObject({ code: "weak password", message: expect.stringMatching(new RegExp(why, "i")) });
  expect((await consoleClient(node)("POST", "/set-up/look", { secret })).status).toBe(200);
  await node.stop();
});

test("an expired link and one that never was say so; a name is needed where the link creates an organization", async () => {
  const node = await startMuster(muster);
  const secret = await makeSetupLink(muster.sql, null, null);
  const client = consoleClient(node);
  expect((await client("POST", "/set-up", { ...dana, email: "n@example.com", secret })).body.code).toBe("invalid");
  await muster.sql`update setup_links set expires_at = now() - interval '1 second' where used_at is null`;
  expect((await client("POST", "/set-up/look", { secret })).body.code).toBe("expired");
  expect((await client("POST", "/set-up/look", { secret: "nonsense" })).body.code).toBe("unknown");
  await node.stop();
});

test("secrets and passwords can be tried a few times a minute only", async () => {
  const node = await startMuster(muster);
  const client = consoleClient(node);
  const codes = [];
  for (let i = 0; i < 12; i++) codes.push((await client("POST", "/set-up/look", { secret: `guess ${i}` })).body.code);
  expect([codes[0], codes.at(-1)]).toEqual(["unknown", "slow down"]);
  await node.stop();
});

test("a link that was made for somebody is of no use with another address", async () => {
  const node = await startMuster(muster);
  const { orgId } = await muster.organization();
  const secret = await makeSetupLink(muster.sql, orgId, "ann@example.com");
  const client = consoleClient(node);
  const setup = { secret, name: "Mallory", password: PASSWORD };
  const refused = await client("POST", "/set-up", { ...setup, email: "mallory@example.com" });
  expect([refused.status, refused.body.message]).toEqual([400, "This link was made for ann@example.com."]);
  expect((await client("POST", "/set-up", { ...setup, email: "Ann@example.com" })).status).toBe(204);
  await node.stop();
});

test("a user who is suspended, or another account's, is not taken over; the link stays good", async () => {
  const node = await startMuster(muster);
  const { orgId, domain } = await muster.organization();
  await setUpClient(node, orgId, `ann@${domain}`);
  await muster.sql`
    update users set body = body || ${JSON.stringify({ userName: `lee@${domain}` })}::text::jsonb where org_id = ${orgId}`;
  const secret = await makeSetupLink(muster.sql, orgId, null);
  const setUp = (email: string) =>
    consoleClient(node)("POST", "/set-up", { secret, name: "Bob", email, password: PASSWORD });
  expect((await setUp(`lee@${domain}`)).status).toBe(409);
  await muster.sql`update users set account_id = null, body = body || '{"active": false}' where org_id = ${orgId}`;
  expect((await setUp(`lee@${domain}`)).status).toBe(409);
  expect(await muster.sql`select from accounts where email = ${`lee@${domain}`}`).toEqual([]);
  expect((await setUp(`bob@${domain}`)).status).toBe(204);
  await node.stop();
});

test("the link that makes the first organization dies with it, whoever made it", async () => {
  const node = await startMuster(muster);
  const secret = await makeSetupLink(muster.sql, null, null);
  await createOrganization(muster.sql, "First", "first@example.com", TESTER);
  expect((await consoleClient(node)("POST", "/set-up/look", { secret })).body.code).toBe("unknown");
  await node.stop();
});
