/** People and groups by hand, as an Admin does it at the console: on the real server, in a real Chromium. */

import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { person } from "../support/bodies.ts";
import { PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { signedIn } from "../support/signed-in.ts";
import { BROWSER_MS, closeBrowser, openBrowser } from "./browser.ts";
import { violations } from "./violations.ts";

vi.setConfig({ testTimeout: BROWSER_MS });

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(async () => {
  await closeBrowser();
  await muster.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const item = (page: Page, name: string) => page.getByRole("menuitem", { name });
const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();
/** Presses the button of the dialog that is open, and waits until it has gone. */
async function answer(page: Page, name: string): Promise<void> {
  const dialog = page.locator('[role="dialog"], [role="alertdialog"]').last();
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Answers the next request of the admin API that has this method instead of the server, which does not get it. */
function answerNext(page: Page, method: string, answered: Parameters<Route["fulfill"]>[0]): Promise<unknown> {
  let isNext = true;
  return page.route("**/api/**", (route) => {
    if (!isNext || route.request().method() !== method) return route.fallback();
    isNext = false;
    return route.fulfill(answered);
  });
}

test("a user is added, corrected, suspended, brought back, deleted, restored and at last removed for good", async () => {
  const { orgId, domain } = await muster.organization();
  const dana = await setUpClient(muster, orgId, `dana@${domain}`);
  await using browser = await openBrowser(muster.address);
  const { page } = browser;
  await page.context().addCookies([cookieOf(dana.cookie)]);

  await page.goto("/directory/users");
  await button(page, "Add user").click();
  await page.getByLabel("First name").fill("Ann");
  await page.getByLabel("userName", { exact: true }).fill(`dana@${domain}`);
  await page.keyboard.press("Enter");
  await page.getByText("Another user has this userName already.").waitFor();
  expect(await page.evaluate("document.activeElement.name")).toBe("userName");
  await page.getByLabel("userName", { exact: true }).fill("ann@elsewhere.example");
  await page.getByLabel("Display name").fill("Ann Lee");
  await answer(page, "Add user");
  await heading(page, "Ann Lee");
  const id = page.url().split("/").at(-1) ?? "";
  expect(await stored(id)).toMatchObject({ displayName: "Ann Lee", emails: [{ value: "ann@elsewhere.example" }] });

  await button(page, "Edit").click();
  await page.getByLabel("Display name").fill("Ann Leigh");
  await page.getByLabel("Department").fill("Research");
  expect(await violations(page)).toEqual([]);
  await answer(page, "Save");
  await heading(page, "Ann Leigh");

  await button(page, "Suspend").click();
  await page.getByText("Their sessions in this organization end at once").waitFor();
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Cancel");
  expect(await violations(page)).toEqual([]);
  await answer(page, "Suspend");
  await button(page, "Lift suspension").click();
  await button(page, "Suspend").waitFor();

  await button(page, "More").click();
  await item(page, "Delete…").click();
  await answerNext(page, "DELETE", { status: 502, body: "Bad gateway" });
  await button(page, "Delete").click();
  await page.getByText("The answer was lost on the way.").waitFor();
  expect(page.url()).toContain(`/directory/users/${id}`);
  await answer(page, "Delete");
  await heading(page, "Users");
  await page.goto("/directory/deleted-users");
  await button(page, "Restore Ann Leigh").click();
  await answer(page, "Restore");
  await heading(page, "Ann Leigh");
  await button(page, "Lift suspension").waitFor();

  await button(page, "More").click();
  await item(page, "Delete…").click();
  await answer(page, "Delete");
  await heading(page, "Users");
  await page.goto("/directory/deleted-users");
  await muster.sql`update sessions set "confirmedAt" = now() - interval '16 minutes' where "orgId" = ${orgId}`;
  await button(page, "Permanently remove Ann Leigh").click();
  await page.getByLabel(/^Type/).fill("ann@elsewhere");
  await page.keyboard.press("Enter");
  expect(await button(page, "Permanently remove").getAttribute("aria-disabled")).toBe("true");
  expect(await violations(page)).toEqual([]);
  expect(await stored(id)).toBeDefined();
  await page.getByLabel(/^Type/).fill("ann@elsewhere.example");
  await button(page, "Permanently remove").click();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("Nobody was deleted").waitFor();
  expect(await stored(id)).toBeUndefined();
  expect(browser.complaints).toEqual([expect.stringContaining("status of 502")]);
});

test("two records of one person are linked, and a group is made, filled, emptied and deleted, by keyboard alone", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const dana = await setUpClient(muster, orgId, `dana@${domain}`);
  const { body: kept } = await scim("POST", "/Users", person(`ann@${domain}`, { displayName: "Ann Lee" }));
  const { body: other } = await dana("POST", "/users", { userName: "ann", displayName: "Ann by hand" });
  await using browser = await openBrowser(muster.address);
  const { page } = browser;
  await page.context().addCookies([cookieOf(dana.cookie)]);

  await page.goto(`/directory/users/${kept.id}`);
  await heading(page, "Ann Lee");
  await expect.poll(() => button(page, "Edit").count()).toBe(0);
  await button(page, "More").press("Enter");
  await item(page, "Link with another record…").press("Enter");
  await page.getByLabel("The record made by hand").first().fill("ann by");
  await page.getByRole("radio", { name: /Ann by hand/ }).press("Space");
  expect(await violations(page)).toEqual([]);
  await button(page, "Link").press("Enter");
  await page.getByText("Linked the two records of Ann Lee.").waitFor();
  expect((await scim("GET", `/Users/${other.id}`)).status).toBe(404);

  await page.goto("/directory/groups");
  await button(page, "Add group").press("Enter");
  await page.getByLabel("Name", { exact: true }).fill("Crew");
  await page.keyboard.press("Enter");
  await heading(page, "Crew");
  await button(page, "Add members").press("Enter");
  await page.getByRole("checkbox", { name: /Ann Lee/ }).press("Space");
  await page.getByText("1 member to add").waitFor();
  expect(await violations(page)).toEqual([]);
  await button(page, "Add").press("Enter");
  const refused = { status: 409, json: { code: "changed meanwhile", message: "Somebody changed this meanwhile." } };
  await answerNext(page, "PATCH", refused);
  const reread = page.waitForRequest(/api\/groups\/[^/]+$/);
  await button(page, "Remove Ann Lee").press("Enter");
  await page.getByText("Not saved; nothing was changed. Somebody changed this meanwhile.").waitFor();
  await reread;
  await button(page, "Remove Ann Lee").press("Enter");
  await page.getByText("Removed Ann Lee from Crew.").waitFor();
  await button(page, "More").press("Enter");
  await item(page, "Rename…").press("Enter");
  await page.getByLabel("Name", { exact: true }).fill("The crew");
  await page.keyboard.press("Enter");
  await heading(page, "The crew");
  await button(page, "More").press("Enter");
  await item(page, "Delete…").press("Enter");
  await button(page, "Delete").press("Enter");
  await heading(page, "Groups");
  const [group] = await muster.sql`
    select body ->> 'displayName' as name, deleted_at is not null as deleted from groups where org_id = ${orgId}`;
  expect(group).toEqual({ name: "The crew", deleted: true });
  expect(browser.complaints).toEqual([]);
});

test("who may not is told why, and nothing is asked of the server", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const boss = await signedIn(muster, orgId, "organization_admin");
  const admin = await signedIn(muster, orgId, "admin");
  const viewer = await signedIn(muster, orgId, "viewer");
  const { body: ann } = await scim("POST", "/Users", person(`ann@${domain}`, { displayName: "Ann", active: false }));
  for (const [who, id, name, why] of [
    [admin, boss.userId, "Suspend", "Their role is above yours. Ask an Organization Admin."],
    [viewer, boss.userId, "Suspend", "You must be an Admin to change people and groups."],
    [boss, ann.id, "Lift suspension", "Your identity provider suspended this user. Bring them back there."],
  ] as const) {
    await using browser = await openBrowser(muster.address);
    const { page } = browser;
    await page.context().addCookies([cookieOf(who.cookie)]);
    await page.goto(`/directory/users/${id}`);
    const off = button(page, name);
    await off.press("Enter");
    expect(await off.getAttribute("aria-disabled")).toBe("true");
    expect(await page.locator(`[id="${await off.getAttribute("aria-describedby")}"]`).textContent()).toBe(why);
    await page.getByRole("tooltip", { name: why }).waitFor();
    expect(await page.getByRole("alertdialog").count()).toBe(0);
  }
});

/** What is stored of a user, deleted or not. */
async function stored(id: string): Promise<object | undefined> {
  const [row] = await muster.sql<{ body: object }[]>`select body from users where id = ${id}`;
  return row?.body;
}

/** A client's cookie, as a browser takes it. */
function cookieOf(cookie: string) {
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  return { name, value, url: muster.address, httpOnly: true };
}
