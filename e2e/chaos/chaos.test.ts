import { expect, test } from "vitest";
import { temporaryData } from "../../src/db/embedded/testing.ts";
import { runChaos } from "./chaos.ts";

test("killed three times amid the syncs of five identity providers, nothing that was acknowledged is lost and all end equal", async () => {
  const report = await runChaos({ data: await temporaryData(), kills: 3, seed: "test", isDurable: true });
  expect(report).toMatchObject({ kills: { server: 1, PostgreSQL: 1, both: 1 }, findings: [] });
  expect(report.acknowledged).toBeGreaterThan(100);
  expect(report.repeated).toBeGreaterThan(0);
}, 300_000);

test("a server that acknowledges before its writes are durable is found out", async () => {
  const report = await runChaos({ data: await temporaryData(), kills: 2, seed: "control", isDurable: false });
  expect(report.lost).not.toEqual([]);
}, 300_000);
