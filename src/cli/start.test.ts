import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findRunning } from "../db/embedded/find.ts";
import { startEmbedded } from "../db/embedded/start.ts";
import { postgresPid } from "../db/embedded/testing.ts";
import { runMuster, spawnMuster, startTestMuster, type TestMuster } from "./testing.ts";

let muster: TestMuster;

beforeAll(async () => {
  muster = await startTestMuster();
});
afterAll(() => muster?.remove());
vi.setConfig({ testTimeout: 120_000 });

describe("starting that can't succeed", () => {
  test("names each wrong setting", async () => {
    const outcome = await runMuster(["start"], {
      ...muster.settings,
      MUSTER_PORT: "http",
      MUSTER_PUBLIC_URL: "muster",
    });
    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toMatch(/^MUSTER_PORT is .*\nMUSTER_PUBLIC_URL is .*\n$/);
  });

  test.each([
    [{ MUSTER_HOST: "no-such-name.invalid" }, "MUSTER_HOST is no-such-name.invalid, which is no name of this machine"],
    [{ MUSTER_HOST: "192.0.2.1" }, "MUSTER_HOST is 192.0.2.1, which is no address of this machine"],
    [{ MUSTER_DATA_DIR: "/dev/null" }, "The data directory /dev/null is a file"],
  ])("tells which setting is wrong: %j", async (wrong, told) => {
    const fresh = { MUSTER_DATA_DIR: join(muster.directory, "other") };
    const { stderr, exitCode } = await runMuster(["start"], { ...fresh, ...wrong });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(told);
    expect(stderr.trim()).not.toContain("\n");
  });

  test("tells who holds the data directory", async () => {
    const outcome = await muster.spawned("start");
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`held by pid ${muster.server.process.pid}`),
    });
  });

  test.each([["start"], ["migrate"], ["organization", "list"]])(
    "tells that DATABASE_URL leads nowhere: %s",
    async (...args) => {
      const wrong = (place: string) => ({ ...muster.settings, DATABASE_URL: `postgres://x@${place}/x` });
      expect(await runMuster(args, wrong("127.0.0.1:1"))).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: "Nothing listens on 127.0.0.1:1: start PostgreSQL there, or check DATABASE_URL.\n",
      });
      const { host } = new URL(muster.server.address);
      expect(await runMuster(args, wrong(host))).toEqual({
        exitCode: 1,
        stdout: "",
        stderr: `${host} answers, but not as PostgreSQL: check DATABASE_URL.\n`,
      });
    },
  );
});

describe("without a server", () => {
  test("SIGTERM lets a write under way finish, stores what was gathered and stops the database", async () => {
    const token = await muster.organization("Last");
    const ann = await muster.createUser(token, "ann@last.example");
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const locked = muster.sql.begin(async (tx) => {
      await tx`select from users where id = ${ann} and org_id is not null for update`;
      await held;
    });
    const write = muster.scim(token, "PATCH", `/Users/${ann}`, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "replace", path: "displayName", value: "Ann" }],
    });
    await waitFor(
      async () => (await muster.sql`select from pg_stat_activity where wait_event_type = 'Lock'`).length > 0,
    );
    muster.server.process.kill("SIGTERM");
    await waitFor(() =>
      fetch(`${muster.server.address}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    const released = Date.now();
    release();
    await locked;
    expect((await write).status).toBe(200);
    expect(await muster.server.ended).toBe(0);
    expect(Date.now() - released, "the client keeps its connection open").toBeLessThan(15_000);
    expect(await findRunning(muster.settings.MUSTER_DATA_DIR)).toBeUndefined();

    const shown = await muster.spawned("token", "show", "last", "--json");
    expect(shown.stderr).toMatch(/^No Muster runs on .*\n$/);
    expect(muster.server.logged.at(-1)).toBe("Stopped.");
    const added = await muster.spawned("domain", "add", "last", "more.example");
    expect(added).toMatchObject({ exitCode: 0, stdout: "" });
    const refreshed = await runMuster(["token", "refresh", "last", "--yes"], {
      ...muster.settings,
      MUSTER_PUBLIC_URL: "https://muster.example.com",
    });
    expect(refreshed.stderr).toContain(
      "Tenant URL: https://muster.example.com/scim/v2\nNo Muster runs: that is where this command's settings would have it.",
    );
    expect(JSON.parse(shown.stdout)).toMatchObject({ lastUsedAddress: "127.0.0.1" });
    expect(await muster.printed("user", "show", "last", ann)).toMatch(/Name: +Ann\n/);
    expect(await findRunning(muster.settings.MUSTER_DATA_DIR)).toBeUndefined();
  });

  test("commands at once share the database that one of them starts, or wait until it is stopped", async () => {
    const later = async (ms: number, ...args: string[]) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return muster.spawned(...args);
    };
    const outcomes = await Promise.all([
      ...[0, 0, 0, 400].map((ms) => later(ms, "organization", "list")),
      ...[150, 250, 350].map((ms) => later(ms, "setting", "get", "last")),
    ]);
    for (const { stdout, stderr, exitCode } of outcomes) {
      expect(exitCode, stderr).toBe(0);
      expect(stdout).toMatch(/Last|send-email-invites/);
    }
    expect(await findRunning(muster.settings.MUSTER_DATA_DIR)).toBeUndefined();
  });

  test("a command whose terminal is closed stops the database that it has started", async () => {
    const command = spawnMuster(["organization", "list"], muster.settings);
    await once(command.stderr, "data");
    command.kill("SIGHUP");
    expect(await once(command, "close")).toEqual([129, null]);
    expect(await findRunning(muster.settings.MUSTER_DATA_DIR)).toBeUndefined();
    expect(await postgresPid(muster.settings.MUSTER_DATA_DIR)).toBeUndefined();
  });

  test("a server waits for a command that has started the database; its closed terminal stops it as SIGTERM does", async () => {
    const command = await startEmbedded(muster.settings.MUSTER_DATA_DIR, () => {}, "command");
    const server = spawnMuster(["start"], muster.settings);
    const [waits] = (await once(server.stdout, "data")) as [Buffer];
    expect(waits.toString()).toContain(`A command of Muster (pid ${process.pid}) has the database: waiting for it.`);
    await command.stop();
    await once(server.stdout, "data");
    const ended = once(server, "close");
    server.kill("SIGHUP");
    server.kill("SIGHUP");
    expect(await ended).toEqual([0, null]);
    expect(await postgresPid(muster.settings.MUSTER_DATA_DIR)).toBeUndefined();
  });

  test("a server whose port is in use tells so and stops its database", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const outcome = await runMuster(["start"], { ...muster.settings, MUSTER_PORT: String(port) });
    other.close();
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`Port ${port} of 127.0.0.1 is in use`),
    });
    expect(await findRunning(muster.settings.MUSTER_DATA_DIR)).toBeUndefined();
  });

  test("a command that only reads makes no data directory; migrate does", async () => {
    const fresh = { ...muster.settings, MUSTER_DATA_DIR: join(muster.directory, "fresh") };
    const nothing = await runMuster(["organization", "list"], fresh);
    expect(nothing).toMatchObject({ exitCode: 1, stdout: "" });
    expect(nothing.stderr).toMatch(/^There is nothing in .*fresh yet: start Muster \(npm start\), .*\n$/);
    expect(await readdir(muster.directory)).not.toContain("fresh");
    expect(await runMuster(["migrate"], fresh)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Applied 0001_organizations\.\n(.*\n)*The database is up to date\.\n$/),
    });
  });
});

/** Waits until something holds, at most ten seconds. */
async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("it did not happen within ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
