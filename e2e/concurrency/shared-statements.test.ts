/** What requests that share a statement have to do with each other: nothing that they could notice. */

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashToken } from "../../src/tokens/token.ts";
import { disagreements } from "../support/agreement.ts";
import { NOBODY, patch, person, teamOf } from "../support/bodies.ts";
import { crowd, newUsers, statuses } from "../support/crowd.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";
import type { ScimAnswer } from "../support/scim-client.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

/**
 * The answers to `many` writes that come while a Refresh seems to be under way. Two statements of each lane wait at the
 * token's lock, and all that comes meanwhile goes together when it opens.
 */
async function together(
  { token }: Organization,
  many: number,
  ask: (i: number) => Promise<ScimAnswer>,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<ScimAnswer[]> {
  const opened = Promise.withResolvers<void>();
  const lock = muster.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(scim_token_lock(${hashToken(token)}))`;
    await opened.promise;
  });
  await sleep(50);
  const answers = crowd([], many, (_, i) => ask(i));
  await sleep(400);
  await meanwhile();
  opened.resolve();
  await lock;
  return answers;
}

/** How many requests' changes one transaction made at most. */
async function mostTogether(orgId: string): Promise<number> {
  const [{ most }] = await muster.sql<[{ most: number }]>`
    select max(requests)::int as most from (
      select count(distinct request_id) as requests from changes where org_id = ${orgId} group by xid) as by_transaction`;
  return most;
}

test("of users created at once each is answered, logged and refused for itself", async () => {
  const acme = await muster.organization();
  const { orgId, domain, scim } = acme;
  const answers = await together(acme, 48, (i) => {
    const at = i % 4 === 1 ? "elsewhere.example" : domain;
    const name = i % 4 === 2 ? "twin" : `user${i}`;
    const emails = [{ value: `${name}${i}@${at}` }];
    return scim("POST", "/Users", person(`${name}@${at}`, { title: `t${i}`, emails }));
  });
  expect(statuses(answers)).toEqual({ 201: 25, 403: 12, 409: 11 });
  answers.forEach(({ status, body }, i) => {
    if (status === 201) expect(body).toMatchObject({ title: `t${i}`, meta: { version: 'W/"1"' } });
    if (status === 403) expect(body.detail).toContain("elsewhere.example");
    if (status === 409) expect(body.detail).toContain(`twin@${domain}`);
  });
  for (const { body } of answers.filter(({ status }) => status === 201)) {
    const found = await scim("GET", `/Users?filter=emails.value eq "${body.emails[0].value}"`);
    expect(found.body.Resources).toEqual([body]);
  }
  // 25 of them in three statements.
  expect(await mostTogether(orgId)).toBeGreaterThan(8);
  expect(await disagreements(muster.sql, orgId)).toEqual([]);
});

test("of users changed at once each is, but for those whose new name is taken or whose domain is foreign", async () => {
  const acme = await muster.organization();
  const { orgId, domain, scim } = acme;
  const ids = await newUsers(scim, domain, "user", 40);
  await muster.sql`update users set connection_id = null where org_id = ${orgId} and id = ${ids[4] ?? ""}`;
  const change = (i: number) => {
    if (i % 8 === 1) return { userName: `user0@${domain}` };
    if (i % 8 === 2) return { emails: [{ value: `new${i}@elsewhere.example`, type: "work", primary: true }] };
    if (i % 8 === 3) return { emails: [{ value: `new${i}@${domain}`, type: "work" }] };
    return { title: `t${i}` };
  };
  const answers = await together(acme, 40, (i) =>
    scim("PATCH", `/Users/${ids[i]}`, patch({ op: "replace", value: change(i) })),
  );
  const expected = (i: number) => ({ 1: 409, 2: 403 })[i % 8] ?? 200;
  expect(answers.map(({ status }) => status)).toEqual(answers.map((_, i) => expected(i)));
  const reads = await crowd([scim], 40, (scim, i) => scim("GET", `/Users/${ids[i]}`));
  reads.forEach(({ body }, i) => {
    expect(body.meta.version).toBe(`W/"${expected(i) === 200 ? 2 : 1}"`);
    if (expected(i) === 200) expect(body).toEqual(answers[i]?.body);
  });
  for (const i of [3, 11]) {
    const found = await scim("GET", `/Users?filter=emails.value eq "NEW${i}@${domain}"`);
    expect(found.body.Resources.map(({ id }: { id: string }) => id)).toEqual([ids[i]]);
  }
  const adoptions = await muster.sql`
    select resource_id as id from changes where org_id = ${orgId} and op = 'adopt'`;
  expect(adoptions).toEqual([{ id: ids[4] }]);
  // 25 titles in three statements.
  expect(await mostTogether(orgId)).toBeGreaterThan(8);
  expect(await disagreements(muster.sql, orgId)).toEqual([]);
});

test("of users read at once each is its own, with its groups and the address that it was asked at", async () => {
  const { domain, scim, token } = await muster.organization();
  const ids = await newUsers(scim, domain, "user", 24);
  const odd = ids.filter((_, i) => i % 2);
  const group = await scim("POST", "/Groups", teamOf("Odd", odd));
  const hosts = ["one.example", "two.example", "three.example"];
  const reads = await crowd([], 72, async (_, i) => {
    const id = [ids[Math.floor(i / 3)]?.toUpperCase(), NOBODY, "x"][i % 3];
    const headers = { host: `${hosts[i % 7] ?? hosts[0]}`, authorization: `Bearer ${token}` };
    return muster.app.inject({ method: "GET", url: `/scim/v2/Users/${id}`, headers });
  });
  reads.forEach((answer, i) => {
    expect(answer.statusCode).toBe(i % 3 === 0 ? 200 : 404);
    if (i % 3) return;
    const n = i / 3;
    const body = answer.json();
    expect(body.meta.location).toBe(`http://${hosts[i % 7] ?? hosts[0]}/scim/v2/Users/${ids[n]}`);
    expect(body.groups?.map(({ value }: { value: string }) => value)).toEqual(n % 2 ? [group.body.id] : undefined);
  });
});

