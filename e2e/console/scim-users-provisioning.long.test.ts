/** The page SCIM Users Provisioning beyond the seed's procedures: the keyboard, leaving, old sessions, off and on. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { BROWSER_MS, closeBrowser, openBrowser, type Person, SCIM_PAGE, signedIn } from "./browser.ts";

vi.setConfig({ testTimeout: BROWSER_MS });

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(async () => {
  await closeBrowser();
  await muster.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
const clipboard = (page: Page) => page.evaluate<string>("navigator.clipboard.readText()");
const token = (page: Page) => page.getByText(/^muster_scim_\w{49}$/).first();

/** What has the keyboard, by its label or text. */
const focused = (page: Page) =>
  page.evaluate<string>(
    "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''",
  );
const hasFocus = (page: Page, name: string) => expect.poll(() => focused(page)).toBe(name);

/** An Organization Admin's browser; with a domain, SCIM is on there. */
async function admin(email: string, isOn: boolean): Promise<Person & { orgId: string; domain: string }> {
  const { orgId, domain } = isOn ? await muster.organization() : { orgId: null, domain: "" };
  const client = await setUpClient(muster, orgId, email);
  const { body: me } = await client("GET", "/me");
  const opened = await openBrowser(muster.address, { reducedMotion: "reduce" });
  await signedIn(opened, client, muster.address);
  await opened.page.goto(SCIM_PAGE);
  return { ...opened, orgId: me.organization.id, domain };
}

const changes = (orgId: string, type: string) =>
  muster.sql<{ op: string }[]>`
    select op from changes where org_id = ${orgId} and resource_type = ${type} order by id`.then((rows) =>
    rows.map(({ op }) => op),
  );

test("by keyboard: a refused domain gets it, Backspace takes a chip back, the token has it, Enter copies; pagehide forgets", async () => {
  await using ann = await admin("ann@keys.example", false);
  const { page } = ann;
  await button(page, "Add Domain").click();
  const field = page.getByLabel("Email domains");
  await field.pressSequentially("keys.example,gmail.com ");
  await button(page, "Add and generate token").click();
  await page.getByText("A public mail provider").waitFor();
  await hasFocus(page, "Remove gmail.com");
  expect(await changes(ann.orgId, "domain")).toEqual([]);
  await field.focus();
  await field.press("Backspace");
  expect(await field.inputValue()).toBe("gmail.com");
  await field.fill("nonsense");
  await field.press("Enter");
  await page.getByText("Not a domain name").waitFor();
  await button(page, "Remove nonsense").click();
  await button(page, "Add and generate token").click();
  await hasFocus(page, "Copy the SCIM token");
  await page.keyboard.press("Enter");
  await page.getByText("Copied to your clipboard. Now paste it into Entra ID.").waitFor();
  const shown = await token(page).textContent();
  expect(await clipboard(page)).toBe(shown);
  expect(await page.evaluate("getSelection()?.toString()")).toBe(shown);
  await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
  await expect.poll(() => page.content()).not.toContain(shown);
  expect(ann.complaints).toEqual([]);
});

test("leaving uncopied asks, in the console and out of it: Esc stays, Leave forgets, Copy and stay copies", async () => {
  await using ben = await admin("ben@leaving.example", true);
  const { page } = ben;
  const refresh = async () => {
    await button(page, "Refresh").click();
    await button(page, "Continue").click();
    await token(page).waitFor();
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
  };
  const away = () => page.getByRole("link", { name: "Admin", exact: true }).first().click();
  await refresh();
  const first = (await token(page).textContent()) ?? "";
  await away();
  await hasFocus(page, "Copy and stay");
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  expect(await token(page).textContent()).toBe(first);
  let asked = 0;
  page.on("dialog", (dialog) => {
    asked += 1;
    void dialog.dismiss();
  });
  await page.reload({ timeout: 2_000 }).catch(() => undefined);
  expect(asked).toBe(1);
  await away();
  await button(page, "Copy and stay").click();
  await page.getByText("Copied to your clipboard").waitFor();
  expect(await clipboard(page)).toBe(first);
  await page.reload();
  expect(asked).toBe(1);
  await refresh();
  const second = (await token(page).textContent()) ?? "";
  await away();
  await button(page, "Leave").click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(second);
});

