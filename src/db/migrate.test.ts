import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { poolOf, sharedServer } from "./embedded/testing.ts";
import { migrate } from "./migrate.ts";

const FUNCTION = "create function one() returns int language plpgsql as $$ begin return 1; end; $$;";

/** A directory of migrations, by their names without .sql. */
async function migrations(files: Record<string, string>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "muster-test-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(dir, `${name}.sql`), text)));
  await writeFile(join(dir, "README.md"), "What is not SQL is left alone.");
  return dir;
}

const emptyDatabase = sharedServer();
const database = async () => poolOf(await emptyDatabase());

test("migrations run in the order of their numbers, once", async () => {
  const sql = await database();
  const dir = await migrations({
    "0002_row": "insert into t values (one());",
    "0001_table": `create table t (x int); ${FUNCTION}`,
  });
  expect(await migrate(sql, { dir })).toEqual(["0001_table", "0002_row"]);
  expect(await migrate(sql, { dir })).toEqual([]);
  expect(await sql`select x from t`).toEqual([{ x: 1 }]);
});

test("of starts at once one migrates and the others wait for it", async () => {
  const database = await emptyDatabase();
  const dir = await migrations({ "0001_slow": "select pg_sleep(0.3); create table t (x int);" });
  const applied = await Promise.all([1, 2, 3].map(() => migrate(poolOf(database), { dir })));
  expect(applied.flat()).toEqual(["0001_slow"]);
});

test("a migration that fails leaves the database as it was, and says where", async () => {
  const sql = await database();
  const dir = await migrations({
    "0001_table": "create table t (x int);",
    "0002_wrong": "insert into nowhere values (1);",
  });
  const log: string[] = [];
  await expect(migrate(sql, { dir, log: (message) => log.push(message) })).rejects.toThrow('"nowhere" does not exist');
  expect(log.join()).toContain("insert into nowhere");
  expect(await sql`select to_regclass('t') as t`).toEqual([{ t: null }]);
  await writeFile(join(dir, "0002_wrong.sql"), "insert into t values (1);");
  expect(await migrate(sql, { dir })).toEqual(["0001_table", "0002_wrong"]);
});

test("a migration inserted before those that have run is refused", async () => {
  const sql = await database();
  const dir = await migrations({ "0002_table": "create table t (x int);" });
  await migrate(sql, { dir });
  await writeFile(join(dir, "0001_late.sql"), "select 1;");
  await expect(migrate(sql, { dir })).rejects.toThrow("0001_late");
});

test("a database of a newer Muster is refused", async () => {
  const sql = await database();
  await migrate(sql, { dir: await migrations({ "0001_a": "select 1;", "0002_b": "select 1;" }) });
  const older = await migrations({ "0001_a": "select 1;" });
  await expect(migrate(sql, { dir: older })).rejects.toThrow("migrated by a newer Muster (0002_b)");
});

test("a user who may make no tables is told what lets them, and needs nothing where there is nothing to do", async () => {
  const database = await emptyDatabase();
  const sql = poolOf(database);
  const dir = await migrations({ "0001_table": "create table t (x int);" });
  await sql`create role "Ann" login`;
  const powerless = poolOf({ connection: { ...database.connection, user: "Ann" } });
  const log: string[] = [];
  await expect(migrate(powerless, { dir, log: (message) => log.push(message) })).rejects.toThrow(
    `The user "Ann" may not make tables in the database ${database.connection.database}. Run there, as its owner or a ` +
      `superuser: grant create on schema public to "Ann"; or make it as: create database ` +
      `${database.connection.database} owner "Ann".`,
  );
  expect(log).toEqual([]);
  await migrate(sql, { dir });
  await sql`grant select on migrations to "Ann"`;
  expect(await migrate(powerless, { dir })).toEqual([]);
});

test("a lost connection in the middle of a migration rejects, and nothing of it stays", async () => {
  const database = await emptyDatabase();
  const sql = poolOf(database);
  const dir = await migrations({ "0001_table": "create table t (x int);", "0002_slow": "select pg_sleep(10);" });
  const breaker = poolOf(database);
  const broken = setTimeout(
    () =>
      breaker`select pg_terminate_backend(pid) from pg_stat_activity where query ~ 'pg_sleep' and pid <> pg_backend_pid()`.then(),
    500,
  );
  onTestFinished(() => clearTimeout(broken));
  await expect(migrate(sql, { dir })).rejects.toThrow();
  expect(await sql`select to_regclass('t') as t`).toEqual([{ t: null }]);
});
