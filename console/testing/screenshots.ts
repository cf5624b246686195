// Pictures of every state of the console, in light, dark and on a phone, each examined by axe:
// node console/testing/screenshots.ts FOLDER [WORDS] (after `npm run console:build`); WORDS: only states that hold them.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { createFake, dailyUse, dana, type Fake, notSetUp, startFake } from "./fake-api.ts";

const page = "/admin/login-access/scim-users-provisioning";

interface State {
  path: string;
  fake?: Partial<Fake>;
  /** What a person does before the picture. */
  act?: (page: Page, fake: Fake) => Promise<void>;
}

const click = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first().click();

async function addDomains(page: Page, words: string): Promise<void> {
  await click(page, "Add Domain");
  await page.getByLabel("Email domains").fill(words);
  await page.getByLabel("Email domains").press("Enter");
}

async function showToken(page: Page): Promise<void> {
  await addDomains(page, "example.com, example.org emea.example.com acme.example");
  await click(page, "Add and generate token");
  await page.getByRole("heading", { name: "Your SCIM token" }).waitFor();
}

async function refresh(page: Page): Promise<void> {
  await click(page, "Refresh");
  await page.getByRole("alertdialog").waitFor();
  await click(page, "Continue");
}

const fresh = () => ({ provisioning: notSetUp() });

