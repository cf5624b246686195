import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";
import { heldConnections, largeGroup, MEMBERS, manyGroups, silentReader } from "./large-group.ts";

let muster: Muster;
let acme: Organization;
let other: Organization;
let group: string;
let small: string;
let member: string;
beforeAll(async () => {
  muster = await startMuster();
  acme = await muster.organization();
  other = await muster.organization();
  await largeGroup(muster, other, { members: 2_001, displayName: "Many" });
  ({ group: small } = await largeGroup(muster, acme, { members: 2_000, displayName: "Small" }));
  ({ group, member } = await largeGroup(muster, acme));
  await manyGroups(muster, acme, group);
});
afterAll(() => muster.stop());

const silent = (path: string) => Promise.all(Array.from({ length: 8 }, () => silentReader(muster, acme, path)));

const within = { timeout: 10_000, interval: 50 };
const allGivenBack = () => vi.waitFor(async () => expect(await heldConnections(muster)).toBe(0), within);

function leave(sockets: readonly Socket[]): void {
  for (const socket of sockets) socket.destroy();
}

async function answeredWithin(milliseconds: number, path: string): Promise<void> {
  const start = performance.now();
  expect((await acme.scim("GET", path)).status).toBe(200);
  expect(performance.now() - start).toBeLessThan(milliseconds);
}

test.each([
  ["a large group", () => `/Groups/${group}`, 2],
  ["a list of groups", () => "/Groups?count=1000", 2],
  ["groups that are searched", () => "/Groups?count=1000&filter=displayName%20co%20%22many%22", 1],
])("8 clients that do not read %s stop nobody else", async (_, path, held) => {
  const sockets = await silent(path());
  await vi.waitFor(async () => expect(await heldConnections(muster)).toBe(held), within);

  await answeredWithin(1_000, `/Users/${member}`);
  await answeredWithin(1_000, `/Groups/${group}?excludedAttributes=members`);
  await answeredWithin(1_000, `/Users?filter=userName eq "many1"`);
  await answeredWithin(1_000, `/Groups?filter=displayName co "large"&excludedAttributes=members`);
  await answeredWithin(1_000, `/Groups/${small}`);
  expect((await fetch(`${muster.address}/readyz`)).status).toBe(200);
  for (const another of ["/Groups?count=1000", '/Groups?filter=displayName co "many"']) {
    expect((await other.scim("GET", another)).body.Resources[0].members).toHaveLength(2_001);
  }

  leave(sockets);
  await allGivenBack();
  const { status, body } = await acme.scim("GET", `/Groups/${group}`);
  expect([status, body.members.length]).toEqual([200, MEMBERS]);
});

test("clients that leave before their answer begins keep no connection", async () => {
  for (const pause of [0, 1, 5, 20, 60]) {
    const sockets = await silent(`/Groups/${group}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
    leave(sockets);
  }
  await allGivenBack();
  expect((await acme.scim("GET", `/Groups/${group}`)).status).toBe(200);
});

test("who has the group already, or asks for one that is not there, keeps no connection", async () => {
  const { headers } = await acme.scim("GET", `/Groups/${group}?attributes=displayName`);
  const tag = headers.get("etag") ?? "";
  for (let i = 0; i < 4; i++) {
    expect((await acme.scim("GET", `/Groups/${group}`, undefined, { "if-none-match": tag })).status).toBe(304);
    expect((await acme.scim("GET", `/Groups/${member}`)).status).toBe(404);
  }
  expect(await heldConnections(muster)).toBe(0);
});

test("a client that takes nothing for half a minute is dropped", { timeout: 90_000 }, async () => {
  const socket = await silentReader(muster, acme, `/Groups/${group}`);
  await vi.waitFor(async () => expect(await heldConnections(muster)).toBe(1), within);
  await vi.waitFor(async () => expect(await heldConnections(muster)).toBe(0), { timeout: 40_000, interval: 250 });
  socket.destroy();
  expect((await acme.scim("GET", `/Groups/${group}`)).status).toBe(200);
});
