/** What only looked something up, or changed nothing, is counted beside a page of the log instead of told. */

import { beforeAll, expect, test } from "vitest";
import { readLog } from "../../src/activity/read-log.ts";
import type { RequestId } from "../../src/db/ids.ts";
import { patch, person, SEARCH_REQUEST } from "../support/bodies.ts";
import { telling } from "./telling.ts";

const { okta, muster, orgId, reader, sql } = await telling();
const LOOK_UPS = 6;

beforeAll(async () => {
  const { id } = (await okta("POST", "/Users", person("ann@example.com"))).body;
  await okta("GET", "/ServiceProviderConfig");
  await okta("GET", `/Users/${id}`);
  await okta("HEAD", `/Users/${id}`);
  const title = patch({ op: "replace", path: "title", value: "x" });
  for (let n = 0; n < 2; n++) await okta("PATCH", `/Users/${id}`, title);
  await okta("POST", "/Users/.search", { schemas: [SEARCH_REQUEST], filter: 'userName eq "x"' });
  await okta("GET", '/Users?filter=userName eq "bob@example.org"');
  await okta("POST", "/Users", person("bob@example.org"));
  await okta("GET", "/Groups?count=1");
  await okta("GET", "/Users/none");
  await muster.requestLog.flush();
}, 60_000);

const page = async (limit: number, after?: RequestId) => {
  const { lines, untold, counted, next } = await readLog(sql, reader, { limit, after, withoutLookUps: true });
  return { told: lines.map(({ text }) => text), untold, counted, next };
};

test("what changed something or was refused is told, the rest counted, look-ups by themselves", async () => {
  expect(await page(50)).toEqual({
    told: [
      "Okta asked for a user (id none), who is not there",
      "bob@example.org was refused: example.org is not one of your domains",
      "Okta set ann@example.com's title to x",
      "Okta created ann@example.com",
    ],
    untold: { lookUps: LOOK_UPS, unchanged: 1 },
    counted: [],
    next: undefined,
  });
  expect((await readLog(sql, reader, { limit: 50 })).untold).toEqual({ lookUps: 0, unchanged: 0 });
});

test("pages count what is theirs: together all of it, and nothing twice", async () => {
  const all = { told: 0, lookUps: 0, unchanged: 0 };
  let after: RequestId | undefined;
  do {
    const { told, untold, next } = await page(1, after);
    expect(told.length).toBeLessThanOrEqual(1);
    all.told += told.length;
    all.lookUps += untold.lookUps;
    all.unchanged += untold.unchanged;
    after = next;
  } while (after !== undefined);
  expect(all).toEqual({ told: 4, lookUps: LOOK_UPS, unchanged: 1 });
});

test("what came too fast to be kept is counted with the rest, but for refusals", async () => {
  await muster.sql`
    insert into request_counts (org_id, minute, connection_id, method, resource_type, status, count)
    select org_id, date_trunc('minute', now()), id, c.method, 'user', c.code, 10
    from connections, (values ('GET', 200), ('POST', 200), ('PATCH', 200), ('GET', 404)) as c (method, code)
    where org_id = ${orgId}`;
  const { untold, counted } = await page(50);
  expect(untold).toEqual({ lookUps: LOOK_UPS + 20, unchanged: 11 });
  expect(counted.map(({ text }) => text)).toEqual(["and 10 more refused reads of users in this minute, counted only"]);
});

test("of a page no more than 20,000 requests are looked through; it goes on behind them", async () => {
  await muster.sql`delete from request_counts where org_id = ${orgId}`;
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status)
    select org_id, uuidv7(), id, now(), 'GET', '/scim/v2/Schemas', 200
    from connections, generate_series(1, 20000) where org_id = ${orgId}`;
  const first = await page(50);
  expect([first.told, first.untold.lookUps]).toEqual([[], 20_000]);
  expect(first.next).toBeDefined();
  const second = await page(50, first.next);
  expect([second.told.length, second.untold.lookUps, second.next]).toEqual([4, LOOK_UPS, undefined]);
});
