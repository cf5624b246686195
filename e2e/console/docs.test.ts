import { afterAll, expect, test, vi } from "vitest";
import { startMuster } from "../support/muster.ts";
import { BROWSER_MS, closeBrowser, openBrowser } from "./browser.ts";

vi.setConfig({ testTimeout: BROWSER_MS, hookTimeout: BROWSER_MS });

const muster = await startMuster();
afterAll(async () => {
  await closeBrowser();
  await muster.stop();
});

test("/api/docs shows the admin API's description, and /api/docs/json is it", async () => {
  await using person = await openBrowser(muster.address);
  const { page, complaints } = person;
  await page.goto("/api/docs");
  await page.getByText("/api/scim/token/refresh").waitFor();
  expect(complaints).toEqual([]);
  const described = (await (await fetch(`${muster.address}/api/docs/json`)).json()) as { paths: object };
  expect(Object.keys(described.paths)).toContain("/api/scim/token/refresh");
});
