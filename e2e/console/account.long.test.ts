/** My account and signing in, as a person does it: two-factor, passkeys, sessions, password. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { person, team } from "../support/bodies.ts";
import { PASSWORD, setUpClient } from "../support/console-client.ts";
import { type Muster, startMuster } from "../support/muster.ts";
import { codeOf } from "../support/totp.ts";
import { BROWSER_MS, closeBrowser, openBrowser } from "./browser.ts";
import { violations } from "./violations.ts";

vi.setConfig({ testTimeout: BROWSER_MS });

let muster: Muster;
/** Passkeys are for names, not for numbers. */
let address: string;

beforeAll(async () => {
  muster = await startMuster();
  address = muster.address.replace("127.0.0.1", "localhost");
});
afterAll(async () => {
  await closeBrowser();
  await muster.stop();
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.goto("/sign-in?back=/account");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /my account$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in to Muster" }).waitFor();
}

/** A device that keeps passkeys and takes its owner for present. */
async function withAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("two-factor sign-in: turned on with the app, asked for, got past with a recovery code; the codes are shown once", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "two@example.com");
  await using dana = await openBrowser(address);
  const { page } = dana;
  await signIn(page, "two@example.com");
  await page.getByRole("heading", { name: "My account" }).waitFor();
  await button(page, "Turn on").click();
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  expect(await violations(page)).toEqual([]);
  const key = ((await page.getByText(/^([A-Z2-7]{4} ?){6,}/).textContent()) ?? "").replaceAll(" ", "");
  await page.getByLabel("Code that the app shows").fill(await codeOf(key));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Your recovery codes" }).waitFor();
  expect(await violations(page)).toEqual([]);
  const codes = await page.getByRole("dialog").getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await button(page, "Copy").click();
  await button(page, "Copied").waitFor();
  expect(await page.evaluate<string>("navigator.clipboard.readText()")).toBe(codes.join("\n"));
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Download").click()]);
  expect(download.suggestedFilename()).toBe("muster-recovery-codes.txt");
  await button(page, "Done").click();
  await page.getByText("10 recovery codes left").waitFor();
  expect(await page.content()).not.toContain(codes[0]);

  await signOut(page);
  await signIn(page, "two@example.com");
  await page.getByLabel("Code").fill("000000");
  await page.keyboard.press("Enter");
  await page.getByText("This code is not right").waitFor();
  expect(await violations(page)).toEqual([]);
  await button(page, "Use a recovery code").click();
  await page.getByLabel("Recovery code").fill(codes[3] ?? "");
  await page.keyboard.press("Enter");
  await page.getByText("9 recovery codes left").waitFor();
  await button(page, "Turn off…").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn off" }).click();
  await button(page, "Turn on").waitFor();
  expect(dana.complaints).toEqual([]);
});

test("a passkey is added, signs in, confirms that it is its owner, is renamed and removed", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "key@example.com");
  await using dana = await openBrowser(address, { colorScheme: "dark" });
  const { page } = dana;
  await withAuthenticator(page);
  await signIn(page, "key@example.com");
  await button(page, "Add a passkey").click();
  await page.getByRole("textbox", { name: "Name" }).fill("Work laptop");
  await button(page, "Continue").click();
  await page.getByText("Added Work laptop.").waitFor();
  await signOut(page);

  await page.goto("/sign-in?back=/account");
  await button(page, "Sign in with a passkey").click();
  await page.getByRole("heading", { name: "My account" }).waitFor();
  await page.getByText("Work laptop").waitFor();
  expect(await violations(page)).toEqual([]);

  await muster.sql`update sessions set "confirmedAt" = now() - interval '1 hour' where "orgId" = ${orgId}`;
  await button(page, "Actions for Work laptop").click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Old laptop");
  await button(page, "Rename").click();
  await button(page, "Actions for Old laptop").click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await button(page, "Remove").click();
  await page.getByRole("alertdialog", { name: "Confirm that it is you" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await button(page, "Use a passkey").click();
  await page.getByText("Removed Old laptop.").waitFor();
  await page.getByText("Old laptop", { exact: true }).waitFor({ state: "detached" });
  const kinds = await muster.sql<{ op: string; how: string | null }[]>`
    select resource_type || ' ' || op as op, after ->> 'with' as how from changes
    where org_id = ${orgId} and resource_type in ('passkey', 'session') order by id`;
  expect(kinds.slice(2).map(({ op, how }) => `${op}${how ? ` with ${how}` : ""}`)).toEqual([
    "passkey add",
    "session end",
    "session start with a passkey",
    "passkey update",
    "session confirm with a passkey",
    "passkey remove",
  ]);
  expect(dana.complaints).toEqual([]);
});

