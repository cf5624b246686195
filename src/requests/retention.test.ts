import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { dropOldRequests } from "./retention.ts";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.connection);
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.stop();
});

async function organization(name: string, days: number): Promise<OrgId> {
  const [{ id }] = await database.sql<[{ id: OrgId }]>`
    insert into organizations (short_name, name, request_retention_days) values (${name}, ${name}, ${days}) returning id`;
  return id;
}

async function makeDay(ago: number): Promise<void> {
  await database.sql.unsafe(`do $$
    declare day date := (now() at time zone 'UTC')::date - ${ago};
    begin
      execute format('create table %I partition of requests for values from (%L) to (%L)',
        'requests_' || to_char(day, 'YYYYMMDD'), uuidv7_of_day(day), uuidv7_of_day(day + 1));
    end $$`);
}

/** A request, and a count, of so many days ago. */
async function insertAgo(orgId: OrgId, ago: number, times = 1): Promise<void> {
  await database.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status)
    select ${orgId}, uuidv7(make_interval(days => -${ago}::integer)), uuidv7(), now(), 'GET', ${String(ago)}, 200
    from generate_series(1, ${times}::integer)`;
  await database.sql`
    insert into request_counts (org_id, minute, connection_id, method, resource_type, status, count)
    values (${orgId}, date_trunc('minute', now() - make_interval(days => ${ago}::integer)), uuidv7(), 'GET', '', 200, 1)`;
}

async function ages(orgId: OrgId): Promise<object> {
  const requests = await database.sql<{ path: string }[]>`
    select distinct path from requests where org_id = ${orgId} order by path`;
  const counts = await database.sql<{ ago: string }[]>`
    select ((now() at time zone 'UTC')::date - (minute at time zone 'UTC')::date)::text as ago
    from request_counts where org_id = ${orgId} order by 1`;
  return { requests: requests.map(({ path }) => path), counts: counts.map(({ ago }) => ago) };
}

test("each organization's requests go after its own days, and a day that nobody keeps as a whole", async () => {
  const [brief, long] = [await organization("brief", 2), await organization("long", 5)];
  for (const ago of [0, 2, 3, 5, 6]) await makeDay(ago);
  for (const ago of [0, 2, 3, 5, 6, 7]) {
    await insertAgo(brief, ago);
    await insertAgo(long, ago);
  }
  // More than one statement deletes.
  await insertAgo(brief, 4, 25_000);
  await Promise.all([dropOldRequests(sql), dropOldRequests(sql)]);
  const kept = (...days: string[]) => ({ requests: days, counts: days });
  expect(await ages(brief)).toEqual(kept("0", "2"));
  expect(await ages(long)).toEqual(kept("0", "2", "3", "5"));
  const days = await database.sql`
    select 1 from pg_inherits where inhparent = 'requests'::regclass and inhrelid <> 'requests_default'::regclass`;
  expect(days).toHaveLength(4);
});

test("a day that is locked stays until the next time, and stops nothing else", async () => {
  await database.sql`truncate organizations cascade`;
  const orgId = await organization("locked", 2);
  await makeDay(10);
  await insertAgo(orgId, 4);
  await database.sql.begin(async (tx) => {
    await tx`select 1 from requests where org_id = ${orgId} and path = 'of nobody'`;
    await expect(dropOldRequests(sql)).rejects.toThrow(/requests_\d+: canceling statement due to lock timeout/);
  });
  expect(await ages(orgId)).toEqual({ requests: [], counts: [] });
  await dropOldRequests(sql);
});
