/** Directory: users, groups and deleted users as an admin reads them, on the real server. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { add, ENTERPRISE, patch, person, teamOf } from "../support/bodies.ts";
import { type ConsoleClient, setUpClient } from "../support/console-client.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";
import { BROWSER_MS, closeBrowser, openBrowser, type Person, signedIn } from "./browser.ts";
import { violations } from "./violations.ts";

vi.setConfig({ testTimeout: BROWSER_MS });

const PEOPLE = 60;
const WIDE = { width: 1280, height: 720 };
const LOOKS = [
  ["light", "light", WIDE],
  ["dark, 360 px", "dark", { width: 360, height: 740 }],
] as const;

let muster: Muster;
let acme: Organization & { domain: string };
let client: ConsoleClient;
let ann: string;
let crew: string;

beforeAll(async () => {
  muster = await startMuster();
  acme = await muster.organization();
  client = await setUpClient(muster, acme.orgId, "dana@console.example");
  const { body: boss } = await acme.scim("POST", "/Users", person(`boss@${acme.domain}`, { displayName: "Zoë Boss" }));
  const { body } = await acme.scim("POST", "/Users", {
    ...person(`ann@${acme.domain}`, { displayName: "Ann Castellanos", title: "Analyst" }),
    [ENTERPRISE]: { department: "Sales", manager: { value: boss.id } },
  });
  ann = body.id;
  await muster.sql`
    insert into users (org_id, connection_id, body)
    select c.org_id, c.id, jsonb_build_object('userName', 'n' || n || '@' || ${acme.domain}::text,
      'displayName', 'Person ' || lpad(n::text, 3, '0'), 'active', n % 5 <> 0)
    from connections c, generate_series(1, ${PEOPLE}::int) n where c.org_id = ${acme.orgId}`;
  crew = (await acme.scim("POST", "/Groups", teamOf("Crew", [ann, boss.id]))).body.id;
  const { body: inner } = await acme.scim("POST", "/Groups", teamOf("Inner", []));
  await acme.scim("PATCH", `/Groups/${crew}`, patch(add([inner.id])));
  const { body: gone } = await acme.scim("POST", "/Users", person(`gone@${acme.domain}`, { displayName: "Gone Girl" }));
  await acme.scim("DELETE", `/Users/${gone.id}`);
});
afterAll(async () => {
  await closeBrowser();
  await muster.stop();
});

/** A browser of the organization's admin, or of `as`. */
async function open(options: Parameters<typeof openBrowser>[1] = {}, as = client): Promise<Person> {
  const opened = await openBrowser(muster.address, options);
  await signedIn(opened, as, muster.address);
  return opened;
}

const names = (page: Page) => page.locator("tbody a[data-row]").allTextContents();
const search = (page: Page) => page.getByRole("searchbox").first();
const query = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const PATIENCE = { timeout: 15_000 };
const shows = (page: Page, expected: string[]) => expect.poll(() => names(page), PATIENCE).toEqual(expected);

