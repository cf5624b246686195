import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connect, type Sql } from "../db/connect.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { makeRequestPartitions } from "./partitions.ts";

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
beforeEach(async () => {
  for (const { name } of await days()) await database.sql`drop table ${database.sql(name)}`;
  await database.sql`truncate requests`;
});

function days(): Promise<{ name: string }[]> {
  return database.sql<{ name: string }[]>`
    select relname as name from pg_class where relkind = 'r' and relname ~ '^requests_[0-9]+$' order by relname`;
}

/** A request of the day so far ahead. */
async function insertAhead(ahead: number): Promise<void> {
  await database.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status, notes)
    values (uuidv7(), uuidv7(make_interval(days => ${ahead}::integer)), uuidv7(), now(), 'GET', ${String(ahead)}, 200, '{a,b}')`;
}

/** Which request is in which day, counted from today. */
function places() {
  return database.sql`
    select r.path, case when r.tableoid = 'requests_default'::regclass then 'default'
      else (to_date(right(r.tableoid::regclass::text, 8), 'YYYYMMDD') - (now() at time zone 'UTC')::date)::text end as day
    from requests r order by id`;
}

test("today and the week after it are made once, and hold their requests", async () => {
  await Promise.all([makeRequestPartitions(sql), makeRequestPartitions(sql)]);
  expect(await days()).toHaveLength(8);
  for (const ahead of [0, 7, 8]) await insertAhead(ahead);
  expect(await places()).toEqual([
    { path: "0", day: "0" },
    { path: "7", day: "7" },
    { path: "8", day: "default" },
  ]);
});

test("a request of a day that nobody had made moves into it", async () => {
  for (const ahead of [3, 9]) await insertAhead(ahead);
  await makeRequestPartitions(sql);
  expect(await places()).toEqual([
    { path: "3", day: "3" },
    { path: "9", day: "default" },
  ]);
  expect(await database.sql`select notes from requests where path = '3'`).toEqual([{ notes: ["a", "b"] }]);
  // A day made this way is as any other: with the key, without the check it was attached by.
  expect(await database.sql`select 1 from pg_constraint where conname = 'of_day'`).toEqual([]);
  const keys = await database.sql`
    select 1 from pg_index i join pg_inherits h on h.inhrelid = i.indrelid
    where h.inhparent = 'requests'::regclass and i.indisprimary`;
  expect(keys).toHaveLength(9);
});

test("a day that can't be made is named, and stops no other", async () => {
  const [{ name }] = await database.sql<[{ name: string }]>`
    select 'requests_' || to_char((now() at time zone 'UTC')::date + 2, 'YYYYMMDD') as name`;
  await database.sql`
    create function refuse() returns event_trigger language plpgsql as $$
    begin
      if exists (select from pg_class where relname = 'requests_' || to_char((now() at time zone 'UTC')::date + 2, 'YYYYMMDD'))
      then raise 'no such day'; end if;
    end $$`;
  await database.sql`create event trigger refuse on ddl_command_end when tag in ('CREATE TABLE') execute function refuse()`;
  await expect(makeRequestPartitions(sql)).rejects.toThrow(`${name} could not be made: no such day`);
  await database.sql`drop event trigger refuse`;
  expect(await days()).toHaveLength(7);
  await makeRequestPartitions(sql);
  expect(await days()).toHaveLength(8);
});
