// What pictures do not show: where the keyboard is, what is sent, what the browser keeps. By hand, after
// `npm run console:build`: node console/testing/behaviour.ts [WORDS]; WORDS: only what holds them.
import assert from "node:assert/strict";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { createFake, dailyUse, dana, type Fake, notSetUp, startFake } from "./fake-api.ts";

const scim = "/admin/login-access/scim-users-provisioning";
const secret = "muster_scim_7Qf0KcWn4LsYp6Hj3DuEaTqXo5vR9xZt2mVbG81NiAek3XrQ7";

interface At {
  page: Page;
  context: BrowserContext;
  fake: Fake;
  url: string;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");

async function toToken({ page, url, fake }: At): Promise<void> {
  fake.provisioning = notSetUp();
  await page.goto(url + scim);
  await button(page, "Add Domain").click();
  await page.getByLabel("Email domains").fill("example.com");
  await button(page, "Add and generate token").click();
  await page.getByText(secret).waitFor();
}

const behaviours: Record<string, (at: At) => Promise<void>> = {
  "Save with a refused domain gives the keyboard to it; Backspace takes the last back": async ({ page, url, fake }) => {
    fake.provisioning = notSetUp();
    await page.goto(url + scim);
    await button(page, "Add Domain").click();
    const field = page.getByLabel("Email domains");
    await field.pressSequentially("example.com,gmail.com ");
    await button(page, "Add and generate token").click();
    await page.getByText("A public mail provider").waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Remove gmail.com");
    await field.focus();
    await field.press("Backspace");
    assert.equal(await field.inputValue(), "gmail.com");
    await field.fill("nonsense");
    await field.press("Enter");
    await page.getByText("Not a domain name").waitFor();
    assert.deepEqual(fake.changes, []);
  },
  "the token has the keyboard when it appears; Enter copies and selects it, and Copied stays": async (at) => {
    await toToken(at);
    assert.equal(await focused(at.page), "Copy the SCIM token");
    await at.page.keyboard.press("Enter");
    await at.page.getByText("Copied to your clipboard. Now paste it into Entra ID.").waitFor();
    assert.equal(await at.page.evaluate(() => navigator.clipboard.readText()), secret);
    assert.equal(await at.page.evaluate(() => getSelection()?.toString()), secret);
    await at.page.waitForTimeout(2500);
    await button(at.page, "Copied the SCIM token").waitFor();
  },
  "the token is in no store of the browser, and gone after a reload": async (at) => {
    await toToken(at);
    await button(at.page, "Copy the SCIM token").click();
    const kept = await at.page.evaluate(async () =>
      JSON.stringify([
        { ...localStorage },
        { ...sessionStorage },
        history.state,
        document.cookie,
        await caches.keys(),
        await indexedDB.databases(),
      ]),
    );
    assert.ok(!kept.includes("7Qf0K"), kept);
    await at.page.reload();
    await at.page.getByRole("heading", { name: "SCIM token", exact: true }).waitFor();
    assert.ok(!(await at.page.content()).includes("7Qf0K"));
  },
  "pagehide takes the token out of the page": async (at) => {
    await toToken(at);
    await at.page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    assert.ok(!(await at.page.content()).includes("7Qf0K"));
  },
  "going away and back does not bring the token back": async (at) => {
    await toToken(at);
    await button(at.page, "Copy the SCIM token").click();
    await at.page.goto(`${at.url}/nowhere`);
    await at.page.goBack();
    await at.page.getByRole("heading", { name: "SCIM token", exact: true }).waitFor();
    assert.ok(!(await at.page.content()).includes("7Qf0K"));
  },
  "leaving uncopied asks in the console; Esc stays, Leave forgets": async (at) => {
    await toToken(at);
    await at.page.getByRole("link", { name: "Admin", exact: true }).click();
    await at.page.getByRole("alertdialog").waitFor();
    await at.page.waitForFunction(() => document.activeElement?.textContent === "Copy and stay");
    await at.page.keyboard.press("Escape");
    await at.page.getByRole("alertdialog").waitFor({ state: "hidden" });
    await at.page.getByText(secret).waitFor();
    await at.page.getByRole("link", { name: "SCIM Users Provisioning" }).click();
    await button(at.page, "Leave").click();
    await at.page.getByRole("heading", { name: "SCIM token", exact: true }).waitFor();
    assert.ok(!(await at.page.content()).includes("7Qf0K"));
  },
  "Copy and stay copies and stays": async (at) => {
    await toToken(at);
    await at.page.getByRole("link", { name: "Admin", exact: true }).click();
    await button(at.page, "Copy and stay").click();
    await at.page.getByText("Copied to your clipboard").waitFor();
    assert.equal(await at.page.evaluate(() => navigator.clipboard.readText()), secret);
  },
  "leaving the site uncopied asks by beforeunload, copied it does not": async (at) => {
    await toToken(at);
    let asked = 0;
    at.page.on("dialog", (dialog) => {
      asked += 1;
      void dialog.dismiss();
    });
    await at.page.reload({ timeout: 2000 }).catch(() => undefined);
    assert.equal(asked, 1);
    await button(at.page, "Copy the SCIM token").click();
    await at.page.getByText("Copied to your clipboard").waitFor();
    await at.page.reload();
    assert.equal(asked, 1);
  },
  "without a clipboard the token is selected, and the keys copy it": async (at) => {
    await at.context.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await toToken(at);
    await at.page.getByText(secret).click({ force: true });
    await at.page.getByText("Selected. Press Ctrl+C to copy it.").waitFor();
    await at.page.keyboard.press("Control+C");
    await at.page.getByText("Copied to your clipboard").waitFor();
  },
  "a double click on Continue refreshes once; Cancel has the keyboard first": async ({ page, url, fake }) => {
    await page.goto(url + scim);
    await button(page, "Refresh").click();
    await page.getByRole("alertdialog").waitFor();
    await page.waitForFunction(() => document.activeElement?.textContent === "Cancel");
    fake.delay = 300;
    await button(page, "Continue").dblclick();
    await page.getByText(secret).waitFor();
    assert.deepEqual(fake.changes, ["POST /api/scim/token/refresh"]);
  },
  "a sign-in that is too old asks for the password, then does what was asked": async ({ page, url, fake }) => {
    fake.confirm = true;
    await page.goto(url + scim);
    await page.getByRole("switch").click();
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await button(page, "Continue").click();
    await page.getByText("This is not your password.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(fake.password);
    await page.keyboard.press("Enter");
    await page.getByText("Email invites are off.").waitFor();
    assert.equal(fake.provisioning.sendEmailInvites, false);
  },
  "who does not confirm changes nothing": async ({ page, url, fake }) => {
    fake.confirm = true;
    await page.goto(url + scim);
    await button(page, "Refresh").click();
    await button(page, "Continue").click();
    await page.getByLabel("Password", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("Password", { exact: true }).waitFor({ state: "hidden" });
    assert.deepEqual(fake.changes, []);
    assert.equal(await page.getByText(secret).count(), 0);
  },
  "sign-in leads back to where one was going, and nowhere else": async ({ page, url, fake }) => {
    fake.me = null;
    await page.goto(url + scim);
    await page.getByLabel("Email").fill("dana.whitfield@example.com");
    await page.getByLabel("Password", { exact: true }).fill(fake.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "SCIM token" }).waitFor();
    assert.equal(new URL(page.url()).pathname, scim);
    fake.me = null;
    await page.goto(`${url}/sign-in?back=${encodeURIComponent("//evil.example/x")}`);
    await page.getByLabel("Email").fill("dana.whitfield@example.com");
    await page.getByLabel("Password", { exact: true }).fill(fake.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "SCIM token" }).waitFor();
    assert.equal(new URL(page.url()).origin, url);
  },
  "a session that ended leads to sign-in, and back": async ({ page, url, fake }) => {
    await page.goto(url + scim);
    await page.getByRole("heading", { name: "SCIM token" }).waitFor();
    fake.me = null;
    fake.changed();
    await page.getByRole("heading", { name: "Sign in to Muster" }).waitFor();
    assert.match(page.url(), /back=/);
  },
  "a set-up link's secret leaves the address at once, and sets up": async ({ page, url, fake }) => {
    fake.me = null;
    await page.goto(`${url}/set-up#create`);
    await page.getByLabel("Organization").waitFor();
    assert.equal(page.url(), `${url}/set-up`);
    await page.getByLabel("Organization").fill("Acme");
    await page.getByLabel("Your name").fill("Dana Whitfield");
    await page.getByLabel("Email").fill("taken@example.com");
    await page.getByLabel("Password", { exact: true }).fill("something else");
    await button(page, "Create organization").click();
    await page.getByText("This address has an account").waitFor();
    await page.getByLabel("Password of your account", { exact: true }).fill(fake.password);
    await button(page, "Create organization").click();
    await page.getByRole("heading", { name: "SCIM Users Provisioning" }).waitFor();
  },
  "a crowd of changes is read at most once in two seconds": async ({ page, url, fake }) => {
    await page.goto(url + scim);
    await page.getByRole("heading", { name: "SCIM token" }).waitFor();
    let readings = 0;
    page.on("request", (request) => {
      if (request.url() === `${url}/api/scim`) readings += 1;
    });
    for (let i = 0; i < 30; i += 1) {
      fake.provisioning.people += 1;
      fake.changed();
      await page.waitForTimeout(100);
    }
    await page.waitForTimeout(2500);
    assert.ok(readings >= 2 && readings <= 4, `${readings} readings`);
    await page.getByText("1,314", { exact: true }).waitFor();
  },
  "who may not change anything finds every button, and none does anything": async ({ page, url, fake }) => {
    fake.me = { ...dana(), role: "admin" };
    await page.goto(url + scim);
    await button(page, "Refresh").focus();
    assert.equal(await focused(page), "Refresh");
    await page.keyboard.press("Enter");
    await page.getByRole("switch").click({ force: true });
    await button(page, "Turn off…").click({ force: true });
    await page.waitForTimeout(300);
    assert.equal(await page.getByRole("alertdialog").count(), 0);
    assert.equal(await page.getByRole("switch").isChecked(), true);
    assert.deepEqual(fake.changes, []);
  },
  "SCIM is turned off and on again, which gives a token": async ({ page, url }) => {
    await page.goto(url + scim);
    await button(page, "Turn off…").click();
    await page.getByText("1,284 people and 46 groups stay as they are").waitFor();
    await button(page, "Turn off").click();
    await page.getByText("SCIM is off. The token is revoked.").waitFor();
    await button(page, "Turn on SCIM").click();
    await page.getByText(secret).waitFor();
  },
  "a domain is removed after its people are told": async ({ page, url, fake }) => {
    await page.goto(url + scim);
    await page.getByText("1,147").waitFor();
    await button(page, "Remove example.org").click();
    await page.getByText("96 people carry it").waitFor();
    await button(page, "Remove").click();
    await page.getByText("Removed example.org.").waitFor();
    assert.equal(fake.provisioning.domains.length, 3);
  },
  "the appearance that was chosen stays": async ({ page, url }) => {
    await page.goto(url + scim);
    await button(page, /my account/).click();
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme === "dark");
  },
};

const only = process.argv[2] ?? "";
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let failed = 0;
for (const [name, behave] of Object.entries(behaviours)) {
  if (!name.includes(only)) continue;
  const fake = createFake({ provisioning: dailyUse() });
  const { server, url } = await startFake(fake, join(import.meta.dirname, "../dist"));
  const context = await browser.newContext({ reducedMotion: "reduce" });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  try {
    await behave({ page, context, fake, url });
    console.log(`holds: ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILS: ${name}\n${String(error).slice(0, 600)}`);
    await page.screenshot({ path: `/tmp/con-shots/failed-${failed}.png` }).catch(() => undefined);
  }
  await context.close();
  server.closeAllConnections();
  server.close();
}
await browser.close();
console.log(`${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
