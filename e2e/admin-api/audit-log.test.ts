/** The audit log and the start page, as the console reads them. */

import { afterAll, beforeAll, expect, test } from "vitest";
import type { OrgId } from "../../src/db/ids.ts";
import { person } from "../support/bodies.ts";
import { type ConsoleClient, setUpClient } from "../support/console-client.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";

let muster: Muster;
let acme: Organization & { domain: string };
let client: ConsoleClient;

beforeAll(async () => {
  muster = await startMuster();
  acme = await muster.organization();
  client = await setUpClient(muster, acme.orgId, `dana@${acme.domain}`);
});
afterAll(() => muster.stop());

interface Page {
  readonly entries: { id: string; sentence: string; type: string; actor: object; lines: string[] }[];
  readonly next: string | null;
  readonly previous: string | null;
}

async function log(query = "", as = client): Promise<Page> {
  const { status, body } = await as("GET", `/audit-log?${query}`);
  expect([status, body]).toEqual([200, body]);
  return body;
}
const sentences = ({ entries }: Page) => entries.map(({ sentence }) => sentence);

test("what people and the command line did is told with from where, and what was before and after", async () => {
  await acme.scim("POST", "/Users", person(`ann@${acme.domain}`));
  await client("PUT", "/scim/send-email-invites", { on: false });
  await client("POST", "/scim/domains", { domains: ["more.example"] });
  const page = await log();
  expect(page.entries[0]).toMatchObject({
    sentence: "Dana Whitfield added the domain more.example",
    type: "domain",
    actor: { kind: "person", name: "Dana Whitfield", address: "127.0.0.1", userId: expect.any(String) },
    lines: ["domain: - → more.example"],
  });
  expect(page.entries[1]).toMatchObject({
    sentence: "Dana Whitfield turned email invites off",
    lines: [expect.stringMatching(/invites: yes → no/i)],
  });
  expect(sentences(page)).toContainEqual(expect.stringContaining("tester (command line) generated a SCIM token"));
  expect(sentences(page).join()).not.toContain(`ann@`);
  expect(JSON.stringify(page)).not.toContain(acme.token);
});

test("filters tell who, what and when; pages lead to the end and back", async () => {
  expect(sentences(await log("actor=person&type=domain"))).toEqual(["Dana Whitfield added the domain more.example"]);
  expect(sentences(await log("actor=command line&type=token"))).toHaveLength(1);
  expect((await log("actor=whitf")).entries.length).toBeGreaterThan(1);
  expect(sentences(await log("actor=nobody"))).toEqual([]);
  expect(sentences(await log("about=more.example"))).toEqual(["Dana Whitfield added the domain more.example"]);
  expect(sentences(await log(`to=${new Date(0).toISOString()}`))).toEqual([]);
  const all = sentences(await log());
  const seen: string[][] = [];
  let page = await log("limit=2");
  for (; ; page = await log(`limit=2&cursor=${page.next}`)) {
    seen.push(sentences(page));
    if (page.next === null) break;
  }
  expect(seen.flat()).toEqual(all);
  const back = [sentences(page)];
  while (page.previous !== null) {
    page = await log(`limit=2&cursor=${page.previous}`);
    back.unshift(sentences(page));
  }
  expect(back).toEqual(seen);
});

test("it is exported whole, and nothing in it is a formula", async () => {
  await acme.scim("POST", "/Users", person(`ann2@${acme.domain}`));
  await muster.sql`
    insert into changes (org_id, actor, resource_type, resource_id, op, after)
    values (${acme.orgId}, '{"kind": "person", "name": "=1+1", "address": "203.0.113.9"}', 'domain', uuidv7(), 'add',
      '{"domain": "formula.example"}')`;
  const answer = await fetch(`${muster.address}/api/audit-log/export?actor=person`, {
    headers: { cookie: client.cookie },
  });
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toMatch(/audit-log-\d{4}-\d\d-\d\d\.csv"$/);
  const [titles, first, ...rest] = (await answer.text()).replace("\uFEFF", "").trim().split("\n");
  expect(titles).toBe("time,by,name,from,what,type,operation,id,changed");
  expect(first).toMatch(
    /,"person","'=1\+1","203\.0\.113\.9","'=1\+1 added the domain formula\.example","domain","add",/,
  );
  expect(rest.join("\n")).toContain("Dana Whitfield turned email invites off");
  expect(rest.join("\n")).not.toContain("command line");
  expect(rest.join("\n")).not.toContain("ann2@");
});

test("among many changes by the identity provider those by people are found by their own index", async () => {
  await muster.sql`
    insert into changes (org_id, id, actor, resource_type, resource_id, op)
    select ${acme.orgId}, uuidv7(), '{"kind": "connection"}', 'user', uuidv7(), 'update' from generate_series(1, 20000)`;
  await muster.sql`analyze changes`;
  const plan = await muster.sql.unsafe(
    `explain select c.id from changes c where c.org_id = '${acme.orgId}' and c.actor ->> 'kind' <> 'connection'
      order by c.id desc limit 51`,
  );
  expect(JSON.stringify(plan)).toContain("changes_not_by_connection");
  expect((await log()).entries.length).toBeLessThan(20);
});

test("nothing of another organization is in it", async () => {
  const other = await muster.organization();
  const theirs = await setUpClient(muster, other.orgId, `olga@${other.domain}`, "Olga Petrova");
  const { entries } = await log();
  const [oldest] = entries.slice(-1);
  expect(sentences(await log("about=more.example", theirs))).toEqual([]);
  expect(sentences(await log(`cursor=newer.${oldest?.id}`, theirs)).join()).not.toContain("Dana");
});

test("the start page tells how it stands and what to do next", async () => {
  const [{ id }] = await muster.sql<[{ id: OrgId }]>`
    insert into organizations (short_name, name) values ('start', 'Start') returning id`;
  const dana = await setUpClient(muster, id, "dana@start.example");
  const overview = async () => (await dana("GET", "/overview")).body;
  expect(await overview()).toMatchObject({
    state: "not set up",
    people: 1,
    next: ["add a domain", "add a second Organization Admin"],
  });
  await dana("POST", "/scim/domains", { domains: ["start.example"] });
  expect((await overview()).next).toEqual(["wait for the first request", "add a second Organization Admin"]);
  await acme.scim("POST", "/Users", person("eve@elsewhere.example"));
  await Promise.all([muster.requestLog.flush(), muster.lastUse.flush()]);
  const { body } = await client("GET", "/overview");
  expect(body).toMatchObject({ state: "on", refused: 1, lastRequestAt: expect.any(String) });
  expect(body.next).toEqual(["look at refusals", "add a second Organization Admin"]);
  expect(body.refusals).toMatchObject([{ domain: "elsewhere.example", fix: expect.stringContaining("Add it under") }]);
});
