/** The Activity page, as the console reads it: the log of requests, one of them, "why isn't … here?", the chart. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { person } from "../support/bodies.ts";
import { type ConsoleClient, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";
import { writtenByTest } from "../support/secrets.ts";

let muster: Muster;
let scim: ScimClient;
let client: ConsoleClient;
let domain: string;
let token: string;

const OKTA = { "user-agent": "Okta SCIM Client 1.0.0" };

beforeAll(async () => {
  muster = await startMuster();
  const organization = await muster.organization();
  domain = organization.domain;
  token = organization.token;
  scim = (method, path, body, headers) => organization.scim(method, path, body, { ...OKTA, ...headers });
  client = await setUpClient(muster, organization.orgId, `dana@${domain}`);
});
afterAll(() => muster.stop());

async function log(query = ""): Promise<Awaited<ReturnType<ConsoleClient>>["body"]> {
  await muster.requestLog.flush();
  const { status, body } = await client("GET", `/activity/requests?${query}`);
  expect([status, body]).toEqual([200, body]);
  return body;
}
const texts = (page: { lines: { text: string }[] }) => page.lines.map(({ text }) => text);

test("changes and refusals are told in sentences, look-ups counted; filters tell the rest", async () => {
  await scim("POST", "/Users", person(`ann@${domain}`, { displayName: "Ann Lee" }));
  for (const name of ["bo", "cy", "di", "ed"]) await scim("POST", "/Users", person(`${name}@${domain}`));
  await scim("POST", "/Users", person("eve@elsewhere.example"));
  await scim("GET", "/Users?count=1");
  const page = await log();
  expect(texts(page)).toEqual([
    "eve@elsewhere.example was refused: elsewhere.example is not one of your domains",
    `Okta created ed@${domain}, di@${domain} and 3 others`,
  ]);
  expect(page).toMatchObject({ next: null, previous: null, providers: ["Okta"], untold: { lookUps: 1, unchanged: 0 } });
  const [refused, created] = page.lines;
  expect(refused).toMatchObject({
    outcome: "refused",
    status: 403,
    count: 1,
    first: [],
    names: ["eve@elsewhere.example"],
    domain: "elsewhere.example",
    fix: "Add it under SCIM Users Provisioning, or leave them out in Okta.",
  });
  expect(created).toMatchObject({
    outcome: "changed",
    method: "POST",
    count: 5,
    names: [`ed@${domain}`, `di@${domain}`],
  });
  expect(created.first.map(({ text }: { text: string }) => text).at(-1)).toBe(`Okta created Ann Lee (ann@${domain})`);

  expect(texts(await log("outcome=refused"))).toEqual([refused.text]);
  expect(texts(await log("outcome=changed"))).toEqual([created.text]);
  expect(texts(await log("outcome=read"))).toEqual([expect.stringContaining("read")]);
  expect((await log("outcome=all")).lines).toHaveLength(3);
  expect(texts(await log("about=Ann Lee"))).toEqual([`Okta created Ann Lee (ann@${domain})`]);
  expect(texts(await log("about=lee"))).toEqual([`Okta created Ann Lee (ann@${domain})`]);
  expect(texts(await log("provider=Entra ID"))).toEqual([]);
  expect((await log("provider=Okta")).lines).toHaveLength(2);
  expect(texts(await log(`to=${new Date(0).toISOString()}`))).toEqual([]);
  expect((await log(`from=${new Date(Date.now() - 60_000).toISOString()}`)).lines).toHaveLength(2);
});

test("pages lead to the end and back to the beginning, with the same lines", async () => {
  const seen: string[][] = [];
  let page = await log("outcome=all&limit=1");
  for (; ; page = await log(`outcome=all&limit=1&cursor=${page.next}`)) {
    seen.push(texts(page));
    if (page.next === null) break;
  }
  expect(seen.flat()).toEqual(texts(await log("outcome=all")));
  const back = [texts(page)];
  while (page.previous !== null) {
    page = await log(`outcome=all&limit=1&cursor=${page.previous}`);
    back.unshift(texts(page));
  }
  expect(back).toEqual(seen);
  expect((await client("GET", "/activity/requests?cursor=nonsense")).status).toBe(400);
});

test("a request opens to what was sent, answered and changed, without secrets", async () => {
  writtenByTest(token);
  const { body: fay } = await scim("POST", "/Users", {
    ...person(`fay@${domain}`, { displayName: "Fay Roy" }),
    password: "hunter2hunter2",
    title: `x ${token}`,
  });
  const { body: crew } = await scim("POST", "/Groups", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    displayName: "Crew",
    members: [{ value: fay.id }],
  });
  await scim("DELETE", `/Users/${fay.id}`);
  const { lines } = await log("outcome=changed");
  const opened = await Promise.all(
    lines.slice(0, 3).map(async ({ id }: { id: string }) => (await client("GET", `/activity/requests/${id}`)).body),
  );
  const [deleted, grouped, created] = opened;
  expect(deleted).toMatchObject({
    method: "DELETE",
    status: 204,
    text: `Okta deleted Fay Roy (fay@${domain})`,
    answer: null,
  });
  expect(deleted.resource).toEqual({ type: "user", id: fay.id, name: "Fay Roy", deleted: true });
  expect(deleted.changes.map(({ sentence }: { sentence: string }) => sentence).sort()).toEqual([
    `Okta deleted Fay Roy (fay@${domain})`,
    "Okta removed Fay Roy from Crew",
  ]);
  expect(grouped.resource).toMatchObject({ type: "group", id: crew.id });
  expect(created).toMatchObject({ address: "127.0.0.1", client: OKTA["user-agent"], path: "/scim/v2/Users" });
  expect(created.durationMs).toBeGreaterThan(0);
  expect(JSON.parse(created.body)).toMatchObject({ password: "(removed)", displayName: "Fay Roy" });
  expect(created.changes[0].lines).toContain("display name: - → Fay Roy");
  expect(created.changes[0].lines).toContain("title: - → x muster_scim_(removed)");
  const [refusal] = (await log("outcome=refused")).lines;
  const { answer } = (await client("GET", `/activity/requests/${refusal.id}`)).body;
  expect(JSON.parse(answer)).toMatchObject({ status: "403", detail: expect.stringContaining("elsewhere.example") });
  expect(JSON.stringify(opened)).not.toMatch(/hunter2/);
  expect(JSON.stringify(opened)).not.toContain(token);
});

test("who is not here is answered for, with ways on", async () => {
  const why = async (about: string) => (await client("GET", `/activity/why?about=${encodeURIComponent(about)}`)).body;
  const ann = await why("ann lee");
  expect(ann).toMatchObject({ kind: "active", users: [{ name: "Ann Lee", address: `ann@${domain}`, deleted: false }] });
  const fay = await why("Fay Roy");
  expect(fay).toMatchObject({ kind: "deleted", users: [{ deleted: true }] });
  const eve = await why("eve@elsewhere.example");
  expect(eve).toMatchObject({ kind: "refused", users: [], refusal: { domain: "elsewhere.example" } });
  expect((await client("GET", `/activity/requests/${eve.refusal.id}`)).body.status).toBe(403);
  expect(await why("crew")).toMatchObject({
    kind: "group",
    group: { name: "Crew" },
    sentences: ["Crew is a group, and it is here."],
  });
  expect((await why("nobody@example.net")).kind).toBe("never sent");
  for (const answer of [ann, fay, eve]) expect(answer.sentences.join()).not.toContain("./muster");
});

test("the chart counts requests and refusals", async () => {
  await muster.requestLog.flush();
  const { body } = await client("GET", "/activity/chart");
  expect(body).toMatchObject({ barMinutes: 15, refused: 1 });
  expect(body.bars.at(-1).requests + body.bars.at(-2).requests).toBe(body.requests);
  const [from, to] = [Date.now() - 90 * 86_400_000, Date.now()].map((at) => new Date(at).toISOString());
  const quarter = (await client("GET", `/activity/chart?from=${from}&to=${to}`)).body;
  expect(quarter).toMatchObject({ barMinutes: 24 * 60, requests: body.requests });
  expect((await client("GET", `/activity/chart?from=${to}&to=${from}`)).status).toBe(400);
});

test("a quarter of an hour that is over is counted once, and remembered", async () => {
  const other = await muster.organization();
  const theirs = await setUpClient(muster, other.orgId, `otto@${other.domain}`);
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status)
    select org_id, overlay(uuidv7_at(at)::text placing '7000-8000' from 15)::uuid, id, at, 'GET', '/', 500
    from connections, (select now() - interval '3 hours' as at) as ago where org_id = ${other.orgId}`;
  const before = async () => {
    const [from, to] = [10, 1].map((hours) => new Date(Date.now() - hours * 3_600_000).toISOString());
    const { requests, refused } = (await theirs("GET", `/activity/chart?from=${from}&to=${to}`)).body;
    return [requests, refused];
  };
  expect(await before()).toEqual([1, 1]);
  await muster.sql`delete from requests where org_id = ${other.orgId}`;
  expect(await before()).toEqual([1, 1]);
});

test("nothing of another organization is shown, asked by filter, by id or in the chart", async () => {
  const other = await muster.organization();
  const theirs = await setUpClient(muster, other.orgId, `olga@${other.domain}`);
  const { lines } = await log();
  expect((await theirs("GET", `/activity/requests/${lines[0].id}`)).status).toBe(404);
  expect((await theirs("GET", "/activity/requests/nonsense")).status).toBe(404);
  expect((await theirs("GET", `/activity/requests?outcome=all&about=ann@${domain}`)).body.lines).toEqual([]);
  expect((await theirs("GET", `/activity/requests?cursor=older.${lines[0].id}`)).body.lines).toEqual([]);
  expect((await theirs("GET", "/activity/chart")).body.requests).toBe(0);
  expect((await theirs("GET", `/activity/why?about=ann@${domain}`)).body).toMatchObject({
    kind: "never sent",
    users: [],
  });
});
