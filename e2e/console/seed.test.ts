/** The two procedures that the product's user wrote down, walked as written (design: seed.md). */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeSetupLink } from "../../src/accounts/setup-links.ts";
import { person } from "../support/bodies.ts";
import { PASSWORD } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { type ScimClient, scimClient } from "../support/scim-client.ts";
import { BROWSER_MS, closeBrowser, openBrowser, type Person, SCIM_PAGE } from "./browser.ts";

vi.setConfig({ testTimeout: BROWSER_MS });

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(async () => {
  await closeBrowser();
  await muster.stop();
});

const scimWith = (token: string): ScimClient => scimClient(`${muster.address}/scim/v2`, token);
const statusWith = (token: string) => scimWith(token)("GET", "/Users?count=1").then(({ status }) => status);
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
const clipboard = (page: Page) => page.evaluate<string>("navigator.clipboard.readText()");

/** The token that the panel shows. */
async function shownToken(page: Page): Promise<string> {
  await page.getByRole("heading", { name: "Your SCIM token" }).waitFor();
  return (
    (await page
      .getByText(/^muster_scim_\w{49}$/)
      .first()
      .textContent()) ?? ""
  );
}

/** Clicks on the token's text, when the dialog is out of the way. A button lies over it. */
async function selectToken(page: Page): Promise<void> {
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText(/^muster_scim_\w{49}$/).click({ force: true });
}

/** Opens a set-up link and fills it in: what a person does, one interaction each. */
function setUpSteps(page: Page, organization: string, email: string): (() => Promise<unknown>)[] {
  return [
    async () => page.goto(`/set-up#${await makeSetupLink(muster.sql, null, null)}`),
    () => page.getByLabel("Organization").fill(organization),
    () => page.getByLabel("Your name").fill("Dana Whitfield"),
    () => page.getByLabel("Email").fill(email),
    () => page.getByLabel("Password", { exact: true }).fill(PASSWORD),
    () => page.keyboard.press("Enter"),
  ];
}

/** All places in which a page might keep something. */
async function kept({ page, context }: Person): Promise<string> {
  const inPage = await page.evaluate<string[]>(`(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const cached = await Promise.all(opened.map(async (cache) => (await cache.keys()).map(({ url }) => url)));
    const stores = [{ ...localStorage }, { ...sessionStorage }, cached, history.state];
    return [document.documentElement.outerHTML, JSON.stringify(stores), location.href];
  })()`);
  return `${inPage.join("\n")}\n${JSON.stringify(await context.storageState())}`;
}

test("generate: from the set-up link to the identity provider's first 201 in at most 12 interactions", async () => {
  await using dana = await openBrowser(muster.address);
  const { page } = dana;
  const steps = [
    ...setUpSteps(page, "Acme", "dana@acme.example"),
    () => button(page, "Add Domain").click(),
    () => page.getByLabel("Email domains").fill("acme.example"),
    () => page.keyboard.press("Enter"),
    () => button(page, "Add and generate token").click(),
    () => selectToken(page),
  ];
  for (const step of steps) await step();
  expect(steps.length).toBeLessThanOrEqual(12);
  await page.getByText("Copied to your clipboard.").waitFor();
  const token = await clipboard(page);
  expect(token).toBe(await shownToken(page));
  await page.getByText("Immediately update your identity provider configuration with this new token.").waitFor();

  const made = await scimWith(token)("POST", "/Users", person("ann@acme.example", { displayName: "Ann Castellanos" }));
  expect(made.status).toBe(201);
  await page.getByText("First user: Ann Castellanos").waitFor({ timeout: 15_000 });
  expect(new URL(page.url()).pathname).toBe(SCIM_PAGE);
  expect(page.url()).not.toContain("#");
  await expectGone(dana, token);
  expect(dana.complaints).toEqual([]);
});

