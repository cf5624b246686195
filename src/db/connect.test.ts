import { expect, test } from "vitest";
import { connect, parseInt8 } from "./connect.ts";
import { poolOf, sharedServer } from "./embedded/testing.ts";

const emptyDatabase = sharedServer();

test("columns come out as the types that connect() promises, and go in as them", async () => {
  const sql = poolOf(await emptyDatabase());
  const time = new Date("2026-11-24T08:00:00.123Z");
  const id = "01a20c91-c891-77fc-925d-9ed852bc4ebd";
  const values = { big: 2 ** 53 - 1, id, time, words: ["a", 'b"\\{}', ""], numbers: [1, 2], body: { a: [1, null] } };
  const [row] = await sql`
    select ${values.big}::int8 as big, ${id}::uuid as id, ${time}::timestamptz as time, ${values.words}::text[] as words,
           ${values.numbers}::int8[] as numbers, ${JSON.stringify(values.body)}::text::jsonb as body`;
  expect(row).toEqual(values);
});

test("an int8 beyond the safe integers is refused rather than rounded, and the connection goes on", async () => {
  const sql = poolOf(await emptyDatabase());
  await expect((async () => await sql`select 9007199254740993 as x, ${1}::int as y`)()).rejects.toThrow(RangeError);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  expect(() => parseInt8("-9223372036854775808")).toThrow(RangeError);
});

test("a connection is called muster and reads dates as ISO in UTC, whatever the database has set", async () => {
  const database = await emptyDatabase();
  const { database: name } = database.connection;
  const sql = poolOf(database);
  await sql`alter database ${sql(name)} set datestyle = 'German'`;
  await sql`alter database ${sql(name)} set timezone = 'Asia/Tokyo'`;
  const [row] = await poolOf(database)`
    select current_setting('application_name') as name, '2026-11-24 00:00:00Z'::timestamptz as time`;
  expect(row).toEqual({ name: "muster", time: new Date("2026-11-24T00:00:00Z") });
});

test("a statement without a server rejects at once, and nothing else happens", async () => {
  const sql = connect("postgres://nobody@127.0.0.1:1/none");
  await expect((async () => await sql`select 1`)()).rejects.toThrow("ECONNREFUSED");
  await sql.end({ timeout: 1 });
});
