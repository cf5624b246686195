/** What a person manages of their own sign-in: sessions, password, second step. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgId } from "../../src/db/ids.ts";
import { consoleClient, PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { codeOf } from "../support/totp.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0";
const OTHER = "seven quiet lamps over water";

async function signedIn(email: string, password = PASSWORD, headers: Record<string, string> = {}) {
  const client = consoleClient(muster);
  const answer = await client("POST", "/auth/sign-in/email", { email, password }, headers);
  return { client, answer };
}

/** What of one kind is in the organization's log, oldest first. */
async function changesOf(orgId: OrgId, ...types: string[]) {
  const rows = await muster.sql<{ what: string }[]>`
    select resource_type || ' ' || op as what from changes
    where org_id = ${orgId} and resource_type = any(${types}::text[]) order by id`;
  return rows.map(({ what }) => what);
}

test("sessions are listed with their device, and end one by one or all at once; nobody ends another's", async () => {
  const { orgId } = await muster.organization();
  const email = `many@${orgId}.example`;
  const first = await setUpClient(muster, orgId, email);
  const { client: second } = await signedIn(email, PASSWORD, { "user-agent": FIREFOX });
  const { client: third } = await signedIn(email);
  const { sessions } = (await second("GET", "/me/sessions")).body;
  expect(sessions).toHaveLength(3);
  const own = sessions.filter(({ isThis }: { isThis: boolean }) => isThis);
  expect(own).toEqual([
    expect.objectContaining({ device: "Firefox on Windows", address: "127.0.0.1", signedInAt: expect.any(String) }),
  ]);
  const stranger = await setUpClient(muster, orgId, `stranger@${orgId}.example`);
  expect((await stranger("DELETE", `/me/sessions/${own[0].id}`)).status).toBe(404);

  const [{ id: ofFirst }] = (await first("GET", "/me/sessions")).body.sessions.filter(
    ({ isThis }: { isThis: boolean }) => isThis,
  );
  expect((await second("DELETE", `/me/sessions/${ofFirst}`)).status).toBe(204);
  expect((await first("GET", "/me")).status).toBe(401);
  expect((await second("DELETE", `/me/sessions/${ofFirst}`)).status).toBe(404);
  expect((await second("DELETE", "/me/sessions")).body).toEqual({ ended: 1 });
  expect((await third("GET", "/me")).status).toBe(401);
  expect((await second("GET", "/me")).status).toBe(200);
});

test("the session that a browser had ends when it signs in again; one of a week, or a day unused, is over", async () => {
  const { orgId } = await muster.organization();
  const email = `again@${orgId}.example`;
  const client = await setUpClient(muster, orgId, email);
  const { cookie } = client;
  await client("POST", "/auth/sign-in/email", { email, password: PASSWORD });
  const old = consoleClient(muster);
  old.cookie = cookie;
  expect((await old("GET", "/me")).status).toBe(401);
  expect((await client("GET", "/me")).status).toBe(200);

  await muster.sql`update sessions set "updatedAt" = now() - interval '2 minutes' where "orgId" = ${orgId}`;
  await client("GET", "/me");
  const [{ age }] = await muster.sql<[{ age: number }]>`
    select extract(epoch from now() - "updatedAt")::float8 as age from sessions where "orgId" = ${orgId}`;
  expect(age).toBeLessThan(60);
  await muster.sql`update sessions set "updatedAt" = now() - interval '25 hours' where "orgId" = ${orgId}`;
  expect((await client("GET", "/me")).status).toBe(401);
  await muster.sql`update sessions set "updatedAt" = now(), "expiresAt" = now() where "orgId" = ${orgId}`;
  expect((await client("GET", "/me")).status).toBe(401);
});

test("a password is changed by who knows it; weak ones are refused, other sessions end, it leaves its change", async () => {
  const { orgId } = await muster.organization();
  const email = `pass@${orgId}.example`;
  const client = await setUpClient(muster, orgId, email);
  const { client: elsewhere } = await signedIn(email);
  const change = (current: string, password: string) => client("PUT", "/me/password", { current, password });
  expect((await change("wrong", OTHER)).body.code).toBe("wrong password");
  expect(await changesOf(orgId, "session")).toContain("session refuse");
  for (const weak of ["short", "password1234", "qwertyuiop123", PASSWORD]) {
    expect((await change(PASSWORD, weak)).body.code).toBe("weak password");
  }
  expect((await change(PASSWORD, OTHER)).body).toEqual({ sessionsEnded: 1 });
  expect((await elsewhere("GET", "/me")).status).toBe(401);
  expect((await client("GET", "/me")).status).toBe(200);
  expect((await signedIn(email)).answer.status).toBe(401);
  expect((await signedIn(email, OTHER)).answer.status).toBe(200);
  expect(await changesOf(orgId, "account")).toEqual(["account password"]);
});

