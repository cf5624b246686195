/** Activity, the audit log, the start page and the palette, as a person walks them: live, by keyboard, without a violation. */

import { setTimeout as sleep } from "node:timers/promises";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { person } from "../support/bodies.ts";
import { type ConsoleClient, PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";
import { BROWSER_MS, closeBrowser, openBrowser, type Person } from "./browser.ts";

vi.setConfig({ testTimeout: BROWSER_MS });

let muster: Muster;
let acme: Organization & { domain: string };
let api: ConsoleClient;
let dana: Person;
let page: Page;
let annId: string;

beforeAll(async () => {
  muster = await startMuster();
  acme = await muster.organization();
  api = await setUpClient(muster, acme.orgId, `dana@${acme.domain}`);
  annId = (await create("Ann Castellanos")).id;
  await acme.scim("POST", "/Users", person("eve@elsewhere.example"));
  await muster.requestLog.flush();
  dana = await openBrowser(muster.address);
  page = dana.page;
}, BROWSER_MS);
afterAll(async () => {
  await closeBrowser();
  await muster.stop();
});

async function create(displayName: string): Promise<{ id: string }> {
  const name = displayName.split(" ")[0]?.toLowerCase();
  return (await acme.scim("POST", "/Users", person(`${name}@${acme.domain}`, { displayName }))).body;
}

const MOVES = `document.getAnimations().some((one) =>
  one.playState === "running" && one.effect?.getTiming().iterations !== Infinity)`;

/** What axe finds, a line each. */
async function violations(...looks: readonly ("light" | "dark")[]): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of looks.length > 0 ? looks : (["light", "dark"] as const)) {
    await page.emulateMedia({ colorScheme });
    while (await page.evaluate<boolean>(MOVES)) await sleep(50);
    await page.evaluate(axe.source);
    found.push(
      ...(await page.evaluate<string[]>(`axe.run().then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 150))))`)),
    );
  }
  return found;
}

test("after sign-in the start page says how it stands and what to do next", async () => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(`dana@${acme.domain}`);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.getByText("1 request was refused in the last 24 hours").waitFor();
  await page.getByText("There is only one Organization Admin").waitFor();
  expect(await violations()).toEqual([]);
  await page.getByRole("link", { name: "See refusals" }).click();
  await page.getByRole("button", { name: /eve@elsewhere\.example was refused/ }).waitFor();
  expect(new URL(page.url()).search).toBe("?outcome=refused");
});

test("a row opens to what to do, request and answer, and leads to Add Domain with that domain", async () => {
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: /eve@elsewhere/ }).press("Enter");
  await page.getByText("Add it under SCIM Users Provisioning").waitFor();
  await page.getByRole("region", { name: "Answer" }).getByText("403").waitFor();
  expect(await violations()).toEqual([]);
  await page.getByRole("link", { name: "Add Domain" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("elsewhere.example", { exact: true }).first().waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "See request" }).click();
  await page.getByRole("heading", { name: /eve@elsewhere/ }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: /eve@elsewhere/ }).waitFor();
});

test("a new line comes without a reload; under an open one it waits", async () => {
  await page.goto("/activity");
  await page.getByRole("button", { name: /created Ann Castellanos/ }).waitFor();
  await create("Bea Ito");
  await page.getByRole("button", { name: /created Bea Ito/ }).waitFor();
  await page.getByRole("button", { name: /created Bea Ito/ }).click();
  await page.getByRole("heading", { name: "What changed" }).waitFor();
  await acme.scim("DELETE", `/Users/${annId}`);
  await page.getByRole("button", { name: "1 new" }).click();
  await page.getByRole("button", { name: /deleted Ann Castellanos/ }).waitFor();
});

test("why somebody is not here is answered in a sentence, with a way on", async () => {
  await page.goto("/activity");
  await page.getByRole("button", { name: /deleted Ann Castellanos/ }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("Ann Castellanos");
  await page.keyboard.press("Enter");
  const answer = page.getByRole("region", { name: "Why isn’t Ann Castellanos here?" });
  await answer.getByText(/was deleted on/).waitFor();
  expect(await violations()).toEqual([]);
  await answer.getByRole("link", { name: "Ann Castellanos under Deleted users" }).click();
  await page.waitForURL(/deleted-users\?search=ann%40/);
});

test("⌘K leads to pages, people and the question, by keyboard", async () => {
  await page.keyboard.press("ControlOrMeta+k");
  const field = page.getByLabel("Search people, groups and pages");
  await field.fill("bea");
  await page.getByRole("dialog").getByText(`bea@${acme.domain}`).waitFor();
  expect(await violations()).toEqual([]);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/directory\/users\/[0-9a-f-]{36}$/);
  await page.keyboard.press("ControlOrMeta+k");
  await field.fill("audit");
  await page.getByRole("dialog").getByText("Audit log").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Audit log" }).waitFor();
});

test("the audit log tells what others do as they do it, filters and is exported", async () => {
  await page.goto("/admin/audit-log");
  await page.getByRole("heading", { name: "Audit log" }).waitFor();
  await page
    .getByRole("button", { name: /signed in/ })
    .first()
    .waitFor();
  await api("PUT", "/scim/send-email-invites", { on: false });
  await page.getByRole("button", { name: /turned email invites off/ }).click();
  await page.getByText("send email invites: yes → no").waitFor();
  expect(await violations()).toEqual([]);
  await page.getByRole("button", { name: "Filter by What" }).click();
  await page.getByRole("menuitem", { name: "Email domains" }).click();
  await page.getByRole("button", { name: /added the domain/ }).waitFor();
  await page.getByRole("button", { name: "Show every what" }).click();
  await page.getByRole("button", { name: "Filter by What" }).click();
  await page.getByRole("menuitem", { name: "Sign-ins" }).click();
  await page
    .getByRole("button", { name: /signed in/ })
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Filter by Time" }).click();
  await page.getByRole("menuitem", { name: "The last 7 days" }).click();
  await page.getByRole("button", { name: "Time The last 7 days" }).waitFor();
  expect(page.url()).toMatch(/within=week$/);
  await page.getByRole("button", { name: "Filter by About" }).press("Enter");
  await page.keyboard.type("dana");
  await page.keyboard.press("Escape");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Filter by About");
  expect(page.url()).not.toContain("about=");
  await page.keyboard.press("Enter");
  await page.keyboard.type("dana");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "About dana" }).waitFor();
  expect(await page.evaluate("document.activeElement.textContent")).toBe("About dana");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/audit-log-.*\.csv$/);
});

test("on a phone nothing is wider than the screen", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [path, heading] of [
    ["/", "Overview"],
    ["/activity", "Requests"],
    ["/admin/audit-log", "Audit log"],
  ] as const) {
    await page.goto(path);
    await page.getByRole("heading", { name: heading }).waitFor();
    await page.getByRole("main").getByRole("button").first().waitFor();
    expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, 360]);
    expect(await violations("light")).toEqual([]);
  }
  expect(dana.complaints).toEqual([]);
});
