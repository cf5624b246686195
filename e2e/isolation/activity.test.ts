/** What explains the logs tells nothing of another organization, also where that one's ids and names are asked about. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { whomNames } from "../../src/activity/about.ts";
import { followRequests } from "../../src/activity/follow.ts";
import { listChanges } from "../../src/activity/list-changes.ts";
import { listRequests } from "../../src/activity/list-requests.ts";
import { readLog } from "../../src/activity/read-log.ts";
import { why } from "../../src/activity/why.ts";
import { connect, type Sql } from "../../src/db/connect.ts";
import { add, NOBODY, patch, person, team } from "../support/bodies.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";

let muster: Muster;
let sql: Sql;
let acme: Organization;
let bees: Organization;
/** All that may be asked about: Bees' own, and words of equal length that nobody has. */
const asked: [theirs: string, nobodys: string][] = [];

beforeAll(async () => {
  muster = await startMuster();
  sql = connect(muster.database.connection, { max: 2 });
  acme = await muster.organization("acme.example");
  bees = await muster.organization("bees.example");
  const about = { displayName: "Bea Lind", externalId: "ext-b", emails: [{ value: "lind@bees.example" }] };
  const bea = (await bees.scim("POST", "/Users", person("bea@bees.example", about))).body.id;
  const gone = (await bees.scim("POST", "/Users", person("ben@bees.example"))).body.id;
  const crew = (await bees.scim("POST", "/Groups", team("Bee Crew", { members: [{ value: bea }] }))).body.id;
  await bees.scim("DELETE", `/Users/${gone}`);
  await bees.scim("POST", "/Users", person("bob@wasp.example"));

  const mine = (await acme.scim("POST", "/Groups", team("Mine"))).body.id;
  for (const id of [bea, gone, NOBODY]) {
    await acme.scim("GET", `/Users/${id}`);
    await acme.scim("PATCH", `/Groups/${mine}`, patch(add([id])));
    await acme.scim("GET", `/Groups?filter=id eq "${crew}" and members eq "${id}"`);
  }
  await Promise.all([muster.requestLog.flush(), muster.lastUse.flush()]);
  asked.push(
    ["bea@bees.example", "zea@zees.example"],
    ["beb@bees.example", "zeb@zees.example"],
    ["lind@bees.example", "lind@zees.example"],
    ["Bea Lind", "Zea Lind"],
    ["ext-b", "ext-z"],
    ["Bee Crew", "Zee Crew"],
    ["ben@bees.example", "zen@zees.example"],
    ["bob@wasp.example", "bob@zasp.example"],
    ["bees.example", "zees.example"],
  );
}, 60_000);
afterAll(async () => {
  await sql?.end({ timeout: 1 });
  await muster?.stop();
});

const reader = () => ({ id: acme.orgId, shortName: "acme" });
const NAMES = /bees\.example|Bea|Lind|Bee Crew|wasp/;

/** All that Acme is told about `text`. */
async function toldOf(text: string): Promise<string> {
  const about = await whomNames(sql, acme.orgId, text);
  const told = [
    about.ids,
    await why(sql, reader(), text),
    await listRequests(sql, reader(), { about, limit: 50 }),
    await listRequests(sql, reader(), { about, refused: true, limit: 50 }),
    await listChanges(sql, acme.orgId, { about, limit: 50, whole: true }),
  ];
  return JSON.stringify(told).replaceAll(text, "{asked}");
}

test("asked about another organization's people and groups, it answers as about what nobody has", async () => {
  for (const [theirs, nobodys] of asked) expect(await toldOf(theirs), theirs).toBe(await toldOf(nobodys));
});

test("the same questions are answered to the organization itself", async () => {
  for (const [theirs] of asked.slice(0, -1)) {
    const { kind } = await why(sql, { id: bees.orgId, shortName: "bees" }, theirs);
    expect(kind, theirs).not.toBe("never sent");
  }
});

test("requests that bear another organization's ids are told without its names, and logs hold nothing of it", async () => {
  const { requests } = await listRequests(sql, reader(), { limit: 100 });
  expect(requests.length).toBeGreaterThanOrEqual(9);
  const { lines } = await readLog(sql, reader(), { limit: 100 });
  const { changes } = await listChanges(sql, acme.orgId, { limit: 100, whole: true });
  expect(JSON.stringify([requests, lines, changes])).not.toMatch(NAMES);
  expect(requests.map(({ sentence }) => sentence.text)).toContainEqual(
    expect.stringMatching(/ asked for a user \(id \S+\), who is not there$/),
  );
});

test("following shows nothing of another organization", async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const begun = Promise.withResolvers<void>();
  const following = (async () => {
    const ready = () => begun.resolve();
    for await (const batch of followRequests(sql, reader(), {}, stop.signal, { ready }))
      seen.push(...batch.map(({ path }) => path));
  })();
  await begun.promise;
  await bees.scim("POST", "/Users", person("late@bees.example"));
  await acme.scim("GET", "/Users?count=7");
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBeGreaterThan(0);
  stop.abort();
  await following;
  expect(seen).toEqual(["/scim/v2/Users?count=7"]);
});