test("sessions elsewhere end; the password is changed, a weak one is refused where it stands", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "pass@example.com");
  await using dana = await openBrowser(address, { viewport: { width: 360, height: 740 }, hasTouch: true });
  const { page } = dana;
  await signIn(page, "pass@example.com");
  await page.getByText("This one").waitFor();
  expect(await violations(page)).toEqual([]);
  await button(page, "Sign out everywhere else").click();
  await page.getByText("Signed out everywhere else.").waitFor();
  await button(page, "Sign out everywhere else").waitFor({ state: "detached" });
  await button(page, "Change password").click();
  const dialog = page.getByRole("dialog", { name: "Change password" });
  await dialog.getByLabel("Your password now").fill(PASSWORD);
  await dialog.getByLabel("New password").fill("password1234");
  await page.keyboard.press("Enter");
  await dialog.getByText(/Choose a longer one/).waitFor();
  await dialog.getByLabel("New password").fill("seven quiet lamps over water");
  await page.keyboard.press("Enter");
  await page.getByText("Your password is changed.").waitFor();
  expect(dana.complaints).toEqual([]);
});

test("who has no role sees My account, and nothing else", async () => {
  const { orgId } = await muster.organization();
  await setUpClient(muster, orgId, "none@example.com");
  await muster.sql`delete from role_grants where org_id = ${orgId}`;
  await using dana = await openBrowser(address);
  const { page } = dana;
  await signIn(page, "none@example.com");
  await page.getByRole("heading", { name: "Two-factor sign-in" }).waitFor();
  await page.goto("/");
  await page.getByText("You have no role in").waitFor();
  await page.getByRole("button", { name: /my account$/ }).click();
  await page.getByRole("menuitem", { name: "My account" }).click();
  await page.getByRole("heading", { name: "Passkeys" }).waitFor();
  expect(dana.complaints).toEqual([]);
});

test("members get and lose roles, by name and by group", async () => {
  const { orgId, domain, scim } = await muster.organization();
  const email = `dana@${domain}`;
  await setUpClient(muster, orgId, email);
  const { body: ann } = await scim("POST", "/Users", person(`ann@${domain}`, { displayName: "Ann Lee" }));
  await scim("POST", "/Groups", team("Support", { members: [{ value: ann.id }] }));
  await using dana = await openBrowser(address, {
    colorScheme: "dark",
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  });
  const { page } = dana;
  await signIn(page, email);
  await page.getByText("This one").waitFor();
  await page.goto("/admin/login-access/members");
  await page.getByText("You are the only Organization Admin").waitFor();
  expect(await violations(page)).toEqual([]);

  await button(page, "Add a member").click();
  await page.getByRole("combobox", { name: "Person" }).fill("ann");
  await page.getByRole("option", { name: /^Ann Lee/ }).click();
  await page.getByRole("radio", { name: "Admin", exact: true }).check();
  await page.getByText("--role admin").waitFor();
  expect(await violations(page)).toEqual([]);
  await button(page, "Grant role").click();
  await page.getByText("Ann Lee is an Admin now.").waitFor();
  await page.getByRole("row", { name: /Ann Lee.*Admin/ }).waitFor();

  await button(page, "Add a group").click();
  await page.getByRole("combobox", { name: "Group" }).fill("sup");
  await page.getByRole("option", { name: "Support" }).click();
  await page.getByRole("radio", { name: "Organization Admin" }).check();
  await button(page, "Save").click();
  await page.getByText("Tick it to go on.").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("radio", { name: "Viewer" }).check();
  await button(page, "Save").click();
  await page.getByRole("row", { name: /Support.*Viewer/ }).waitFor();

  await button(page, "Actions for Ann Lee").click();
  await page.getByRole("menuitem", { name: "Withdraw role…" }).click();
  await page.getByText("They stay Viewer through the group Support.").waitFor();
  await button(page, "Withdraw").click();
  await page.getByRole("row", { name: /Ann Lee.*Viewer/ }).waitFor();
  // The last Organization Admin stays.
  await button(page, "Actions for Dana Whitfield").click();
  await page.getByRole("menuitem", { name: "Withdraw role…" }).click();
  await button(page, "Withdraw").click();
  await page.getByText("This is the last Organization Admin who can sign in.").waitFor();
  expect(await violations(page)).toEqual([]);
  expect(dana.complaints).toEqual([]);
});
