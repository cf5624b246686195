import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createOrganization } from "../accounts/organizations.ts";
import { whoeverRunsThis } from "./actor.ts";
import { startTestMuster, type TestMuster } from "./testing.ts";

const TOKEN_ALONE = /^muster_scim_[0-9A-Za-z]{49}\n$/;
const SCIM_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

let muster: TestMuster;

beforeAll(async () => {
  muster = await startTestMuster();
});
afterAll(() => muster?.remove());
vi.setConfig({ testTimeout: 120_000 });

test("starting tells where it listens and what to do while there is no organization", () => {
  expect(muster.server.logged).toEqual(
    expect.arrayContaining([
      `SCIM endpoint (Tenant URL): ${muster.server.address}/scim/v2`,
      expect.stringContaining("./muster organization create"),
    ]),
  );
});

test("the first domain enables SCIM and prints the token alone; the server takes it at once", async () => {
  const created = await muster.here("organization", "create", "First, Inc.", "--admin", "ann@example.com", "--json");
  expect(JSON.parse(created.stdout)).toMatchObject({ shortName: "first-inc", name: "First, Inc." });
  const added = await muster.spawned("domain", "add", "first-inc", "First.example, also.first.example");
  expect(added.stdout).toMatch(TOKEN_ALONE);
  expect(added.stderr).toContain("Tenant URL: http://localhost");
  expect(added.stderr).toContain("Immediately update your identity provider configuration with this new token.");
  expect(added.stderr).not.toContain(added.stdout.trim());
  expect((await muster.scim(added.stdout.trim(), "GET", "/Users")).status).toBe(200);

  expect(await muster.here("domain", "add", "first-inc", "late.first.example", "--no-invites")).toMatchObject({
    stdout: "",
    exitCode: 0,
  });
  const domains = JSON.parse(await muster.printed("domain", "list", "first-inc", "--json")) as { domain: string }[];
  expect(domains.map(({ domain }) => domain)).toEqual(["also.first.example", "first.example", "late.first.example"]);
  expect(await muster.printed("setting", "get", "first-inc", "send-email-invites")).toBe("off\n");
  expect(await muster.printed("organization", "list")).toMatch(/^SHORT NAME .*\nfirst-inc +First, Inc\. +on +3 /);
});

test("domains that can't be added are told one by one, in one line, and none is added", async () => {
  await muster.organization("Owner");
  await createOrganization(muster.sql, "Refused", "ann@example.com", whoeverRunsThis());
  const line = await muster.refused(
    1,
    "domain",
    "add",
    "refused",
    "fine.example",
    "gmail.com",
    "no_domain",
    "owner.example",
  );
  expect(line).toMatch(/^No domain was added\./);
  expect(line).toContain("gmail.com: A public mail provider.");
  expect(line).toContain("no_domain: Not a domain name.");
  expect(line).toContain("owner.example: Belongs to the organization owner.");
  expect(await muster.refused(1, "domain", "add", "owner", "owner.example")).toContain(
    "owner.example: Already in your list.",
  );
  expect(await muster.printed("domain", "list", "refused", "--json")).toBe("[]\n");
});

test("Refresh asks, on a terminal only; with --yes the old token dies and the new one is alone on stdout", async () => {
  const old = await muster.organization("Refresher");
  const asked = await muster.spawned("token", "refresh", "refresher");
  expect(asked).toMatchObject({ stdout: "", exitCode: 2 });
  expect(asked.stderr).toContain("the previous token is immediately invalidated");
  expect(asked.stderr).toContain("add --yes");
  expect((await muster.scim(old, "GET", "/Users")).status).toBe(200);

  const refreshed = await muster.spawned("token", "refresh", "refresher", "--yes");
  expect(refreshed.stdout).toMatch(TOKEN_ALONE);
  expect((await muster.scim(old, "GET", "/Users")).status).toBe(401);
  expect((await muster.scim(refreshed.stdout.trim(), "GET", "/Users")).status).toBe(200);

  const shown = await muster.printed("token", "show", "refresher");
  expect(shown).toContain(`muster_scim_…${refreshed.stdout.trim().slice(-4)}`);
  expect(shown).toContain(`${whoeverRunsThis().name} (command line)`);
  expect(shown).not.toContain(refreshed.stdout.trim());
  expect(JSON.parse(await muster.printed("token", "show", "refresher", "--json"))).toMatchObject({
    prefix: "muster_scim_",
  });
});

test("SCIM off revokes the token, on gives a new one", async () => {
  expect(await muster.refused(1, "scim", "off", "refused", "--yes")).toContain("SCIM is not set up");
  const token = await muster.organization("Switch");
  expect(await muster.refused(2, "scim", "off", "switch")).toContain("add --yes");
  await muster.printed("scim", "off", "switch", "--yes");
  expect((await muster.scim(token, "GET", "/Users")).status).toBe(401);
  expect(await muster.refused(1, "token", "show", "switch")).toContain("./muster scim on switch");
  expect(await muster.printed("scim", "on", "switch")).toMatch(TOKEN_ALONE);
  expect(await muster.refused(1, "scim", "on", "switch")).toContain("./muster token refresh switch");
});

