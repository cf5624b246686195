import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../db/connect.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { attempting, forgetAttempts, succeeded, TooManyAttempts } from "./attempts.ts";

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.connection, { max: 8 });
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.stop();
});

/** Fails once; the seconds that it is made to wait instead. */
const fail = (email: string, address: string) =>
  attempting(sql, { email, address }).then(
    () => 0,
    (error: unknown) => {
      if (error instanceof TooManyAttempts) return error.seconds;
      throw error;
    },
  );

/** As if the last failure were so long ago. */
const later = (time: string) =>
  database.sql`update sign_in_failures set last_at = last_at - ${time}::interval where count > 0`;

test("five failures are free; each further one waits twice as long, a quarter of an hour at most", async () => {
  const waits: number[] = [];
  for (let i = 0; i < 18; i++) {
    const wait = await fail("ann@example.com", "192.0.2.1");
    waits.push(wait);
    if (wait > 0) {
      await later(`${wait} seconds`);
      expect(await fail("ann@example.com", "192.0.2.1")).toBe(0);
    }
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  // In any case of the letters; after an hour nothing counts.
  expect(await fail("Ann@Example.com", "192.0.2.1")).toBeGreaterThan(800);
  await later("1 hour");
  expect(await fail("ann@example.com", "192.0.2.1")).toBe(0);
});

test("a thousand at once are no way around", async () => {
  const waits = await Promise.all(Array.from({ length: 60 }, () => fail("burst@example.com", "192.0.2.2")));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
});

test("strangers at many addresses make each other wait, a minute at most, and never whoever has signed in from theirs", async () => {
  const dana = { email: "dana@example.com", address: "192.0.2.3" };
  await attempting(sql, dana);
  await succeeded(sql, dana);
  for (let i = 0; i < 50; i++) expect(await fail(dana.email, `198.51.100.${i}`)).toBe(0);
  expect(await fail(dana.email, "203.0.113.1")).toBe(1);
  await database.sql`update sign_in_failures set count = 1000 where count >= 50`;
  expect(await fail(dana.email, "203.0.113.1")).toBe(60);
  expect(await fail(dana.email, dana.address)).toBe(0);
});

test("a success does not count and clears what its owner mistyped", async () => {
  const eve = { email: "eve@example.com", address: "192.0.2.4" };
  for (let i = 0; i < 4; i++) await attempting(sql, eve);
  await attempting(sql, eve);
  await succeeded(sql, eve);
  for (let i = 0; i < 5; i++) expect(await fail(eve.email, eve.address)).toBe(0);
});

test("failures and successes at once, at any account and address, wait for each other and never for ever", async () => {
  await database.sql`truncate sign_in_failures`;
  const all = Array.from({ length: 150 }, (_, i) => ({
    email: `many${i % 3}@example.com`,
    address: `192.0.2.${100 + (i % 2)}`,
  }));
  const tried = all.map((attempt, i) =>
    i % 3 === 0 ? succeeded(sql, attempt) : fail(attempt.email, attempt.address).then(() => {}),
  );
  expect((await Promise.allSettled(tried)).filter(({ status }) => status === "rejected")).toEqual([]);
});

test("what counts no longer is forgotten; nobody's address is kept in clear", async () => {
  await fail("old@example.com", "192.0.2.5");
  expect(JSON.stringify(await database.sql`select * from sign_in_failures`)).not.toMatch(/example|192/);
  await later("2 hours");
  await forgetAttempts(sql);
  expect(await database.sql`select from sign_in_failures where count > 0`).toEqual([]);
});
