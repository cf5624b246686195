import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { dialect } from "../../simulators/dialects.ts";
import { simulate } from "../../simulators/simulate.ts";
import { startMuster } from "../support/muster.ts";
import { lostWrites, startRecorder } from "./recorder.ts";

vi.setConfig({ testTimeout: 120_000 });

const muster = await startMuster();
afterAll(() => muster.stop());

test("a hasty recorder claims nothing that a server which lives does not make", async () => {
  const recorder = await startRecorder(Number(new URL(muster.address).port), true);
  onTestFinished(() => recorder.stop());
  const { token, domain } = await muster.organization();
  const plan = { seed: "hasty", users: 25, groups: 3, rounds: 4, domain, concurrency: 4 };
  const url = new URL(`${recorder.address}/scim/v2`);
  await simulate({ ...plan, url, token, dialect: dialect("entra") });
  await recorder.settled();
  expect(recorder.early.length).toBeGreaterThan(20);
  expect(await lostWrites(muster.sql, recorder.acknowledged)).toEqual([]);
  const [first] = recorder.early;
  // And one that was never made is missed.
  expect(await lostWrites(muster.sql, first ? [{ ...first, version: 1_000 }] : [])).toHaveLength(1);
});
