import { afterAll, beforeAll, expect, test } from "vitest";
import { disagreements } from "../support/agreement.ts";
import { patch, person } from "../support/bodies.ts";
import { clientsOf, crowd, statuses, versionOf } from "../support/crowd.ts";
import { type Muster, startMuster } from "../support/muster.ts";

let nodes: [Muster, Muster];

beforeAll(async () => {
  const first = await startMuster();
  nodes = [first, await startMuster(first)];
});
afterAll(async () => {
  await nodes[1].stop();
  await nodes[0].stop();
});

const EXTENSION = "urn:example:params:scim:schemas:extension:crowd:2.0:User";
const CORE = ["title", "nickName", "displayName", "locale", "name.givenName", "name.familyName"];

test("of 32 clients that PATCH different attributes of one user, none loses its update, and each moves the version once", async () => {
  const acme = await nodes[0].organization();
  const clients = clientsOf(nodes, acme);
  const { body: ann } = await acme.scim("POST", "/Users", person(`ann@${acme.domain}`));
  const path = (i: number) => CORE[i] ?? `${EXTENSION}:a${i}`;
  const versions: number[] = [];
  await crowd(clients, 32, async (scim, i) => {
    for (const value of ["first", "second", "second", "third"]) {
      const answer = await scim("PATCH", `/Users/${ann.id}`, patch({ op: "replace", path: path(i), value }));
      expect(answer.status).toBe(200);
      versions.push(versionOf(answer));
    }
  });
  const { body } = await acme.scim("GET", `/Users/${ann.id}`);
  const values = [body.title, body.nickName, body.displayName, body.locale, body.name.givenName, body.name.familyName];
  expect([...values, ...Object.values(body[EXTENSION])]).toEqual(Array(32).fill("third"));
  // Three of the four change something.
  expect(body.meta.version).toMatch(/^W\/"97"/);
  expect(new Set(versions)).toEqual(new Set(Array.from({ length: 96 }, (_, i) => i + 2)));
  expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
});

test("32 clients that ask for the same change of a user are all served, and it changes once", async () => {
  const acme = await nodes[0].organization();
  const clients = clientsOf(nodes, acme);
  const { body: ann } = await acme.scim("POST", "/Users", person(`ann@${acme.domain}`));
  for (const active of [false, true, false]) {
    const answers = await crowd(clients, 32, (scim) =>
      scim("PATCH", `/Users/${ann.id}`, patch({ op: "replace", value: { active } })),
    );
    expect(statuses(answers)).toEqual({ 200: 32 });
    expect(answers.every(({ body }) => body.active === active)).toBe(true);
  }
  expect(versionOf(await acme.scim("GET", `/Users/${ann.id}`))).toBe(4);
  expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
});

test("PUTs of the whole user that race with PATCHes and a DELETE leave what some order explains", async () => {
  const acme = await nodes[0].organization();
  const clients = clientsOf(nodes, acme);
  for (let round = 0; round < 4; round++) {
    const { body: ann } = await acme.scim("POST", "/Users", person(`ann${round}@${acme.domain}`));
    const answers = await crowd(clients, 24, (scim, i) => {
      if (i === 17) return scim("DELETE", `/Users/${ann.id}`);
      const emails = [{ value: `a${i}@${acme.domain}`, type: "work" }];
      if (i % 2)
        return scim("PUT", `/Users/${ann.id}`, person(`ann${round}@${acme.domain}`, { emails, title: `t${i}` }));
      return scim("PATCH", `/Users/${ann.id}`, patch({ op: "add", path: "emails", value: emails }));
    });
    expect(Object.keys(statuses(answers)).every((status) => ["200", "204", "404"].includes(status))).toBe(true);
    expect(answers[17]?.status).toBe(204);
  }
  expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
});

test("of 32 changes under one If-Match, one is made and the rest are 412", async () => {
  const acme = await nodes[0].organization();
  const clients = clientsOf(nodes, acme);
  const { body: ann } = await acme.scim("POST", "/Users", person(`ann@${acme.domain}`));
  const answers = await crowd(clients, 32, (scim, i) =>
    scim("PATCH", `/Users/${ann.id}`, patch({ op: "replace", path: "title", value: `${i}` }), { "if-match": 'W/"1"' }),
  );
  expect(statuses(answers)).toEqual({ 200: 1, 412: 31 });
});