const states: Record<string, State> = {
  "not-set-up": { path: page, fake: fresh() },
  "not-set-up-guide": { path: page, fake: fresh(), act: (page) => click(page, "Okta") },
  local: {
    path: page,
    fake: { provisioning: { ...notSetUp(), tenantUrl: "http://localhost:3000/scim/v2", reachable: "local" } },
  },
  "add-domain": {
    path: page,
    fake: fresh(),
    act: async (page) => {
      await addDomains(page, "example.com, example.org emea.example.com gmail.com acme.example");
      await click(page, "Add and generate token");
      await page.getByText("A public mail provider").waitFor();
      await page.getByLabel("Email domains").focus();
    },
  },
  token: { path: page, fake: fresh(), act: showToken },
  "token-copied": {
    path: page,
    fake: fresh(),
    act: async (page) => {
      await showToken(page);
      await click(page, "Copy the SCIM token");
      await page.getByText("Copied to your clipboard").waitFor();
    },
  },
  "token-okta": {
    path: page,
    fake: fresh(),
    act: async (page) => {
      await showToken(page);
      await page.getByRole("tab", { name: "Okta" }).click();
    },
  },
  "token-google": {
    path: page,
    fake: fresh(),
    act: async (page) => {
      await showToken(page);
      await page.getByRole("tab", { name: "Google Workspace" }).click();
    },
  },
  "token-other": {
    path: page,
    fake: fresh(),
    act: async (page) => {
      await showToken(page);
      await page.getByRole("tab", { name: "Other" }).click();
    },
  },
  "token-live": {
    path: page,
    fake: fresh(),
    act: async (page, fake) => {
      await showToken(page);
      const { token } = fake.provisioning;
      Object.assign(fake.provisioning, { ...dailyUse(), people: 214, groups: 12 });
      if (token) fake.provisioning.token = { ...token, lastUse: dailyUse().token?.lastUse ?? null };
      fake.changed();
      await page.getByText("214 people and 12 groups so far").first().waitFor({ state: "attached" });
    },
  },
  leave: {
    path: page,
    fake: fresh(),
    act: async (page) => {
      await showToken(page);
      await click(page, /Dana/);
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  waiting: {
    path: page,
    fake: fresh(),
    act: async (page) => {
      await showToken(page);
      await click(page, "Copy the SCIM token");
      await click(page, "Done");
    },
  },
  "daily-use": { path: page },
  "daily-use-guide": { path: page, act: (page) => click(page, "Set-up guide") },
  "none-refused": { path: page, fake: { provisioning: { ...dailyUse(), refused: 0, refusals: [] } } },
  refresh: {
    path: page,
    act: async (page) => {
      await click(page, "Refresh");
    },
  },
  confirm: {
    path: page,
    fake: { confirm: true },
    act: async (page) => {
      await refresh(page);
      await page.getByText("Confirm that it is you").waitFor();
    },
  },
  lost: {
    path: page,
    fake: { next: { "POST /api/scim/token/refresh": "lost" } },
    act: async (page) => {
      await refresh(page);
      await page.getByText("The answer was lost on the way").waitFor();
    },
  },
  raced: {
    path: page,
    act: async (page, fake) => {
      await page.getByRole("button", { name: "Refresh", exact: true }).waitFor();
      if (fake.provisioning.token) fake.provisioning.token.id = "another";
      await refresh(page);
      await page.getByText("Nothing was changed").waitFor();
    },
  },
  "remove-domain": { path: page, act: (page) => click(page, "Remove example.org") },
  "turn-off": { path: page, act: (page) => click(page, "Turn off…") },
  off: { path: page, fake: { provisioning: { ...dailyUse(), state: "off", token: null } } },
  "read-only": { path: page, fake: { me: { ...dana(), name: "Mei-Ling Chow", role: "admin" } } },
  "no-role": {
    path: page,
    fake: { me: { ...dana(), name: "Liam O’Donnell", email: "liam.odonnell@example.com", role: null } },
  },
  loading: { path: page, fake: { delay: 1500 } },
  failed: {
    path: page,
    fake: { next: { "GET /api/scim": "broken", "GET /api/scim/domains/people": "broken" } },
  },
  "people-failed": { path: page, fake: { next: { "GET /api/scim/domains/people": "broken" } } },
  "toggle-failed": {
    path: page,
    fake: { next: { "PUT /api/scim/send-email-invites": "broken" } },
    act: async (page) => {
      await page.getByRole("switch").click();
      await page.getByText("Not saved").waitFor();
    },
  },
  toast: {
    path: page,
    act: async (page) => {
      await page.getByRole("switch").click();
      await page.getByText("Email invites are off.").waitFor();
    },
  },
  "all-products": { path: page, act: (page) => click(page, "All Products") },
  account: {
    path: page,
    fake: {
      me: {
        ...dana(),
        organizations: [dana().organization, { id: "b", name: "Borealis Foods", shortName: "Borealis" }],
      },
    },
    act: (page) => click(page, /Dana/),
  },
  navigation: {
    path: page,
    act: async (page) => {
      await page.getByRole("heading", { level: 1 }).waitFor();
      const burger = page.getByRole("button", { name: "Open navigation" });
      if (await burger.isVisible()) await burger.click();
    },
  },
  "sign-in": { path: page, fake: { me: null } },
  "sign-in-wrong": {
    path: page,
    fake: { me: null },
    act: async (page) => {
      await page.getByLabel("Email").fill("dana.whitfield@example.com");
      await page.getByLabel("Password", { exact: true }).fill("wrong");
      await click(page, "Sign in");
      await page.getByRole("alert").waitFor();
    },
  },
  "set-up": { path: "/set-up#create", fake: { me: null } },
  "set-up-join": {
    path: "/set-up#join",
    fake: { me: null },
    act: async (page) => {
      await page.getByLabel("Your name").fill("Priya Raman");
      await page.getByLabel("Password", { exact: true }).fill("short");
      await click(page, "Join");
      await page.getByText("Too short").waitFor();
    },
  },
  "set-up-used": { path: "/set-up#used", fake: { me: null } },
  "set-up-expired": { path: "/set-up#expired", fake: { me: null } },
  "set-up-unknown": { path: "/set-up#what", fake: { me: null } },
  "not-found": { path: "/nowhere" },
};

const looks = {
  light: { width: 1280, height: 860, scheme: "light" },
  dark: { width: 1280, height: 860, scheme: "dark" },
  phone: { width: 360, height: 740, scheme: "light" },
  "phone-dark": { width: 360, height: 740, scheme: "dark" },
  tablet: { width: 900, height: 860, scheme: "light" },
} as const;

async function take(
  browser: Browser,
  folder: string,
  name: string,
  state: State,
  look: keyof typeof looks,
): Promise<number> {
  const fake = createFake({ provisioning: dailyUse(), ...structuredClone(state.fake ?? {}) });
  const { server, url } = await startFake(fake, join(import.meta.dirname, "../dist"));
  const { width, height, scheme } = looks[look];
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const tab = await context.newPage();
  let faults = 0;
  const fault = (what: string) => {
    faults += 1;
    console.log(`${name} ${look}: ${what}`);
  };
  tab.on("console", (message) => {
    const expected = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !expected) fault(message.text());
  });
  tab.on("pageerror", (error) => fault(String(error)));
  try {
    await tab.goto(url + state.path);
    if (name !== "loading") await tab.waitForLoadState("load");
    await state.act?.(tab, fake);
    await tab.waitForTimeout(name === "loading" ? 2300 : 450);
    await tab.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
    faults += await examine(tab, `${name} ${look}`);
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) fault(`scrolls sideways by ${wide} px`);
  } catch (error) {
    fault(String(error).slice(0, 400));
    await tab.screenshot({ path: join(folder, `${name}-${look}-fault.png`) }).catch(() => undefined);
  }
  await context.close();
  server.closeAllConnections();
  server.close();
  return faults;
}

interface Violation {
  id: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** Examines the page with axe (through the debugger, as the policy lets no foreign script in); how many violations. */
async function examine(tab: Page, name: string): Promise<number> {
  await tab.evaluate(axe.source);
  const violations = (await tab.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations)",
  )) as Violation[];
  for (const { id, nodes } of violations) {
    console.log(
      `${name}: axe ${id} ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")} ${nodes[0]?.failureSummary?.slice(0, 300)}`,
    );
  }
  return violations.length;
}

const [folder = "/tmp/con-shots", words = "", only = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
let faults = 0;
for (const [name, state] of Object.entries(states)) {
  if (!name.includes(words)) continue;
  for (const look of Object.keys(looks) as (keyof typeof looks)[]) {
    if (only === "" || only.split(",").includes(look)) faults += await take(browser, folder, name, state, look);
  }
}
await browser.close();
console.log(`${faults} faults`);
