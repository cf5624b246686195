import { fork } from "node:child_process";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { startMuster } from "../../../e2e/support/muster.ts";
import { startProxy } from "../../../simulators/testing.ts";
import type { Errand } from "./life.ts";

vi.setConfig({ testTimeout: 120_000 });

const muster = await startMuster();
afterAll(() => muster.stop());

test("what the server should not have answered is told, and once; a connection that is lost ends nothing", async () => {
  const { token, domain } = await muster.organization();
  const proxy = await startProxy(muster.address, ({ method, path, body }) => {
    if (body.includes("partner.example")) return { lose: "request" };
    // One group that can't be made, in each cycle anew.
    if (method === "POST" && path.endsWith("/Groups") && body.includes('"Everyone"'))
      return { give: { status: 400, body: '{"detail":"No."}' } };
    return undefined;
  });
  onTestFinished(() => proxy.stop());
  const life = fork(new URL("life.ts", import.meta.url));
  onTestFinished(() => void life.kill());
  const told: string[] = [];
  life.on("message", (words) => told.push(String(words)));
  const refusals = () => proxy.seen.filter(({ body }) => body.includes("partner.example")).length;
  life.send({ endpoint: `${proxy.address}/scim/v2`, token, domain, users: 8, groups: 2, pause: 50 } satisfies Errand);
  await vi.waitUntil(() => refusals() >= 3, { timeout: 110_000, interval: 100 });
  expect(life.exitCode).toBeNull();
  expect(told[0]).toMatch(/^The first cycle is done, after \d+ seconds: 8 users, 1 groups?, /);
  expect(told.slice(1)).toEqual([
    expect.stringMatching(/unexpected: create a group was answered 400: POST \/Groups: No\.$/),
    expect.stringMatching(/unexpected: Not done: create the group /),
  ]);
  // Nobody reads the whole directory, but for what an identity provider asks.
  expect(proxy.seen.filter(({ path }) => /count=100/.test(path))).toEqual([]);
});
