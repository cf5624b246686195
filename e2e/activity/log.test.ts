/** Issue 4: the log as people read it: pages, folded runs, what was only counted, about somebody, as it grows. */

import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { whomNames } from "../../src/activity/about.ts";
import { followRequests } from "../../src/activity/follow.ts";
import { type ExplainedRequest, listRequests } from "../../src/activity/list-requests.ts";
import { readLog } from "../../src/activity/read-log.ts";
import { newId, type RequestId } from "../../src/db/ids.ts";
import { add, patch, person, remove, team } from "../support/bodies.ts";
import { telling } from "./telling.ts";

const { okta, latest, muster, orgId, reader, sql } = await telling();
let ann = "";
let sales = "";

beforeAll(async () => {
  ann = (await okta("POST", "/Users", person("ann@example.com", { displayName: "Ann Smith" }))).body.id;
  sales = (await okta("POST", "/Groups", team("Sales", { members: [{ value: ann }] }))).body.id;
  for (let n = 1; n <= 6; n++) {
    await okta("GET", `/Users?filter=userName eq "n${n}@example.com"`);
    await okta("POST", "/Users", person(`n${n}@example.com`));
  }
  for (let n = 1; n <= 4; n++) await okta("POST", "/Users", person(`n${n}@example.org`));
  await okta("PATCH", `/Users/${ann}`, patch({ op: "replace", path: "title", value: "x" }));
  await muster.requestLog.flush();
}, 60_000);

const texts = (requests: readonly ExplainedRequest[]) => requests.map(({ sentence }) => sentence.text);
const about = async (text: string, more = {}) =>
  texts((await listRequests(sql, reader, { about: await whomNames(sql, orgId, text), limit: 50, ...more })).requests);

test("runs of like requests are one line, the newest first", async () => {
  const { lines, next } = await readLog(sql, reader, { limit: 50 });
  expect(lines.map(({ text }) => text)).toEqual([
    "Okta set Ann Smith's title to x",
    "n4@example.org, n3@example.org and 2 others were refused: example.org is not one of your domains",
    "Okta created n6@example.com, n5@example.com and 5 others",
    "Okta looked for n6@example.com, n5@example.com and 4 others: not there",
    "Okta created the group Sales with 1 member",
  ]);
  expect(next).toBeUndefined();
  expect(lines[1]).toMatchObject({ refused: true, fix: expect.stringContaining("domain add acme example.org") });
});

test("pages of lines follow each other without a gap, whatever their size", async () => {
  const whole = (await readLog(sql, reader, { limit: 50 })).lines.flatMap(({ requests }) =>
    requests.map(({ id }) => id),
  );
  for (const limit of [1, 2, 3]) {
    const seen: string[] = [];
    let after: RequestId | undefined;
    do {
      const page = await readLog(sql, reader, { limit, after });
      expect(page.lines.length).toBeLessThanOrEqual(limit);
      seen.push(...page.lines.flatMap(({ requests }) => requests.map(({ id }) => id)));
      after = page.next;
    } while (after !== undefined);
    expect(seen.toSorted()).toEqual(whole.toSorted());
  }
});

test("pages of requests, refusals only, a stretch of time", async () => {
  const first = await listRequests(sql, reader, { limit: 3 });
  const second = await listRequests(sql, reader, { limit: 50, after: first.next });
  expect([first.requests.length, second.requests.length, second.next]).toEqual([3, 16, undefined]);
  expect(texts((await listRequests(sql, reader, { limit: 50, refused: true })).requests)).toHaveLength(4);
  const [middle] = second.requests;
  const since = await listRequests(sql, reader, { limit: 50, since: middle?.at });
  const until = await listRequests(sql, reader, { limit: 50, until: middle?.at });
  expect([since.requests.length, until.requests.length]).toEqual([4, 15]);
});

