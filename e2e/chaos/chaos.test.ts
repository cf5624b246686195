import { expect, test } from "vitest";
import { temporaryData } from "../../src/db/embedded/testing.ts";
import { runChaos } from "./chaos.ts";

test("killed three times amid the syncs of five identity providers, nothing that was acknowledged is lost and all end equal", async () => {
  const report = await runChaos({ data: await temporaryData(), kills: 3, seed: "test" });
  expect(report).toMatchObject({ kills: { server: 1, PostgreSQL: 1, both: 1 }, findings: [] });
  expect(report.acknowledged).toBeGreaterThan(100);
  expect(report.repeated).toBeGreaterThan(0);
}, 300_000);

test("a server that acknowledges before its writes are durable is found out", async () => {
  const report = await runChaos({ data: await temporaryData(), kills: 2, seed: "control", control: "undurable" });
  expect(report.lost).not.toEqual([]);
}, 300_000);

test("a server that answers before it commits is found out by its own death alone", async () => {
  const hasty = { control: "hasty", seed: "control", mostBetween: 40 } as const;
  const report = await runChaos({ ...hasty, data: await temporaryData(), kills: 1 });
  expect(report.kills).toEqual({ server: 1, PostgreSQL: 0, both: 0 });
  expect(report.lost).not.toEqual([]);
}, 300_000);