test("when a token dies, the writes that wait together are all refused, and nothing of them is stored", async () => {
  const acme = await muster.organization();
  const { orgId, domain, scim, token } = acme;
  const ids = await newUsers(scim, domain, "user", 16);
  const die = async () => {
    await muster.sql`update scim_tokens set revoked_at = now() where hash = ${hashToken(token)}`;
  };
  const answers = await together(
    acme,
    32,
    (i) =>
      i % 2
        ? scim("POST", "/Users", person(`late${i}@${domain}`))
        : scim("PATCH", `/Users/${ids[i / 2]}`, patch({ op: "replace", value: { title: "late" } })),
    die,
  );
  expect(answers.filter(({ status }) => status !== 401 && status !== 429)).toEqual([]);
  const [{ late }] = await muster.sql<[{ late: number }]>`
    select count(*)::int as late from users
    where org_id = ${orgId} and (body ->> 'title' = 'late' or user_name_key like 'late%')`;
  expect(late).toBe(0);
  expect(await disagreements(muster.sql, orgId)).toEqual([]);
});

test("who waits for a lock on one user keeps the changes of others waiting only where they share a statement", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const [ann, bob] = await newUsers(scim, domain, "user", 2);
  const change = (id: string | undefined, title: string) =>
    scim("PATCH", `/Users/${id}`, patch({ op: "replace", value: { title } }));
  const opened = Promise.withResolvers<void>();
  const lock = muster.sql.begin(async (tx) => {
    await tx`select from users where org_id = ${orgId} and id = ${ann ?? ""} for update`;
    await opened.promise;
  });
  await sleep(50);
  const waiting = [change(ann, "first")];
  await sleep(200);
  // The client has lost its patience, and asks again.
  waiting.push(change(ann, "again"));
  await sleep(200);
  expect((await change(bob, "free")).body.title).toBe("free");
  opened.resolve();
  await lock;
  expect(statuses(await Promise.all(waiting))).toEqual({ 200: 2 });
});

test("large users share no statement with many: what the log keeps of them counts too", async () => {
  const acme = await muster.organization();
  const { orgId, domain, scim } = acme;
  const large = "x".repeat(200_000);
  const made = await crowd([scim], 12, (scim, i) =>
    scim("POST", "/Users", person(`u${i}@${domain}`, { title: large })),
  );
  const answers = await together(acme, 12, (i) =>
    scim("PATCH", `/Users/${made[i]?.body.id}`, patch({ op: "replace", value: { title: "small" } })),
  );
  expect(statuses(answers)).toEqual({ 200: 12 });
  expect(await mostTogether(orgId)).toBe(1);
});
