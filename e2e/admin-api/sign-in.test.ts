/** Signing in, and what a session is worth. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { consoleClient, PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

test("in and out: the cookie counts until then, and no answer holds the session's token", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "in@example.com");
  const client = consoleClient(muster);
  expect((await client("GET", "/me")).body).toEqual({ code: "not signed in", message: "Sign in to go on." });
  const answer = await client("POST", "/auth/sign-in/email", { email: "In@Example.com", password: PASSWORD });
  expect(answer.status).toBe(200);
  const [{ token }] = await muster.sql<[{ token: string }]>`
    select token from sessions order by "createdAt" desc limit 1`;
  expect(client.cookie).toContain(token);
  expect(JSON.stringify(answer.body)).not.toContain(token);
  expect((await client("GET", "/me")).status).toBe(200);
  const old = client.cookie;
  await client("POST", "/auth/sign-out", {});
  client.cookie = old;
  expect((await client("GET", "/me")).status).toBe(401);
});

test("a wrong password and an address that nobody has are told alike, and tries are throttled", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "known@example.com");
  const ask = (email: string) =>
    consoleClient(muster)("POST", "/auth/sign-in/email", { email, password: "nope nope nope" });
  const [known, unknown] = [await ask("known@example.com"), await ask("unknown@example.com")];
  expect([known.status, known.body]).toEqual([401, unknown.body]);
  const statuses = [];
  for (let i = 0; i < 12; i++) statuses.push((await ask("known@example.com")).status);
  expect(statuses.at(-1)).toBe(429);
  await muster.sql`delete from sign_in_failures`;
});

test.each([
  ["the user is suspended by its identity provider", "body = body || '{\"active\": false}'"],
  ["the user is blocked in the console", "blocked_at = now()"],
  ["the user is deleted", "deleted_at = now()"],
])("a session ends for an organization with the next request when %s", async (_, change) => {
  const { orgId } = await muster.organization();
  const client = await setUpClient(muster, orgId, `gone${orgId}@example.com`);
  expect((await client("GET", "/scim")).status).toBe(200);
  await muster.sql.unsafe(`update users set ${change} where org_id = '${orgId}'`);
  expect((await client("GET", "/scim")).body.code).toBe("not signed in");
  const again = await client("POST", "/auth/sign-in/email", { email: `gone${orgId}@example.com`, password: PASSWORD });
  expect([again.status, again.body.message]).toEqual([
    403,
    "Your access has ended. Ask an admin of your organization.",
  ]);
  await muster.sql`delete from sign_in_failures`;
});

test("who loses access in one organization does not go on in another unasked", async () => {
  const [first, second] = [await muster.organization(), await muster.organization()];
  await setUpClient(muster, first.orgId, "two@example.com");
  const client = await setUpClient(muster, second.orgId, "two@example.com");
  await muster.sql`update users set blocked_at = now() where org_id = ${second.orgId}`;
  expect((await client("GET", "/scim")).status).toBe(401);
  await client("POST", "/auth/sign-in/email", { email: "two@example.com", password: PASSWORD });
  expect((await client("GET", "/me")).body.organization.id).toBe(first.orgId);
});

test("what is not offered of the sign-in is not there", async () => {
  const client = consoleClient(muster);
  for (const path of ["/auth/sign-up/email", "/auth/delete-user", "/auth/update-user", "/auth/change-email"]) {
    expect((await client("POST", path, { email: "x@example.com", password: PASSWORD, name: "x" })).status).toBe(404);
  }
});

test("a cookie that another server's key has signed is nobody's", async () => {
  const { orgId } = await muster.organization();
  const client = await setUpClient(muster, orgId, "signed@example.com");
  client.cookie = client.cookie.replace(/\.[^.]+$/, ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D");
  expect((await client("GET", "/me")).status).toBe(401);
});