test("settings are got and set", async () => {
  await muster.organization("Settings");
  await muster.printed("setting", "set", "settings", "send-email-invites", "off");
  await muster.printed("setting", "set", "settings", "request-retention-days", "30");
  expect(JSON.parse(await muster.printed("setting", "get", "settings", "--json"))).toEqual({
    "send-email-invites": false,
    "request-retention-days": 30,
  });
  expect(await muster.refused(2, "setting", "get", "settings", "colour")).toContain(
    "send-email-invites, request-retention-days",
  );
  expect(await muster.refused(2, "setting", "set", "settings", "request-retention-days", "0")).toContain(
    "from 1 to 3650",
  );
});

test("users and groups are listed page by page and shown", async () => {
  const token = await muster.organization("People");
  const ann = await muster.createUser(token, "Ann@people.example");
  await muster.createUser(token, "bob@people.example");
  await muster.scim(token, "POST", "/Groups", {
    schemas: [SCIM_GROUP],
    displayName: "The Crew",
    members: [{ value: ann }],
  });

  const page = await muster.here("user", "list", "people", "--limit", "1");
  expect(page.stdout).toMatch(/^USERNAME .*\nAnn@people\.example +- +active +SCIM +\S+\n$/);
  expect(page.stderr).toContain("./muster user list people --limit 1 --after Ann@people.example");
  const rest = JSON.parse(await muster.printed("user", "list", "people", "--after", "Ann@people.example", "--json"));
  expect(rest).toMatchObject({ users: [{ userName: "bob@people.example" }], next: null });
  expect(await muster.printed("user", "list", "people", "--search", "BOB")).toContain("bob@people.example");
  expect(await muster.printed("user", "show", "people", "ann@people.example")).toMatch(/Groups: +The Crew\n/);
  expect(JSON.parse(await muster.printed("user", "show", "people", ann, "--json"))).toMatchObject({ id: ann });
  expect(await muster.refused(1, "user", "show", "people", "carl")).toContain("--search car");

  expect(await muster.printed("group", "list", "people")).toMatch(/\nThe Crew +1 +SCIM/);
  expect(await muster.printed("group", "show", "people", "the crew", "--members")).toContain(
    `user   ${ann}  Ann@people.example`,
  );
  expect(await muster.refused(1, "group", "show", "people", "none")).toContain('There is no group "none" in people');

  const removed = await muster.here("domain", "remove", "people", "people.example");
  expect(removed.stderr).toContain("Carried by 2 users");
  expect(await muster.refused(1, "domain", "remove", "people", "people.example")).toContain("It has none.");
});

test("every change is recorded with who ran the command", async () => {
  const changes = await muster.sql<{ op: string; actor: unknown }[]>`
    select distinct on (resource_type, op) resource_type || ' ' || op as op, actor from changes
    where actor ->> 'kind' <> 'connection' order by resource_type, op`;
  expect(changes.map(({ op }) => op)).toEqual([
    "connection disable",
    "connection enable",
    "connection update",
    "domain add",
    "domain remove",
    "organization create",
    "organization update",
    "token generate",
    "token revoke",
  ]);
  for (const { actor } of changes) expect(actor).toEqual(whoeverRunsThis());
});

test("deleting asks for the short name, and leaves nothing", async () => {
  const token = await muster.organization("Doomed");
  await muster.createUser(token, "ann@doomed.example");
  expect(await muster.refused(2, "organization", "delete", "doomed")).toContain("add --confirm SHORT_NAME");
  expect(await muster.refused(1, "organization", "delete", "doomed", "--confirm", "owner")).toContain(
    "Nothing was deleted",
  );
  expect((await muster.scim(token, "GET", "/Users")).status).toBe(200);
  const [before] = await muster.sql<{ id: string }[]>`select id from organizations where short_name = 'doomed'`;
  expect(await muster.spawned("organization", "delete", "doomed", "--confirm", "doomed")).toMatchObject({
    exitCode: 0,
  });
  expect((await muster.scim(token, "GET", "/Users")).status).toBe(401);
  expect(await muster.sql`select from requests where org_id = ${before?.id ?? ""}`).toHaveLength(0);
  expect(await muster.refused(1, "user", "list", "doomed")).toContain("There is");
});

test("an organization that there is not: those that there are", async () => {
  const outcome = await muster.spawned("user", "list", "owne");
  expect(outcome).toMatchObject({ exitCode: 1, stdout: "" });
  expect(outcome.stderr).toMatch(/^There is no organization "owne"\. There is .*owner.*\n$/);
});

test("wrong usage ends with 2", async () => {
  expect(await muster.refused(2, "domain", "add", "owner", ",")).toContain("at least one domain");
});