/** Reload, back and forward, a second tab: the token is nowhere, and no answer from then on holds it. */
async function expectGone(dana: Person, token: string): Promise<void> {
  const { page, context } = dana;
  const since = dana.answers.length;
  await page.reload();
  await page.getByText("The token is shown only once. If it is lost, refresh it.").waitFor();
  expect(await kept(dana)).not.toContain(token);
  await page.goto("/nowhere");
  await page.goBack();
  await page.getByText("The token is shown only once.").waitFor();
  await page.goForward();
  await page.goBack();
  await page.getByText("The token is shown only once.").waitFor();
  expect(await kept(dana)).not.toContain(token);
  const second = await context.newPage();
  await second.goto(SCIM_PAGE);
  await second.getByText("The token is shown only once.").waitFor();
  expect(await second.content()).not.toContain(token);
  await second.close();
  await page.waitForLoadState("networkidle", { timeout: 1_000 }).catch(() => {});
  expect(dana.answers.slice(since).join("\n")).not.toContain(token);
}

test("generate, with Send Email Invites toggled off", async () => {
  await using eve = await openBrowser(muster.address);
  const { page } = eve;
  for (const step of setUpSteps(page, "Umbrella", "eve@umbrella.example")) await step();
  await button(page, "Add Domain").click();
  await page.getByLabel("Email domains").fill("gmail.com, umbrella.example");
  await page.keyboard.press("Enter");
  await page.getByRole("switch", { name: "Send Email Invites" }).click();
  await button(page, "Add and generate token").click();
  await page.getByText("A public mail provider. Anyone can get an address there.").waitFor();
  await button(page, /Remove gmail\.com/).click();
  await button(page, "Add and generate token").click();
  const token = await shownToken(page);
  await page.getByText("Email invites are off.").waitFor();
  expect(await statusWith(token)).toBe(200);
  await page.reload().catch(() => {});
  await page.getByText("The token is shown only once.").waitFor();
  const invites = page.getByRole("switch", { name: /Send Email Invites/ });
  expect(await invites.isChecked()).toBe(false);
  expect(eve.complaints).toEqual([]);
});

test("refresh: Cancel leaves all as it was; Continue gives a new token, and the old one is refused", async () => {
  await using max = await openBrowser(muster.address);
  const { page } = max;
  for (const step of setUpSteps(page, "Initech", "max@initech.example")) await step();
  await button(page, "Add Domain").click();
  await page.getByLabel("Email domains").fill("initech.example");
  await page.keyboard.press("Enter");
  await button(page, "Add and generate token").click();
  const old = await shownToken(page);
  await button(page, /^Copy/).click();
  await page.reload();

  await button(page, "Refresh").click();
  const warning = page.getByRole("alertdialog");
  await warning.getByText("Once you refresh your SCIM token, the previous token is immediately invalidated.").waitFor();
  await warning.getByText("This new token revokes the previous one and cannot be undone.").waitFor();
  await warning.getByRole("button", { name: "Cancel" }).click();
  await warning.waitFor({ state: "detached" });
  expect(await statusWith(old)).toBe(200);

  await button(page, "Refresh").click();
  await warning.getByRole("button", { name: "Continue" }).click();
  const fresh = await shownToken(page);
  expect(fresh).not.toBe(old);
  expect([await statusWith(old), await statusWith(fresh)]).toEqual([401, 200]);
  await button(page, /^Copy/).click();
  await expectGone(max, fresh);
  expect(max.complaints).toEqual([]);
});

test.each(["viewer", "admin"])("a person with the role %s can't refresh, and is told why", async (role) => {
  await using pat = await openBrowser(muster.address);
  const { page } = pat;
  for (const step of setUpSteps(page, `Hooli ${role}`, `pat.${role}@hooli.example`)) await step();
  await button(page, "Add Domain").click();
  await page.getByLabel("Email domains").fill(`${role}.hooli.example`);
  await page.keyboard.press("Enter");
  await button(page, "Add and generate token").click();
  await shownToken(page);
  await button(page, /^Copy/).click();
  await muster.sql`
    update role_grants set role = ${role} where user_id = (
      select id from users where user_name_key = ${`pat.${role}@hooli.example`})`;
  await page.reload();
  await page.getByText("You must be an Organization Admin to refresh the SCIM token or change this page.").waitFor();
  expect(await button(page, "Refresh").getAttribute("aria-disabled")).toBe("true");
  await button(page, "Refresh").click({ force: true });
  expect(await page.getByRole("alertdialog").count()).toBe(0);
});
