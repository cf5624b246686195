import { readFile } from "node:fs/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { connect, type Sql } from "./connect.ts";
import { fixed, fixes } from "./driver-fixes.ts";
import { poolOf, sharedServer, until } from "./embedded/testing.ts";

// Vitest fails a run in which an exception went uncaught: what ended the server without the fixes.

/** The pool under test, and another connection to break its connections from. */
interface Pools {
  sql: Sql;
  breakConnections: () => Promise<unknown>;
}

const emptyDatabase = sharedServer();

async function pools(max: number): Promise<Pools> {
  const database = await emptyDatabase();
  const breaker = poolOf(database);
  const sql = connect(database.connection, { max, applicationName: "under test" });
  onTestFinished(() => sql.end({ timeout: 1 }));
  await sql`create table t (x int)`;
  return {
    sql,
    breakConnections: () => breaker`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'under test'`,
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("a transaction whose connection breaks is rejected, and the pool goes on", async () => {
  const { sql, breakConnections } = await pools(2);
  const broken = sql.begin((tx) => tx`select pg_sleep(10)`);
  await Promise.all([
    expect(broken).rejects.toThrow(/CONNECTION_CLOSED|terminating/),
    pause(100).then(breakConnections),
  ]);
  for (let round = 0; round < 4; round += 1) expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a transaction whose connection has broken runs nothing in the transaction that has it next", async () => {
  const { sql, breakConnections } = await pools(1);
  const late = Promise.withResolvers<void>();
  const outcome: string[] = [];
  const broken = sql.begin(async (tx) => {
    await tx`select 1`;
    await late.promise;
    await tx`insert into t values (1)`.catch(() => outcome.push("refused"));
  });
  await pause(50);
  await Promise.all([expect(broken).rejects.toThrow(/CONNECTION_CLOSED|ECONNRESET/), breakConnections()]);
  await sql.begin(async (tx) => {
    await tx`insert into t values (2)`;
    late.resolve();
    await until(() => outcome.length > 0);
  });
  expect(await sql`select x from t`).toEqual([{ x: 2 }]);
});

test("statements that wait in a transaction for its connection are rejected with it", async () => {
  const { sql, breakConnections } = await pools(1);
  const all = sql.begin((tx) => Promise.all(Array.from({ length: 300 }, () => tx`select pg_sleep(1)`)));
  await Promise.all([expect(all).rejects.toThrow(), pause(100).then(breakConnections)]);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a reservation whose connection has broken rejects, and gives no dead connection back", async () => {
  const { sql, breakConnections } = await pools(1);
  const reserved = await sql.reserve();
  await reserved`select 1`;
  await breakConnections();
  await pause(50);
  await expect((async () => await reserved`select 1`)()).rejects.toThrow(/CONNECTION_CLOSED|ECONNRESET/);
  reserved.release();
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("reservations that wait while their connection breaks are each given one or rejected", async () => {
  const { sql, breakConnections } = await pools(1);
  const holder = await sql.reserve();
  const waiting = Promise.allSettled(
    Array.from({ length: 3 }, async () => {
      const reserved = await sql.reserve();
      await reserved`select 1`;
      reserved.release();
    }),
  );
  await pause(50);
  await breakConnections();
  await expect((async () => await holder`select 1`)()).rejects.toThrow(/CONNECTION_CLOSED|ECONNRESET/);
  expect((await waiting).map((result) => result.status)).toContain("fulfilled");
});

test("statements under way are rejected, and the next ones do not get the old error", async () => {
  const { sql, breakConnections } = await pools(4);
  const all = Promise.allSettled(Array.from({ length: 20 }, () => sql`select pg_sleep(0.2)`));
  await pause(100);
  await breakConnections();
  expect((await all).map((result) => result.status)).toContain("rejected");
  for (let round = 0; round < 8; round += 1) expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("a cursor whose connection breaks between two of its chunks is rejected", async () => {
  const { sql, breakConnections } = await pools(1);
  const reading = (async () => {
    for await (const _ of sql`select generate_series(1, 1000)`.cursor(10)) {
      await breakConnections();
      await pause(50);
    }
  })();
  await expect(reading).rejects.toThrow(/CONNECTION_CLOSED|ECONNRESET|terminating/);
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test("each fix fits the installed postgres.js, and another text is refused", async () => {
  for (const file of new Set(fixes.map((fix) => fix.file))) {
    const text = await readFile(new URL(`../../node_modules/postgres/src/${file}`, import.meta.url), "utf8");
    expect(fixed(file, text)).not.toBe(text);
    expect(() => fixed(file, "")).toThrow("is not the version that src/db/driver-fixes.ts mends");
  }
});

describe.each([true, false])("prepared: %s", (prepare) => {
  async function slowPool() {
    const sql = connect((await emptyDatabase()).connection, { max: 1, prepare, statementTimeout: 500 });
    onTestFinished(() => sql.end({ timeout: 1 }));
    const ask = async (word: string) => (await sql`select ${word}::text as word`)[0]?.word;
    await ask("warm");
    return { sql, ask };
  }

  test.each([0, 300, 495, 500, 505, 900])(
    "after a cursor that was left %i ms later, each statement gets its own result",
    async (wait) => {
      const { sql, ask } = await slowPool();
      const cursor = sql`select g from generate_series(1, 1000) g where g > ${0}`.cursor(10)[Symbol.asyncIterator]();
      for (let batch = 0; batch < 3; batch += 1) await cursor.next();
      await pause(wait);
      const asked = ["a", "b", "c", "d"].map(ask);
      await cursor.return?.();
      // One that was sent behind the cursor may go down with its connection; none may get what another asked.
      const answers = await Promise.all(asked.map((each) => each.catch((error: Error) => error.message)));
      for (const [index, answer] of answers.entries()) {
        expect(answer).toMatch(new RegExp(`^${"abcd"[index]}$|CONNECTION_CLOSED`));
      }
      for (const word of ["e", "f", "g"]) expect(await ask(word)).toBe(word);
    },
  );

  test("rows that came before an error are not counted into the next result", async () => {
    const { sql, ask } = await slowPool();
    await expect((async () => await sql`select 1 / (50 - n) from generate_series(1, 100) n`)()).rejects.toThrow(
      "division",
    );
    expect(await ask("next")).toBe("next");
    await expect((async () => await sql`select n, pg_sleep(0.02) from generate_series(1, 100) n`)()).rejects.toThrow(
      "timeout",
    );
    expect(await ask("next")).toBe("next");
  });
});
