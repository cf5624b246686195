/** What requests that share a statement have to do with each other: nothing that they could notice. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { disagreements } from "../support/agreement.ts";
import { NOBODY, patch, person, teamOf } from "../support/bodies.ts";
import { crowd, newUsers, statuses } from "../support/crowd.ts";
import { type Muster, startMuster } from "../support/muster.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

/** The most requests whose change was made by one and the same transaction. */
async function mostTogether(orgId: string): Promise<number> {
  const [{ most }] = await muster.sql<[{ most: number }]>`
    select max(requests)::int as most from (
      select count(distinct request_id) as requests from changes where org_id = ${orgId} group by xid) as by_transaction`;
  return most;
}

test("of users created at once each is answered, logged and refused for itself", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const answers = await crowd([scim], 48, (scim, i) => {
    const at = i % 4 === 1 ? "elsewhere.example" : domain;
    const name = i % 4 === 2 ? "twin" : `user${i}`;
    return scim(
      "POST",
      "/Users",
      person(`${name}@${at}`, { title: `t${i}`, emails: [{ value: `${name}${i}@${at}` }] }),
    );
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
  expect(await mostTogether(orgId)).toBeGreaterThan(4);
  expect(await disagreements(muster.sql, orgId)).toEqual([]);
});

test("of users changed at once each is, but for those whose new name is taken or of a foreign domain", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const ids = await newUsers(scim, domain, "user", 32);
  const change = (i: number) => {
    if (i % 8 === 1) return { userName: `user0@${domain}` };
    if (i % 8 === 2) return { userName: `user${i}@elsewhere.example` };
    if (i % 8 === 3) return { emails: [{ value: `new${i}@${domain}`, type: "work" }] };
    return { title: `t${i}` };
  };
  const answers = await crowd([scim], 32, (scim, i) =>
    scim("PATCH", `/Users/${ids[i]}`, patch({ op: "replace", value: change(i) })),
  );
  const expected = (i: number) => ({ 1: 409, 2: 403 })[i % 8] ?? 200;
  expect(answers.map(({ status }) => status)).toEqual(answers.map((_, i) => expected(i)));
  const reads = await crowd([scim], 32, (scim, i) => scim("GET", `/Users/${ids[i]}`));
  reads.forEach(({ body }, i) => {
    expect(body.meta.version).toBe(`W/"${expected(i) === 200 ? 2 : 1}"`);
    if (expected(i) === 200) expect(body).toEqual(answers[i]?.body);
  });
  for (const i of [3, 11]) {
    const found = await scim("GET", `/Users?filter=emails.value eq "NEW${i}@${domain}"`);
    expect(found.body.Resources.map(({ id }: { id: string }) => id)).toEqual([ids[i]]);
  }
  expect(await mostTogether(orgId)).toBeGreaterThan(4);
  expect(await disagreements(muster.sql, orgId)).toEqual([]);
});

test("of users read at once each is its own, with its groups, and who is not there is 404", async () => {
  const { domain, scim } = await muster.organization();
  const ids = await newUsers(scim, domain, "user", 24);
  const odd = ids.filter((_, i) => i % 2);
  const group = await scim("POST", "/Groups", teamOf("Odd", odd));
  const reads = await crowd([scim], 48, (scim, i) => scim("GET", `/Users/${i % 2 ? NOBODY : ids[i / 2]}`));
  reads.forEach(({ status, body }, i) => {
    expect(status).toBe(i % 2 ? 404 : 200);
    if (i % 2) return;
    expect(body.id).toBe(ids[i / 2]);
    expect(body.groups?.map(({ value }: { value: string }) => value)).toEqual(
      (i / 2) % 2 ? [group.body.id] : undefined,
    );
  });
});