test("users are searched, filtered, sorted and paged in the address, so that back, forward and a link lead there", async () => {
  await using dana = await open();
  const { page } = dana;
  await page.goto("/");
  await page.getByRole("button", { name: "All Products" }).click();
  await page.getByRole("menuitem", { name: /Directory/ }).click();
  await page.getByText("63 people, 62 of them kept in step by your identity provider.").waitFor();
  await page.getByText("1–50 of 63").waitFor();
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByText("51–63 of 63").waitFor();
  expect((await names(page)).at(-1)).toBe("Zoë Boss");
  await page.goBack();
  await page.getByText("1–50 of 63").waitFor();
  await page.goForward();
  await page.getByText("51–63 of 63").waitFor();
  await page.getByRole("button", { name: "Previous" }).click();
  await page.getByText("1–50 of 63").waitFor();

  await page.getByRole("button", { name: "Name", exact: true }).click();
  await expect.poll(async () => (await names(page))[0], PATIENCE).toBe("Zoë Boss");
  expect(await page.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("descending");

  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByLabel("Name of the group").fill("cre");
  await page.getByRole("button", { name: /^Crew/ }).waitFor();
  await page.keyboard.press("Enter");
  await shows(page, ["Zoë Boss", "Ann Castellanos"]);
  await page.getByText("1–2 of 2").waitFor();
  expect(query(page)).toMatchObject({ group: crew, order: "descending" });

  const second = await dana.context.newPage();
  await second.goto(page.url());
  await shows(second, ["Zoë Boss", "Ann Castellanos"]);
  await second.getByText("Crew").first().waitFor();
  await second.close();

  await page.getByRole("button", { name: "Any group" }).click();
  await page.getByRole("button", { name: "Status", exact: true }).click();
  await page.getByRole("button", { name: "Suspended By the identity provider" }).click();
  await page.getByText("1–12 of 12").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/-users-.*\.csv$/);
  expect(dana.complaints).toEqual([]);
});

