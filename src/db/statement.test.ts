import { afterAll, beforeAll, expect, test } from "vitest";
import type { Sql } from "./connect.ts";
import { type TestDatabase, testDatabase } from "./testing.ts";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = database.sql;
});
afterAll(() => database.stop());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("pieces become one text, their values its parameters in order", () => {
  const inner = sql`b = ${2} and ${sql('odd " name')} = ${[3, 4]}`;
  expect(sql`select ${1} where ${inner} or c = ${"five"}`.compile()).toEqual({
    text: 'select $1 where b = $2 and "odd "" name" = $3 or c = $4',
    parameters: [1, 2, [3, 4], "five"],
  });
});

test("a piece that is not awaited runs nothing", async () => {
  sql`select 1 / 0`;
  await pause(20);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a statement awaited twice is sent once", async () => {
  const insert = sql<{ key: string }[]>`insert into server_settings (key, value) values ('once', '1') returning key`;
  const [first, second] = await Promise.all([insert, insert.then((rows) => rows)]);
  expect(first).toEqual([{ key: "once" }]);
  expect(second).toBe(first);
  expect(await insert).toBe(first);
  await insert.finally();
  expect(await sql`delete from server_settings`).toMatchObject({ count: 1 });
});

test("a statement that failed fails each time it is awaited", async () => {
  const failing = sql`select 1 / 0`;
  await expect(failing).rejects.toThrow("division by zero");
  await expect(failing).rejects.toThrow("division by zero");
});

test("a value is a parameter, never text of the statement", async () => {
  const text = "'; drop table users; --";
  expect(await sql`select ${text}::text as text, ${null}::text as nothing`).toEqual([{ text, nothing: null }]);
});

test("a failed transaction leaves nothing", async () => {
  const failed = sql.begin(async (tx) => {
    await tx`insert into server_settings (key, value) values ('a', '1')`;
    await tx`select 1 / 0`;
  });
  await expect(failed).rejects.toThrow("division by zero");
  expect(await sql`select from server_settings`).toHaveLength(0);
});

test.each([
  ["fewer than a batch", 3],
  ["a whole batch", 10],
  ["several", 25],
  ["none", 0],
])("a cursor gives all rows, %s, however slow its reader", async (_, count) => {
  const seen: number[] = [];
  for await (const rows of sql<{ n: number }[]>`select n from generate_series(1, ${count}) n`.cursor(10)) {
    await pause(5);
    seen.push(...rows.map(({ n }) => n));
  }
  expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
});

test("a cursor that its reader leaves gives its connection back", async () => {
  for (let round = 0; round < 8; round++) {
    for await (const _ of sql`select generate_series(1, 1000)`.cursor(10)) break;
  }
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a cursor whose statement fails in the middle says so", async () => {
  const read = async () => {
    for await (const _ of sql`select 1 / (50 - n) from generate_series(1, 100) n`.cursor(10)) await pause(1);
  };
  await expect(read()).rejects.toThrow("division by zero");
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});
