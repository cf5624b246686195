import { afterAll, beforeAll, expect, test } from "vitest";
import { disagreements } from "../support/agreement.ts";
import { add, patch, references, remove, teamOf } from "../support/bodies.ts";
import { clientsOf, crowd, newUsers, statuses, versionOf } from "../support/crowd.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";
import { outOfOrder } from "./some-order.ts";

let nodes: [Muster, Muster];
let acme: Organization & { domain: string };
let clients: ScimClient[];
let people: string[];

beforeAll(async () => {
  const first = await startMuster();
  nodes = [first, await startMuster(first)];
  acme = await first.organization();
  clients = clientsOf(nodes, acme);
  people = await newUsers(acme.scim, acme.domain, "p", 64);
});
afterAll(async () => {
  await nodes[1].stop();
  await nodes[0].stop();
});

/** A person, counted round. */
const person = (i: number) => people[i % people.length] as string;

async function newGroup(displayName: string, members: readonly string[] = []): Promise<string> {
  const { body, status } = await acme.scim("POST", "/Groups", teamOf(displayName, members));
  expect(status).toBe(201);
  return body.id;
}

/** The members, as both nodes answer them. */
async function membersOf(id: string): Promise<string[]> {
  const [one, other] = await Promise.all(clients.map((scim) => scim("GET", `/Groups/${id}`)));
  expect(one?.body).toEqual({
    ...other?.body,
    meta: { ...other?.body.meta, location: one?.body.meta.location },
    members: expect.anything(),
  });
  const idsOf = (members: { value: string }[]) => members.map(({ value }) => value).sort();
  expect(idsOf(one?.body.members)).toEqual(idsOf(other?.body.members));
  return idsOf(one?.body.members);
}

test("of 32 clients that add a member each, none is lost, and each moves the version once", async () => {
  const id = await newGroup("add");
  const answers = await crowd(clients, 32, (scim, i) => scim("PATCH", `/Groups/${id}`, patch(add([person(i)]))));
  expect(statuses(answers)).toEqual({ 204: 32 });
  expect(new Set(answers.map(versionOf))).toEqual(new Set(Array.from({ length: 32 }, (_, i) => i + 2)));
  expect(await membersOf(id)).toEqual(people.slice(0, 32).sort());
  await expectOrder(id);
});

test("of 32 clients that add the same member, all succeed, and the version moves once", async () => {
  const id = await newGroup("add the same");
  const answers = await crowd(clients, 32, (scim) => scim("PATCH", `/Groups/${id}`, patch(add([person(0)]))));
  expect(statuses(answers)).toEqual({ 204: 32 });
  expect(new Set(answers.map(versionOf))).toEqual(new Set([2]));
  await expectOrder(id);
});

test("of 32 clients that remove a member each, none is left, and each moves the version once", async () => {
  const id = await newGroup("remove", people.slice(0, 40));
  const answers = await crowd(clients, 32, (scim, i) =>
    scim("PATCH", `/Groups/${id}`, patch({ op: "remove", path: `members[value eq "${person(i)}"]` })),
  );
  expect(statuses(answers)).toEqual({ 204: 32 });
  expect(new Set(answers.map(versionOf)).size).toBe(32);
  expect(await membersOf(id)).toEqual(people.slice(32, 40).sort());
  await expectOrder(id);
});

test("additions and removals of the same few members, alone and together in one request, end as in some order", async () => {
  const id = await newGroup("mixed", people.slice(0, 4));
  const few = (i: number) => person((i * 7) % 8);
  const answers = await crowd(clients, 32, async (scim, i) => {
    const mine = [];
    for (let n = 0; n < 4; n++) {
      const k = i * 4 + n;
      const operations = [[add([few(k)])], [remove([few(k)])], [remove([few(k), few(k + 1)]), add([few(k + 2)])]][
        k % 3
      ];
      mine.push(await scim("PATCH", `/Groups/${id}`, patch(...(operations ?? []))));
    }
    return mine;
  });
  expect(statuses(answers.flat())).toEqual({ 204: 128 });
  await expectOrder(id);
});

test("full lists by PUT and by replace that race with PATCHes end as in some order", async () => {
  const id = await newGroup("lists");
  const list = (i: number) => [person(i), person(i + 1), person(i + 2)];
  const answers = await crowd(clients, 32, async (scim, i) => {
    const mine = [];
    for (let n = 0; n < 3; n++) {
      const k = i * 3 + n;
      if (k % 4 === 0) mine.push(await scim("PUT", `/Groups/${id}`, teamOf(`lists ${k}`, list(k))));
      else if (k % 4 === 1) {
        mine.push(
          await scim("PATCH", `/Groups/${id}`, patch({ op: "replace", path: "members", value: references(list(k)) })),
        );
      } else mine.push(await scim("PATCH", `/Groups/${id}`, patch(add([person(k)]), remove([person(k + 1)]))));
    }
    return mine;
  });
  expect(statuses(answers.flat())).toEqual({ 200: 24, 204: 72 });
  await expectOrder(id);
});

test("removals by what members are, which read them all, lose none that is added meanwhile", async () => {
  const inner = await newGroup("inner");
  const id = await newGroup("by type", [inner]);
  const byType = { op: "remove", path: 'members[type eq "Group"]' };
  const answers = await crowd(clients, 32, (scim, i) =>
    scim("PATCH", `/Groups/${id}`, i % 4 === 0 ? patch(byType) : patch(add([person(i)]))),
  );
  expect(statuses(answers)).toEqual({ 204: 32 });
  expect((await membersOf(id)).length).toBe(24);
});

test("a rename and 31 member changes at once are all there afterwards", async () => {
  const id = await newGroup("before");
  const answers = await crowd(clients, 32, (scim, i) =>
    scim(
      "PATCH",
      `/Groups/${id}`,
      i === 7 ? patch({ op: "replace", value: { displayName: "after" } }) : patch(add([person(i)])),
    ),
  );
  expect(statuses(answers)).toEqual({ 204: 32 });
  expect((await acme.scim("GET", `/Groups/${id}`)).body).toMatchObject({
    displayName: "after",
    meta: { version: 'W/"33"' },
  });
  expect((await membersOf(id)).length).toBe(31);
});

test("the same change asked by 32 clients, of attributes and members, is served to all and made once", async () => {
  const id = await newGroup("same");
  for (const version of [2, 3]) {
    const wanted = teamOf(`same ${version}`, [person(version), person(version + 1)]);
    const answers = await crowd(clients, 32, (scim) => scim("PUT", `/Groups/${id}`, wanted));
    expect(statuses(answers)).toEqual({ 200: 32 });
    expect(new Set(answers.map(versionOf))).toEqual(new Set([version]));
  }
});

test("groups that are made members of each other in a circle, all at once, stop nobody", async () => {
  const ring: string[] = [];
  for (let i = 0; i < 8; i++) ring.push(await newGroup(`ring ${i}`));
  const answers = await crowd(clients, 64, (scim, i) => {
    const others = [1, 3, 5].map((step) => ring[(i + step * (1 + (i >> 3))) % 8] as string);
    return scim("PATCH", `/Groups/${ring[i % 8]}`, patch(i % 3 === 2 ? remove(others) : add(others)));
  });
  expect(statuses(answers)).toEqual({ 204: 64 });
});

test("afterwards the logs and the rows agree", async () => {
  expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
});

async function expectOrder(id: string): Promise<void> {
  expect(await outOfOrder(nodes[0].sql, id)).toEqual([]);
}
