import { expect, onTestFinished, test, vi } from "vitest";
import { runHere, startServer, type TestServer, type TestSettings } from "../../src/cli/testing.ts";
import { connect, type Sql } from "../../src/db/connect.ts";
import { findRunning } from "../../src/db/embedded/find.ts";
import { kill, temporaryData } from "../../src/db/embedded/testing.ts";
import { disagreements } from "../support/agreement.ts";
import { killPostgres } from "../support/kill-postgres.ts";
import { lost, Sync, unsettled } from "./sync.ts";

// Each starts several processes, and other tests may load the machine.
vi.setConfig({ testTimeout: 120_000 });

const DOMAIN = "crash.example";
/** How many writes are acknowledged between two deaths. */
const WRITES = 80;

/** A server on a data directory of its own, and clients at work. */
async function startSync(): Promise<{ server: TestServer; start(): Promise<TestServer>; data: string; sync: Sync }> {
  const data = await temporaryData();
  const settings: TestSettings = { MUSTER_DATA_DIR: data, MUSTER_HOST: "127.0.0.1", MUSTER_PORT: "0" };
  const start = async () => {
    const server = await startServer(settings);
    onTestFinished(() => kill(server.process));
    return server;
  };
  const server = await start();
  await runHere(["organization", "create", "Crash", "--admin", `admin@${DOMAIN}`], settings);
  const { stdout } = await runHere(["domain", "add", "crash", DOMAIN], settings);
  const sync = new Sync(server.address, stdout.trim(), DOMAIN);
  await sync.start();
  return { server, start, data, sync };
}

/** A connection of the test's own to the server's PostgreSQL, as soon as that runs. */
async function look<T>(data: string, at: (sql: Sql) => Promise<T>): Promise<T> {
  const connection = await vi.waitUntil(() => findRunning(data), { timeout: 20_000 });
  const sql = connect(connection, { max: 4, applicationName: "test" });
  return at(sql).finally(() => sql.end({ timeout: 1 }));
}

/** What was acknowledged is there, what is there is logged, and each user is where its client has brought it. */
async function expectAll(data: string, { acknowledged, settled, strange }: Sync): Promise<void> {
  await look(data, async (sql) => {
    expect(await lost(sql, acknowledged)).toEqual([]);
    expect(strange).toEqual([]);
    expect(await unsettled(sql, settled)).toEqual([]);
    expect(await disagreements(sql)).toEqual([]);
  });
}

test("of a server killed amid writes, the next start has every write that was acknowledged", async () => {
  const { server: first, start, data, sync } = await startSync();
  let server = first;
  for (let round = 0; round < 2; round++) {
    await sync.more(WRITES);
    await kill(server.process);
    server = await start();
    sync.moveTo(server.address);
  }
  await sync.more(WRITES);
  await sync.stop();
  expect(sync.repeated.unanswered).toBeGreaterThan(0);
  await expectAll(data, sync);

  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
});

test("while PostgreSQL is dead the answer is 503 with Retry-After; then all that was acknowledged is there", async () => {
  const { data, sync } = await startSync();
  for (let round = 0; round < 2; round++) {
    await sync.more(WRITES);
    await killPostgres(data);
    const before = sync.repeated.unavailable;
    await sync.more(WRITES);
    if (sync.strange.length === 0) expect(sync.repeated.unavailable).toBeGreaterThan(before);
  }
  await sync.stop();
  // The server itself lives: it answers everything.
  expect(sync.repeated.unanswered).toBe(0);
  await expectAll(data, sync);

  await look(data, (sql) => expectLossToShow(sql, sync));
});

/** That a write which is lost whole, with all it left in the database, is noticed. */
async function expectLossToShow(sql: Sql, { acknowledged, settled }: Sync): Promise<void> {
  const victim = settled.find(({ isDeleted, groupId }) => !isDeleted && groupId === null);
  const undone = new Error("undone");
  const work = sql.begin(async (transaction) => {
    const tx = transaction as unknown as Sql;
    const [{ id }] = await tx<
      [{ id: string }]
    >`select id from users where body ->> 'userName' = ${victim?.userName ?? ""}`;
    const [last] = await tx`
      delete from changes where resource_id = ${id} and version = 2 returning request_id as request`;
    await tx`delete from requests where id = ${last?.request}`;
    await tx`update users set version = 1, body = body - 'title' where id = ${id}`;
    expect(await disagreements(tx)).toEqual([]);
    expect(await lost(tx, acknowledged)).toMatchObject([{ id, version: 2, after: { title: victim?.title } }]);
    expect(await unsettled(tx, settled)).toEqual([victim]);
    throw undone;
  });
  await expect(work).rejects.toBe(undone);
}