test("the first view takes less than 200 kB of JavaScript, gzipped", async () => {
  await using abe = await admin("abe@light.example", true);
  const { page, context } = abe;
  const scripts: Promise<number>[] = [];
  await context.route("**/*.js", (route) =>
    route.continue({ headers: { ...route.request().headers(), "accept-encoding": "gzip" } }),
  );
  page.on("response", (answer) => {
    if (answer.url().endsWith(".js"))
      scripts.push(
        answer
          .request()
          .sizes()
          .then((sizes) => sizes.responseBodySize),
      );
  });
  await page.reload();
  await page.getByRole("heading", { name: "SCIM token", exact: true }).waitFor();
  const bytes = (await Promise.all(scripts)).reduce((all, one) => all + one, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(200_000);
});

test("where the browser has no clipboard the token is selected, and the keys copy it", async () => {
  await using cleo = await admin("cleo@noclip.example", true);
  const { page, context } = cleo;
  await context.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await page.reload();
  await button(page, "Refresh").click();
  await button(page, "Continue").click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  await token(page).click({ force: true });
  await page.getByText("Selected. Press Ctrl+C to copy it.").waitFor();
  await page.keyboard.press("Control+C");
  await page.getByText("Copied to your clipboard").waitFor();
});

test("Continue pressed twice refreshes once; a sign-in that is too old is confirmed first, and who does not confirm changes nothing", async () => {
  await using dana = await admin("dana@old.example", true);
  const { page, orgId } = dana;
  const before = (await changes(orgId, "token")).length;
  await muster.sql`update sessions set "confirmedAt" = now() - interval '1 hour' where "orgId" = ${orgId}`;
  await button(page, "Refresh").click();
  await hasFocus(page, "Cancel");
  await button(page, "Continue").click();
  await page.getByLabel("Password", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByLabel("Password", { exact: true }).waitFor({ state: "detached" });
  expect(await changes(orgId, "token")).toHaveLength(before);

  await page.getByRole("switch").click();
  await page.getByLabel("Password", { exact: true }).fill("wrong wrong wrong");
  await page.keyboard.press("Enter");
  await page.getByText(/not your password/).waitFor();
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("Email invites are off.").waitFor();

  await page.reload();
  await button(page, "Refresh").click();
  await button(page, "Continue").dblclick();
  await token(page).waitFor();
  expect((await changes(orgId, "token")).slice(before)).toEqual(["revoke", "generate"]);
});

test("SCIM is turned off and on again with a new token; a domain goes after its people are told", async () => {
  await using eli = await admin("eli@off.example", true);
  const { page, orgId, domain } = eli;
  await button(page, "Turn off…").click();
  await button(page, "Turn off").click();
  await page.getByText("SCIM is off. The token is revoked.").waitFor();
  await button(page, "Turn on SCIM").click();
  await token(page).waitFor();
  await button(page, "Copy the SCIM token").click();
  await button(page, "Done").click();
  await button(page, `Remove ${domain}`).click();
  await page.getByText("Nobody carries it.").waitFor();
  await button(page, "Remove").click();
  await page.getByText(`Removed ${domain}.`).waitFor();
  expect(await muster.sql`select from domains where org_id = ${orgId}`).toHaveLength(0);
});

test("a session that ended leads to sign-in, and back to where one was; to no other site", async () => {
  await using fay = await admin("fay@back.example", true);
  const { page, orgId } = fay;
  await page.getByRole("heading", { name: "SCIM token", exact: true }).waitFor();
  await muster.sql`delete from sessions where "orgId" = ${orgId}`;
  await page.reload();
  const signIn = async () => {
    await page.getByLabel("Email").fill("fay@back.example");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.keyboard.press("Enter");
  };
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect(page.url()).toContain("back=");
  await signIn();
  await page.getByRole("heading", { name: "SCIM token", exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe(SCIM_PAGE);
  await fay.context.clearCookies();
  await page.goto(`/sign-in?back=${encodeURIComponent("//evil.example/x")}`);
  await signIn();
  await page.getByRole("navigation").first().waitFor();
  expect(new URL(page.url()).origin).toBe(muster.address);
});