test("the keyboard does all: slash, letters, arrows, Enter, Escape", async () => {
  await using dana = await open();
  const { page } = dana;
  await page.goto("/directory/users");
  await page.getByText("1–50 of 63").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("person 00");
  await page.getByText("1–9 of 9").waitFor();
  expect(query(page)).toEqual({ search: "person 00" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Person 008" }).waitFor();
  await page.goBack();
  await page.getByText("1–9 of 9").waitFor();
  expect(await search(page).inputValue()).toBe("person 00");
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  await page.getByText("1–50 of 63").waitFor();
  expect(query(page)).toEqual({});
  expect(dana.complaints).toEqual([]);
});

test("a user's page has attributes, groups and history, and follows the identity provider without a reload", async () => {
  await using dana = await open();
  const { page } = dana;
  await page.goto(`/directory/users/${ann}`);
  await page.getByRole("heading", { name: "Ann Castellanos" }).waitFor();
  expect(await page.title()).toBe("Ann Castellanos · Muster");
  await page.getByText("Kept in step by your identity provider. Change it there.").waitFor();
  await page.getByRole("link", { name: "Zoë Boss" }).waitFor();
  await page.getByRole("link", { name: "Crew" }).waitFor();
  await page.getByText("No sign-in yet.").waitFor();

  await acme.scim("PATCH", `/Users/${ann}`, patch({ op: "replace", path: "title", value: "Senior Analyst" }));
  const history = page.getByRole("region", { name: "History" });
  await history.getByText("1 attribute changed").waitFor(PATIENCE);
  expect(await history.locator("dl").first().textContent()).toBe("TitleAnalystSenior Analyst");
  await page.getByRole("region", { name: "Attributes" }).getByText("Senior Analyst").waitFor();
  await acme.scim("PATCH", `/Users/${ann}`, patch({ op: "replace", path: "active", value: false }));
  await history.getByText("Suspended by").waitFor(PATIENCE);
  await acme.scim("PATCH", `/Users/${ann}`, patch({ op: "replace", path: "active", value: true }));

  await page.getByRole("link", { name: "Crew" }).click();
  await page.getByRole("heading", { name: "Crew" }).waitFor();
  await page.getByText("1 group is a member").waitFor();
  await shows(page, ["Ann Castellanos", "Zoë Boss"]);
  await page.getByRole("link", { name: "Inner" }).click();
  await page.getByText("Nobody is a member.").waitFor();
  expect(dana.complaints).toEqual([]);
});

test("the list of users follows the identity provider, and stays where one has scrolled to", async () => {
  await using dana = await open({ viewport: { width: 1280, height: 500 } });
  const { page } = dana;
  await page.goto("/directory/users?sort=created&order=descending");
  await page.getByText("1–50 of 63").waitFor();
  await page.mouse.wheel(0, 900);
  await expect.poll(() => page.evaluate<number>("scrollY"), PATIENCE).toBeGreaterThan(800);
  const reading = page.getByRole("link", { name: "Person 040" });
  const before = (await reading.boundingBox())?.y;
  const { body } = await acme.scim("POST", "/Users", person(`new@${acme.domain}`, { displayName: "Newest Comer" }));
  await expect.poll(async () => (await names(page))[0], PATIENCE).toBe("Newest Comer");
  expect((await reading.boundingBox())?.y).toBe(before);
  await page.getByText("1–50 of 64").waitFor();
  await acme.scim("DELETE", `/Users/${body.id}`);
  await page.getByText("1–50 of 63").waitFor(PATIENCE);
  await page.goto("/directory/deleted-users?search=new");
  await page.getByText("Newest Comer").waitFor();
  expect(dana.complaints).toEqual([]);
});

test("nothing matches, nothing there, a failure and none yet each say so and lead on", async () => {
  await using dana = await open();
  const { page } = dana;
  await page.goto("/directory/users?search=nobody&status=suspended");
  await page.getByRole("heading", { name: "No users match “nobody”" }).waitFor();
  await page.getByRole("button", { name: "Show all users" }).click();
  await page.getByText("1–50 of 63").waitFor();
  await page.goto("/directory/users/nonsense");
  await page.getByRole("heading", { name: "This user is not here" }).waitFor();
  await page.goto(`/directory/groups/${ann}`);
  await page.getByRole("heading", { name: "This group is not here" }).waitFor();
  await page.goto("/directory/users?cursor=nonsense");
  await page.getByText("This page is of another list.").waitFor();
  await page.getByRole("button", { name: "First page" }).click();
  await page.getByText("1–50 of 63").waitFor();
  await page.route("**/api/groups?*", (route) => route.abort());
  await page.route("**/api/groups", (route) => route.abort());
  await page.goto("/directory/groups");
  await page.getByText("This did not load. The rest of the page works.").waitFor();
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await shows(page, ["Crew", "Inner"]);

  const fresh = await muster.organization();
  await using eve = await open({}, await setUpClient(muster, fresh.orgId, "eve@console.example"));
  await eve.page.goto("/directory/groups");
  await eve.page.getByRole("heading", { name: "No groups yet" }).waitFor();
  await eve.page.goto("/directory/deleted-users");
  await eve.page.getByRole("heading", { name: "Nobody was deleted" }).waitFor();
  expect(await violations(eve.page)).toEqual([]);
});

test("without a role nothing of the directory is shown", async () => {
  const other = await muster.organization();
  const nobody = await setUpClient(muster, other.orgId, "nobody@console.example");
  await muster.sql`delete from role_grants where org_id = ${other.orgId}`;
  await using max = await open({}, nobody);
  await max.page.goto("/directory/users");
  await max.page.getByRole("heading", { name: /You have no role/ }).waitFor();
  expect(await max.page.getByRole("table").count()).toBe(0);
});

test("each page of the directory is fit for all, in each look", async () => {
  await using dana = await open();
  const { page } = dana;
  const examine = async (what: string) => {
    for (const [look, colorScheme, viewport] of LOOKS) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      expect([what, look, ...(await violations(page))]).toEqual([what, look]);
      expect(await page.evaluate<boolean>("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    }
  };
  for (const [path, text] of [
    ["/directory/users?search=person%2000&source=scim", "Person 005"],
    ["/directory/users?search=nobody", "No users match “nobody”"],
    [`/directory/users/${ann}`, "Created by"],
    [`/directory/groups/${crew}`, "Ann Castellanos"],
    ["/directory/deleted-users", "Gone Girl"],
  ] as const) {
    await page.goto(path);
    await page.getByText(text).first().waitFor();
    await examine(path);
  }
  await page.goto("/directory/groups");
  await page.getByRole("button", { name: "Source", exact: true }).click();
  await page.getByRole("button", { name: "By hand" }).waitFor();
  await examine("a filter");
  expect(dana.complaints).toEqual([]);
});
