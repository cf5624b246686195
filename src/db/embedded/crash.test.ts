import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { findRunning } from "./find.ts";
import { isAlive } from "./process.ts";
import { startEmbedded } from "./start.ts";
import { isServed, kill, poolOf, postgresPid, startElsewhere, startHere, temporaryData, until } from "./testing.ts";

// Each starts several processes, and other tests may load the machine.
vi.setConfig({ testTimeout: 120_000 });

test("after kill -9 of the server, the next start takes its PostgreSQL over with the data in it", async () => {
  const data = await temporaryData();
  const owner = await startElsewhere(data);
  const orphan = (await postgresPid(data)) ?? 0;
  const { connection } = await startedBy(data);
  await poolOf({ connection })`create table kept as select 7 as x`;
  await kill(owner.process);
  expect(await isServed(data, orphan)).toBe(true);

  const log: string[] = [];
  const database = await startHere(data, (message) => log.push(message));
  expect(await isServed(data, orphan)).toBe(false);
  expect(log.join()).toContain(`(pid ${orphan})`);
  expect(await poolOf(database)`select x from kept`).toEqual([{ x: 7 }]);
});

test("after kill -9 of the server and of its PostgreSQL, the next start recovers what was committed", async () => {
  const data = await temporaryData();
  const owner = await startElsewhere(data);
  const { connection } = await startedBy(data);
  await poolOf({ connection })`create table kept as select 7 as x`;
  process.kill((await postgresPid(data)) ?? 0, "SIGKILL");
  await kill(owner.process);
  expect(await poolOf(await startHere(data))`select x from kept`).toEqual([{ x: 7 }]);
});

test("PostgreSQL killed with -9 is started again, and the pool that was there reconnects", async () => {
  const data = await temporaryData();
  const log: string[] = [];
  const database = await startHere(data, (message) => log.push(message));
  const sql = poolOf(database);
  await sql`create table kept as select 7 as x`;
  const killed = (await postgresPid(data)) ?? 0;
  process.kill(killed, "SIGKILL");
  await until(async () => ![killed, undefined].includes(await postgresPid(data)));
  await until(() =>
    sql`select x from kept`.then(
      (rows) => rows[0]?.x === 7,
      () => false,
    ),
  );
  await until(() => log.length === 2);
  expect(log).toEqual(["PostgreSQL exited by itself (SIGKILL): starting it again.", "PostgreSQL runs again."]);
  // It is held again, too.
  await expect(startEmbedded(data, () => {})).rejects.toThrow(`is held by pid ${process.pid}`);
});

test("PostgreSQL that somebody told to stop, and that waits for our connections, is ended and started again", async () => {
  const data = await temporaryData();
  const log: string[] = [];
  const database = await startHere(data, (message) => log.push(message));
  const sql = poolOf(database);
  await sql`select 1`;
  const told = (await postgresPid(data)) ?? 0;
  process.kill(told, "SIGTERM");
  await until(async () => ![told, undefined].includes(await postgresPid(data)));
  await until(() =>
    poolOf(database)`select 1`.then(
      () => true,
      () => false,
    ),
  );
  expect(log[0]).toMatch(/^PostgreSQL was told to stop by somebody else/);
});

test("PostgreSQL killed again and again is started again each time", async () => {
  const data = await temporaryData();
  const sql = poolOf(await startHere(data));
  for (let round = 0; round < 3; round += 1) {
    const pid = (await postgresPid(data)) ?? 0;
    process.kill(pid, "SIGKILL");
    await until(() =>
      sql`select 1`.then(
        () => true,
        () => false,
      ),
    );
    await until(async () => ![pid, undefined].includes(await postgresPid(data)));
  }
});

test("the hold on the database is renewed when its connection is broken", async () => {
  const data = await temporaryData();
  const sql = poolOf(await startHere(data));
  const holders = () => sql`select pid from pg_locks where locktype = 'advisory' and granted`;
  const [before] = await holders();
  await sql`select pg_terminate_backend(${before?.pid})`;
  await until(async () => ![undefined, before?.pid].includes((await holders())[0]?.pid));
  await expect(startEmbedded(data, () => {})).rejects.toThrow(`is held by pid ${process.pid}`);
});

test("stop while PostgreSQL is being started again leaves nothing running", async () => {
  const data = await temporaryData();
  const database = await startEmbedded(data, () => {});
  process.kill((await postgresPid(data)) ?? 0, "SIGKILL");
  await new Promise((resolve) => setTimeout(resolve, 60));
  await database.stop();
  expect(isAlive((await postgresPid(data)) ?? 2 ** 22)).toBe(false);
});

test("a postmaster.pid whose pid is another process's by now is no obstacle", async () => {
  const data = await temporaryData();
  await (await startEmbedded(data, () => {})).stop();
  const home = join(data, "postgresql");
  // Vitest's own main process: alive, and not of PostgreSQL's family, which PostgreSQL would see through itself.
  const pid = process.ppid;
  await writeFile(
    join(home, "cluster", "postmaster.pid"),
    `${pid}\n${home}/cluster\n1\n5432\n${home}\n\n1 1\nready   \n`,
  );
  await writeFile(join(home, ".s.PGSQL.5432.lock"), `${pid}\n${home}/cluster\n1\n5432\n${home}\n`);
  expect(await poolOf(await startHere(data))`select 1 as one`).toEqual([{ one: 1 }]);
  expect(isAlive(pid)).toBe(true);
});

/** The database of an owner elsewhere. */
async function startedBy(data: string) {
  const connection = await findRunning(data);
  if (connection === undefined) throw new Error("No server runs.");
  return { connection };
}