test("about a person: by address, name or id; changes, refusals, look-ups and no others", async () => {
  const told = [
    "Okta set Ann Smith's title to x",
    "Okta created the group Sales with 1 member",
    "Okta created Ann Smith (ann@example.com)",
  ];
  for (const text of ["ann@example.com", "Ann Smith", ann]) expect(await about(text)).toEqual(told);
  expect(await about("n2@example.com")).toEqual([
    "Okta created n2@example.com",
    "Okta looked for n2@example.com: not there",
  ]);
  expect(await about("n2@example.org")).toEqual(["n2@example.org was refused: example.org is not one of your domains"]);
  expect(await about("example.org", { refused: true })).toHaveLength(4);
  expect(await about("nobody@example.com")).toEqual([]);
});

test("about a group, and about a path; page after page", async () => {
  expect(await about("sales")).toEqual(["Okta created the group Sales with 1 member"]);
  await okta("GET", `/Groups/${sales}?excludedAttributes=members`);
  expect((await latest({ limit: 1 }))[0]?.sentence.text).toBe("Okta read the group Sales");
  expect(await about("Sales")).toEqual(["Okta read the group Sales", "Okta created the group Sales with 1 member"]);
  expect(await about("/Groups/")).toEqual(["Okta read the group Sales"]);
  const whom = await whomNames(sql, orgId, "Sales");
  const { requests, next } = await listRequests(sql, reader, { about: whom, limit: 1 });
  const rest = await listRequests(sql, reader, { about: whom, limit: 1, after: next });
  expect([...texts(requests), ...texts(rest.requests)]).toEqual(await about("Sales"));
});

test("about a person: into which groups and out of which, however long ago while still a member", async () => {
  const eve = (await okta("POST", "/Users", person("eve@example.com"))).body.id;
  const crews: string[] = [];
  for (const name of ["Crew A", "Crew B"]) crews.push((await okta("POST", "/Groups", team(name))).body.id);
  for (const crew of crews) await okta("PATCH", `/Groups/${crew}`, patch(add([eve])));
  await okta("PATCH", `/Groups/${crews[1]}`, patch(remove([eve])));
  await okta("PATCH", `/Groups/${crews[1]}`, patch(add([ann])));
  const moved = ["Okta added eve@example.com to Crew A", "Okta created eve@example.com"];
  const told = ["Okta removed eve@example.com from Crew B", "Okta added eve@example.com to Crew B", ...moved];
  expect(await about("eve@example.com")).toEqual(told);
  expect(await about("eve@example.com", { limit: 2 })).toEqual(told.slice(0, 2));
  expect(await about("eve@example.com", { until: new Date(Date.now() - 3_600_000) })).toEqual([]);
  await muster.sql`
    insert into changes (org_id, actor, resource_type, resource_id, op)
    select ${orgId}, '{"kind":"job"}', 'organization', ${orgId}, 'update' from generate_series(1, 20000)`;
  expect(await about("eve@example.com")).toEqual(moved);
});