test("a second step: turned on with a first code, asked for at sign-in, recovered from, renewed, turned off", async () => {
  const { orgId } = await muster.organization();
  const email = `two@${orgId}.example`;
  const client = await setUpClient(muster, orgId, email);
  const { uri, key } = (await client("POST", "/me/second-step")).body;
  expect(uri).toMatch(/^otpauth:\/\/totp\/Muster:/);
  expect(uri).toContain(key);
  // Begun, not turned on: nothing is asked for yet.
  expect((await signedIn(email)).answer.body).toEqual({ secondStep: false });
  expect((await client("PUT", "/me/second-step", { code: "000000" })).body.code).toBe("wrong code");
  const { recoveryCodes } = (await client("PUT", "/me/second-step", { code: await codeOf(key) })).body;
  expect(recoveryCodes).toHaveLength(10);
  expect((await client("POST", "/me/second-step")).status).toBe(409);
  expect((await client("GET", "/me/account")).body).toMatchObject({
    hasPassword: true,
    secondStep: { isOn: true, recoveryCodesLeft: 10 },
  });

  const { client: other, answer } = await signedIn(email);
  expect(answer.body).toEqual({ secondStep: true });
  expect((await other("GET", "/me")).status).toBe(401);
  expect((await other("POST", "/auth/second-step", { code: "123456" })).body.code).toBe("wrong code");
  const code = await codeOf(key);
  const done = await other("POST", "/auth/second-step", { code });
  expect([done.status, done.body]).toEqual([204, undefined]);
  expect((await other("GET", "/me")).body.email).toBe(email);

  // Whoever looked over the shoulder comes too late.
  const shoulder = (await signedIn(email)).client;
  expect((await shoulder("POST", "/auth/second-step", { code })).body.code).toBe("wrong code");
  const again = (await signedIn(email)).client;
  expect((await again("POST", "/auth/second-step", { code: recoveryCodes[0] })).status).toBe(204);
  const twice = (await signedIn(email)).client;
  expect((await twice("POST", "/auth/second-step", { code: recoveryCodes[0] })).body.code).toBe("wrong code");
  expect((await client("GET", "/me/account")).body.secondStep.recoveryCodesLeft).toBe(9);

  const renewed = (await client("POST", "/me/second-step/recovery-codes")).body.recoveryCodes;
  expect(renewed).not.toEqual(expect.arrayContaining([recoveryCodes[1]]));
  expect((await twice("POST", "/auth/second-step", { code: recoveryCodes[1] })).status).toBe(401);
  expect((await twice("POST", "/auth/second-step", { code: renewed[0] })).status).toBe(204);

  expect((await client("DELETE", "/me/second-step")).status).toBe(204);
  expect((await signedIn(email)).answer.body).toEqual({ secondStep: false });
  expect(await changesOf(orgId, "account")).toEqual([
    "account enable second step",
    "account renew recovery codes",
    "account disable second step",
  ]);
  expect((await changesOf(orgId, "session")).filter((what) => what === "session refuse")).toHaveLength(1);
  // Neither the secret nor a code is in the log of changes, in the log, or in a table as it is.
  const kept = await muster.sql`
    select before::text || after::text as text from changes where org_id = ${orgId}
    union all select secret || "backupCodes" from two_factors`;
  for (const secret of [key, ...recoveryCodes, ...renewed]) {
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(muster.logged.join()).not.toContain(secret);
  }
});

test("between the two steps a few codes may be wrong; then it starts again", async () => {
  const { orgId } = await muster.organization();
  const email = `wrong@${orgId}.example`;
  const client = await setUpClient(muster, orgId, email);
  const { key } = (await client("POST", "/me/second-step")).body;
  await client("PUT", "/me/second-step", { code: await codeOf(key) });
  const { client: guessing } = await signedIn(email);
  const codes = [];
  for (let i = 0; i < 6; i++)
    codes.push((await guessing("POST", "/auth/second-step", { code: `${100_000 + i}` })).body.code);
  expect([codes[0], codes.at(-1)]).toEqual(["wrong code", "expired"]);
  expect((await guessing("POST", "/auth/second-step", { code: await codeOf(key) })).body.code).toBe("expired");
});

test("what somebody may change of a sign-in wants a recent one; who has no role may still do all of it", async () => {
  const { orgId } = await muster.organization();
  const client = await setUpClient(muster, orgId, `none@${orgId}.example`);
  await muster.sql`delete from role_grants where org_id = ${orgId}`;
  expect((await client("GET", "/me/account")).status).toBe(200);
  expect((await client("GET", "/me/sessions")).status).toBe(200);
  await muster.sql`update sessions set "confirmedAt" = now() - interval '1 hour' where "orgId" = ${orgId}`;
  expect((await client("POST", "/me/second-step")).body.code).toBe("confirm");
  await client("POST", "/me/confirm", { password: PASSWORD });
  expect((await client("POST", "/me/second-step")).status).toBe(201);
  expect(await changesOf(orgId, "session")).toEqual(["session start", "session confirm"]);
});
