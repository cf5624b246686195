/** What pictures are taken of: each page of the console, and each state that a person may meet it in. */

import type { Page } from "playwright-core";
import { SCIM_PAGE } from "../console/browser.ts";
import type { Service, Who } from "./service.ts";

export interface State {
  readonly path: string | ((service: Service) => Promise<string>);
  /** Who looks; Dana, the Organization Admin of the demonstration, unless said. */
  readonly as?: Who | "nobody";
  /** What is arranged before the page is opened: answers that are lost, late or broken. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** What a person does before the picture. */
  readonly act?: (page: Page, service: Service) => Promise<unknown>;
  /** False: what is shown goes by. */
  readonly isStill?: false;
  /** Whether README or docs/ show it. */
  readonly isInDocs?: true;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).first();
const click = (page: Page, name: string | RegExp) => button(page, name).click();
const press = (name: string | RegExp) => (page: Page) => click(page, name);
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).first().waitFor();

/** Answers to `path` are broken, late or lost. */
const broken = (path: string) => (page: Page) =>
  page.route(path, (route) => route.fulfill({ status: 500, json: { code: "failed", message: "" } }));
const late = (path: string) => (page: Page) => page.route(path, () => undefined);
const lost = (path: string) => (page: Page) => page.route(path, (route) => route.abort("connectionreset"));

let domains = 0;

async function addDomains(page: Page, ...more: string[]): Promise<void> {
  await click(page, "Add Domain");
  await page.getByLabel("Email domains").fill([`borealis${++domains}.example`, ...more].join(" "));
  await page.getByLabel("Email domains").press("Enter");
}

/** Refreshes the token, which is then shown. */
async function showToken(page: Page): Promise<void> {
  await click(page, "Refresh");
  await page.getByRole("alertdialog").waitFor();
  await click(page, "Continue");
  await page.getByRole("heading", { name: "Your SCIM token" }).waitFor();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
}

/** The first of a list of the admin API, as the address of its page. */
async function first(service: Service, list: string, page: string): Promise<string> {
  const { rows } = (await service.call("dana", list)) as { rows: [{ id: string }] };
  return `${page}/${rows[0].id}`;
}

const provisioning: Record<string, State> = {
  "scim-not-set-up": {
    path: SCIM_PAGE,
    as: "nora",
    act: (page) => button(page, "Add Domain").waitFor(),
    isInDocs: true,
  },
  "scim-add-domain": {
    path: SCIM_PAGE,
    as: "nora",
    act: async (page) => {
      await addDomains(page, "gmail.com");
      await click(page, "Add and generate token");
      await page.getByText("A public mail provider").waitFor();
    },
  },
  "scim-daily-use": { path: SCIM_PAGE, act: (page) => page.getByText("Entra ID").first().waitFor(), isInDocs: true },
  "scim-guide": { path: SCIM_PAGE, act: press("Set-up guide") },
  "scim-refresh": { path: SCIM_PAGE, act: press("Refresh") },
  "scim-lost": {
    path: SCIM_PAGE,
    before: lost("**/api/scim/token/refresh"),
    act: async (page) => {
      await click(page, "Refresh");
      await page.getByRole("alertdialog").waitFor();
      await click(page, "Continue");
      await page.getByText("The answer was lost on the way").waitFor();
    },
  },
  "scim-turn-off": { path: SCIM_PAGE, act: press("Turn off…") },
  "scim-remove-domain": { path: SCIM_PAGE, act: press(/^Remove demo\.example/) },
  "scim-read-only": { path: SCIM_PAGE, as: "mei", act: (page) => button(page, "Refresh").waitFor() },
  "scim-loading": {
    path: SCIM_PAGE,
    before: late("**/api/scim"),
    act: (page) => page.waitForTimeout(600),
    isStill: false,
  },
  "scim-failed": { path: SCIM_PAGE, before: broken("**/api/scim"), act: (page) => button(page, "Try again").waitFor() },
};

const signingIn: Record<string, State> = {
  "sign-in": { path: "/sign-in", as: "nobody", act: (page) => page.getByLabel("Email").waitFor() },
  "set-up": {
    path: (service) => service.setUpLink(),
    as: "nobody",
    act: (page) => page.getByLabel("Your name").waitFor(),
  },
  "set-up-unknown": { path: "/set-up#what", as: "nobody", act: heading },
  "not-found": { path: "/nowhere", act: heading },
};

const shell: Record<string, State> = {
  "all-products": { path: SCIM_PAGE, act: press("All Products") },
  "account-menu": { path: SCIM_PAGE, act: press(/Dana/) },
};

const directory: Record<string, State> = {
  users: { path: "/directory/users", act: heading, isInDocs: true },
  "users-nothing-matches": { path: "/directory/users?search=zzzz", act: heading },
  "users-failed": { path: "/directory/users", before: broken("**/api/users?*"), act: heading },
  user: {
    path: (service) => first(service, "/users?limit=1", "/directory/users"),
    act: (page) => page.getByRole("heading", { name: "Groups" }).waitFor(),
    isInDocs: true,
  },
  groups: { path: "/directory/groups", act: heading },
  group: { path: (service) => first(service, "/groups?limit=1", "/directory/groups"), act: heading },
  "deleted-users": { path: "/directory/deleted-users", act: heading },
};

const own: Record<string, State> = {
  account: { path: "/account", act: heading },
  members: { path: "/admin/login-access/members", act: heading },
};

const activity: Record<string, State> = {
  start: { path: "/", act: heading, isInDocs: true },
  activity: {
    path: "/activity",
    act: (page) =>
      page
        .getByText(/was refused/)
        .first()
        .waitFor(),
    isInDocs: true,
  },
  "activity-why": { path: "/activity?why=kim.chen@partner.example", act: heading },
  "audit-log": { path: "/admin/audit-log", act: heading },
  palette: {
    path: SCIM_PAGE,
    act: async (page) => {
      await heading(page);
      await page.keyboard.press("Control+K");
      await page.getByRole("dialog").getByRole("textbox").fill("an");
      await page.waitForTimeout(800);
    },
  },
};

/** By the name of the picture. The token comes last: its refreshes stop the demonstration's identity provider. */
export const states: Readonly<Record<string, State>> = {
  ...signingIn,
  ...shell,
  ...provisioning,
  ...directory,
  ...own,
  ...activity,
  "scim-token": { path: SCIM_PAGE, act: showToken, isInDocs: true },
  "scim-leave": {
    path: SCIM_PAGE,
    act: async (page) => {
      await showToken(page);
      await click(page, /Dana/);
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
};
