import { expect, onTestFinished, test, vi } from "vitest";
import { kill, temporaryData } from "../../db/embedded/testing.ts";
import { testDatabase } from "../../db/testing.ts";
import { runHere, runMuster, startServer, type TestSettings } from "../testing.ts";
import { makeDemoOrganization, refuseBesideOrganizations } from "./demo.ts";

// It starts several processes, and other tests may load the machine.
vi.setConfig({ testTimeout: 120_000 });

test("--demo fills a directory, with refusals; beside an organization it is refused and changes nothing", async () => {
  const settings: TestSettings = { MUSTER_DATA_DIR: await temporaryData(), MUSTER_PORT: "0" };
  const server = await startServer(settings, "--demo");
  onTestFinished(() => kill(server.process));
  await vi.waitUntil(() => server.logged.some((line) => line.startsWith("The first cycle is done")), {
    timeout: 90_000,
  });
  const place = (beginning: string) => server.logged.findIndex((line) => line.startsWith(beginning));
  expect(place("Watch it: ./muster requests demo --follow")).toBeGreaterThan(place("SCIM endpoint"));
  expect(place("There is no organization yet")).toBe(-1);
  const shown = async (...args: string[]) => JSON.parse((await runHere([...args, "--json"], settings)).stdout);
  expect((await shown("user", "list", "demo", "--limit", "1000")).users.length).toBeGreaterThanOrEqual(300);
  expect((await shown("group", "list", "demo", "--limit", "1000")).groups.length).toBe(25);
  await vi.waitUntil(
    async () => (await runHere(["requests", "demo", "--refused"], settings)).stdout.includes("partner.example"),
    { timeout: 30_000, interval: 500 },
  );

  server.process.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  const before = await shown("organization", "list");
  const refused = await runMuster(["start", "--demo"], settings);
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("There is an organization already") });
  expect(refused.stdout).not.toMatch(/brought up to date|listens on/);
  expect(await shown("organization", "list")).toEqual(before);
});

test("beside an organization --demo does not even bring the database up to date", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.stop());
  await refuseBesideOrganizations(database.connection);
  await database.sql`insert into organizations (short_name, name) values ('acme', 'Acme')`;
  await database.sql`alter table organizations rename column name to of_another_version`;
  await expect(refuseBesideOrganizations(database.connection)).rejects.toThrow("There is an organization already");
});

test("a demonstration that can't be made leaves nothing that is in the way of the next", async () => {
  const database = await testDatabase();
  onTestFinished(() => database.stop());
  const { sql } = database;
  await sql`alter table scim_tokens rename to away`;
  await expect(makeDemoOrganization(sql)).rejects.toThrow(/scim_tokens/);
  await sql`alter table away rename to scim_tokens`;
  expect(await makeDemoOrganization(sql)).toMatchObject({ shortName: "demo", token: expect.stringMatching(/./) });
});
