/** Each page and state, examined by axe in light, and in dark at 360 px: no violation. */

import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeSetupLink } from "../../src/accounts/setup-links.ts";
import { person } from "../support/bodies.ts";
import { PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
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

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in?back=/admin/login-access/scim-users-provisioning");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "SCIM Users Provisioning" }).waitFor();
}

/** An organization whose admin is `email`, with people, groups and a refusal. */
async function inUse(email: string): Promise<void> {
  const { orgId, domain, scim } = await muster.organization();
  await setUpClient(muster, orgId, email);
  for (const name of ["ann", "bob", "cid"]) await scim("POST", "/Users", person(`${name}@${domain}`));
  await scim("POST", "/Users", person("eve@elsewhere.example"));
  await muster.requestLog.flush();
}

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light" }],
  // Colours and width are each other's equals: two walks see both of each.
  ["dark, 360 px", { colorScheme: "dark", viewport: { width: 360, height: 740 }, hasTouch: true }],
];

describe.each(LOOKS)("%s", (look, options) => {
  const email = `axe.${look.replace(/\W/g, "")}@example.com`;

  test("signing in, a wrong password, a set-up link good and used", async () => {
    await using dana = await openBrowser(muster.address, options);
    const { page } = dana;
    await page.goto("/sign-in");
    await page.getByLabel("Email").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Email").fill("nobody@example.com");
    await page.getByLabel("Password", { exact: true }).fill("wrong wrong wrong");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(`/set-up#${await makeSetupLink(muster.sql, null, null)}`);
    await page.getByLabel("Organization").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto("/set-up#nonsense");
    await page.getByText("This link is not known here").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(dana.complaints).toEqual([]);
    await muster.sql`delete from sign_in_failures`;
  });

  test("SCIM Users Provisioning in daily use, its dialogs, and what is not there", async () => {
    await inUse(email);
    await using dana = await openBrowser(muster.address, options);
    const { page } = dana;
    await signIn(page, email);
    await page.getByText("elsewhere.example is not one of your domains").first().waitFor();
    expect(await violations(page)).toEqual([]);
    const open = async (name: string, role: "dialog" | "alertdialog") => {
      await page.getByRole("button", { name, exact: true }).first().click();
      await page.getByRole(role).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole(role).waitFor({ state: "detached" });
    };
    await open("Add Domain", "dialog");
    await open("Refresh", "alertdialog");
    await page.getByRole("button", { name: "Set-up guide" }).click();
    for (const tab of ["Entra ID", "Okta", "Google Workspace", "Other"]) {
      await page.getByRole("tab", { name: tab }).click();
      expect(await violations(page)).toEqual([]);
    }
    await page.goto("/nowhere");
    await page.getByRole("heading").first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(dana.complaints).toEqual([]);
  });

  test("not set up, then the token", async () => {
    await using dana = await openBrowser(muster.address, options);
    const { page } = dana;
    await setUpClient(await startedBeside(), null, `new.${email}`);
    await signIn(page, `new.${email}`);
    await page.getByText("Not connected").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Add Domain", exact: true }).first().click();
    await page.getByLabel("Email domains").fill(`${look.replace(/\W/g, "")}.example, gmail.com`);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Add and generate token" }).click();
    await page.getByText("A public mail provider. Anyone can get an address there.").waitFor();
    expect(await violations(page)).toEqual([]);
    await page
      .getByRole("button", { name: /Remove gmail\.com/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Add and generate token" }).click();
    await page.getByRole("heading", { name: "Your SCIM token" }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await violations(page)).toEqual([]);
    expect(dana.complaints).toEqual([]);
  });
});

let nodes: Promise<Muster> | undefined;

/** A second server, whose throttle has not seen the first one's tries. */
function startedBeside(): Promise<Muster> {
  nodes ??= startMuster(muster);
  return nodes;
}
afterAll(async () => (await nodes)?.stop());
