import { afterAll, beforeAll, expect, test } from "vitest";
import { disagreements } from "../support/agreement.ts";
import { patch, person, teamOf } from "../support/bodies.ts";
import { clientsOf, crowd, statuses } from "../support/crowd.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import type { ScimAnswer } from "../support/scim-client.ts";

let nodes: [Muster, Muster];

beforeAll(async () => {
  const first = await startMuster();
  nodes = [first, await startMuster(first)];
});
afterAll(async () => {
  await nodes[1].stop();
  await nodes[0].stop();
});

const CASES = ["Ann", "ann", "ANN", "aNN"];

test.each([2, 32])(
  "of %i POSTs of one userName at once, in different case, one is a 201 and the rest 409",
  async (many) => {
    const acme = await nodes[0].organization();
    const name = (i: number) => `${CASES[i % CASES.length]}@${acme.domain}`;
    const clients = clientsOf(nodes, acme);
    for (let round = 0; round < 5; round++) {
      const answers = await crowd(clients, many, (scim, i) => scim("POST", "/Users", person(`${round}${name(i)}`)));
      expectOneWinner(answers, many);
    }
    expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
  },
);

test.each([2, 32])(
  "of %i POSTs of one displayName at once, in different case, one is a 201 and the rest 409",
  async (many) => {
    const acme = await nodes[0].organization();
    const clients = clientsOf(nodes, acme);
    for (let round = 0; round < 5; round++) {
      const answers = await crowd(clients, many, (scim, i) =>
        scim("POST", "/Groups", teamOf(`${round}${CASES[i % 4]}`)),
      );
      expectOneWinner(answers, many);
    }
    expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
  },
);

test("of 32 users and groups renamed at once to one name, one gets it and the rest keep theirs", async () => {
  const acme = await nodes[0].organization();
  const clients = clientsOf(nodes, acme);
  for (const [path, make, attribute] of [
    ["/Users", (i: number) => person(`u${i}@${acme.domain}`), "userName"],
    ["/Groups", (i: number) => teamOf(`g${i}`), "displayName"],
  ] as const) {
    const made = await crowd(clients, 32, (scim, i) => scim("POST", path, make(i)));
    const value = `chief@${acme.domain}`;
    const answers = await crowd(clients, 32, (scim, i) =>
      scim("PATCH", `${path}/${made[i]?.body.id}`, patch({ op: "replace", path: attribute, value })),
    );
    expect(statuses(answers)).toEqual({ [path === "/Users" ? 200 : 204]: 1, 409: 31 });
    const listed = await acme.scim("GET", `${path}?filter=${attribute} eq "${value}"`);
    expect(listed.body.totalResults).toBe(1);
  }
  expect(await disagreements(nodes[0].sql, acme.orgId)).toEqual([]);
});

function expectOneWinner(answers: readonly ScimAnswer[], many: number): void {
  expect(statuses(answers)).toEqual({ 201: 1, 409: many - 1 });
  const lost = answers.filter(({ status }) => status === 409);
  for (const { body } of lost) expect(body).toMatchObject({ scimType: "uniqueness", status: "409" });
}