test("what came too fast is a line of its own, on one page only", async () => {
  const other = await muster.organization();
  const them = { id: other.orgId, shortName: "other" };
  await Promise.all(Array.from({ length: 60 }, () => other.scim("GET", "/Users?count=1")));
  await muster.requestLog.flush();
  const { lines, counted } = await readLog(sql, them, { limit: 50 });
  const kept = lines.reduce((sum, { requests }) => sum + requests.length, 0);
  expect(kept + counted.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  expect(counted[0]?.text).toMatch(/^and \d+ more reads of users in this minute, counted only$/);
  expect((await readLog(sql, them, { limit: 50, refused: true })).counted).toEqual([]);
  const all = (await listRequests(sql, them, { limit: 50 })).requests;
  expect((await readLog(sql, them, { limit: 50, after: all.at(-1)?.id })).counted).toEqual([]);
});

test("more counts than a page shows are said to be more", async () => {
  const { orgId: id } = await muster.organization();
  await muster.sql`
    insert into request_counts (org_id, minute, connection_id, method, resource_type, status, count)
    select org_id, date_trunc('minute', now()) - n * interval '1 minute', id, 'GET', 'user', 200, 3
    from connections, generate_series(1, 1001) n where org_id = ${id}`;
  const { counted } = await readLog(sql, { id, shortName: "other" }, { limit: 50 });
  expect(counted).toHaveLength(1_000);
  expect(counted.at(-1)?.text).toMatch(/counted only; earlier ones are not shown/);
  expect(counted.at(-2)?.text).toMatch(/counted only$/);
});

test("following misses none: also a write that lands after later ones, and a batch", async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const begun = Promise.withResolvers<void>();
  const following = (async () => {
    const ready = () => begun.resolve();
    for await (const batch of followRequests(sql, reader, {}, stop.signal, { ready })) seen.push(...texts(batch));
  })();
  await begun.promise;
  const early = newId<RequestId>();
  await okta("POST", "/Users", person("first@example.com"));
  await sleep(1_500);
  // As a write that waited for another: its id is from before.
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status)
    select org_id, ${early}::uuid, id, now(), 'GET', '/scim/v2/Schemas', 200 from connections where org_id = ${orgId}`;
  await okta("GET", "/ServiceProviderConfig");
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(3);
  await sleep(1_500);
  stop.abort();
  await following;
  expect(seen.toSorted()).toEqual([
    "Okta asked what this server can do",
    "Okta created first@example.com",
    "The identity provider asked which attributes users and groups have",
  ]);
});

test("following somebody shows what is about this person only, though nobody of that name was there before", async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const begun = Promise.withResolvers<void>();
  const following = (async () => {
    const ready = () => begun.resolve();
    for await (const batch of followRequests(sql, reader, { about: "una@example.com" }, stop.signal, { ready })) {
      seen.push(...texts(batch));
    }
  })();
  await begun.promise;
  await okta("POST", "/Users", person("other@example.com"));
  await okta("GET", '/Users?filter=userName eq "una@example.com"');
  const { body } = await okta("POST", "/Users", person("una@example.com", { displayName: "Una May" }));
  await okta("PATCH", `/Users/${body.id}`, patch({ op: "replace", path: "title", value: "x" }));
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(3);
  stop.abort();
  await following;
  expect(seen.toSorted()).toEqual([
    "Okta created Una May (una@example.com)",
    "Okta looked for una@example.com: not there",
    "Okta set Una May's title to x",
  ]);
});

test("following is no matter of the command's clock, and says when the database goes and comes back", async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const said: string[] = [];
  let away = false;
  const failing = ((...args: Parameters<typeof sql>) =>
    away ? Promise.reject(Object.assign(new Error("gone"), { code: "ECONNREFUSED" })) : sql(...args)) as typeof sql;
  const begun = Promise.withResolvers<void>();
  const following = (async () => {
    const notices = { ready: () => begun.resolve(), away: () => said.push("away"), back: () => said.push("back") };
    for await (const batch of followRequests(failing, reader, {}, stop.signal, notices)) seen.push(...texts(batch));
  })();
  await begun.promise;
  // As a server whose clock is a minute behind gives its ids.
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status)
    select org_id, uuidv7_at(now() - interval '1 minute'), id, now(), 'GET', '/scim/v2/Schemas', 200
    from connections where org_id = ${orgId}`;
  await sleep(1_500);
  away = true;
  await expect.poll(() => said, { timeout: 10_000 }).toEqual(["away"]);
  await sleep(2_500);
  away = false;
  await expect.poll(() => said, { timeout: 10_000 }).toEqual(["away", "back"]);
  await expect
    .poll(() => seen, { timeout: 20_000 })
    .toEqual(["The identity provider asked which attributes users and groups have"]);
  stop.abort();
  await following;
}, 60_000);
