import { afterAll, beforeAll, expect, test } from "vitest";
import { disagreements } from "../support/agreement.ts";
import { add, patch, remove, teamOf } from "../support/bodies.ts";
import { clientsOf, crowd, newUsers, statuses } from "../support/crowd.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";

let nodes: [Muster, Muster];
let acme: Organization & { domain: string };
let clients: ScimClient[];

beforeAll(async () => {
  const first = await startMuster();
  nodes = [first, await startMuster(first)];
  acme = await first.organization();
  clients = clientsOf(nodes, acme);
});
afterAll(async () => {
  await nodes[1].stop();
  await nodes[0].stop();
});

async function newGroups(many: number, name: string): Promise<string[]> {
  const answers = await crowd(clients, many, (scim, i) => scim("POST", "/Groups", teamOf(`${name} ${i}`)));
  return answers.map(({ body }) => body.id);
}

/** Of what is deleted, no membership is left; and the logs say what happened. */
async function expectAgreement(): Promise<void> {
  expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
}

test("users added to groups while they are deleted are members of nothing afterwards, and nobody sees an error", async () => {
  for (let round = 0; round < 3; round++) {
    const users = await newUsers(acme.scim, acme.domain, `gone${round}-`, 12);
    const groups = await newGroups(4, `gone ${round}`);
    const answers = await crowd(clients, 48, async (scim, i) => {
      const id = users[i % 12] as string;
      if (i >= 12 && i < 24) return scim("DELETE", `/Users/${id}`);
      const others = [id, users[(i + 5) % 12] as string];
      return scim("PATCH", `/Groups/${groups[i % 4]}`, patch(add(others)));
    });
    expect(statuses(answers)).toEqual({ 204: 48 });
    // Added again, they are skipped.
    const again = await crowd(clients, 4, (scim, i) => scim("PATCH", `/Groups/${groups[i]}`, patch(add(users))));
    expect(statuses(again)).toEqual({ 204: 4 });
    for (const id of groups) expect((await acme.scim("GET", `/Groups/${id}`)).body.members).toEqual([]);
  }
  await expectAgreement();
});

test("members removed from groups while they, and the groups, are deleted leave what some order explains", async () => {
  for (let round = 0; round < 3; round++) {
    const users = await newUsers(acme.scim, acme.domain, `left${round}-`, 12);
    const groups = await newGroups(4, `left ${round}`);
    await crowd(clients, 4, (scim, i) => scim("PATCH", `/Groups/${groups[i]}`, patch(add(users))));
    const answers = await crowd(clients, 40, async (scim, i) => {
      if (i < 12) return scim("DELETE", `/Users/${users[i]}`);
      if (i === 20 || i === 21) return scim("DELETE", `/Groups/${groups[i - 20]}`);
      const change = i % 2 ? remove([users[i % 12] as string]) : add([users[i % 12] as string]);
      return scim("PATCH", `/Groups/${groups[i % 4]}`, patch(change));
    });
    expect(Object.keys(statuses(answers)).every((status) => status === "204" || status === "404")).toBe(true);
  }
  await expectAgreement();
});

test("a user deleted by 16 clients at once is deleted once", async () => {
  const [id] = await newUsers(acme.scim, acme.domain, "once-", 1);
  const [one] = await newGroups(1, "once");
  await acme.scim("PATCH", `/Groups/${one}`, patch(add([id as string])));
  const answers = await crowd(clients, 16, (scim) => scim("DELETE", `/Users/${id}`));
  expect(statuses(answers)).toEqual({ 204: 1, 404: 15 });
  await expectAgreement();
});

test("groups deleted while they are added to others, and others to them, are members of nothing afterwards", async () => {
  for (let round = 0; round < 3; round++) {
    const groups = await newGroups(12, `nested ${round}`);
    const [late = ""] = await newUsers(acme.scim, acme.domain, `nested${round}-`, 1);
    const answers = await crowd(clients, 48, (scim, i) => {
      const id = groups[i % 12] as string;
      if (i % 4 === 3 && i >= 12 && i < 36) return scim("DELETE", `/Groups/${id}`);
      const others = [groups[(i + 5) % 12] as string, groups[(i + 7) % 12] as string, late];
      return scim("PATCH", `/Groups/${id}`, patch(i % 3 === 2 ? remove(others) : add(others)));
    });
    expect(Object.keys(statuses(answers)).every((status) => status === "204" || status === "404")).toBe(true);
  }
  await expectAgreement();
});

test("a userName is free as soon as its user's DELETE is answered, also while 32 clients want it", async () => {
  const [id] = await newUsers(acme.scim, acme.domain, "free-", 1);
  const wanted = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: `free-0@${acme.domain}` };
  const answers = await crowd(clients, 32, async (scim, i) => {
    if (i === 16) return scim("DELETE", `/Users/${id}`);
    return scim("POST", "/Users", wanted);
  });
  const { 201: won = 0 } = statuses(answers);
  expect(statuses(answers)).toEqual({ 204: 1, 409: 31 - won, ...(won > 0 && { 201: 1 }) });
  expect((await acme.scim("POST", "/Users", wanted)).status).toBe(won ? 409 : 201);
  await expectAgreement();
});
