import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createOrganization } from "../accounts/organizations.ts";
import { whoeverRunsThis } from "./actor.ts";
import { MAIN, startTestMuster, type TestMuster } from "./testing.ts";

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
  expect(JSON.parse(created.stdout)).toMatchObject({
    shortName: "first-inc",
    name: "First, Inc.",
    admin: "ann@example.com",
  });
  const added = await muster.spawned("domain", "add", "first-inc", "First.example, also.first.example");
  expect(added.stdout).toMatch(TOKEN_ALONE);
  // The command's own settings leave the port to the system: the address is the one that the server has left.
  expect(added.stderr.split("\n")).toEqual([
    "Added to First, Inc. (first-inc): also.first.example, first.example.",
    "SCIM is on for First, Inc. (first-inc).",
    `Tenant URL: ${muster.server.address}/scim/v2`,
    "Set MUSTER_PUBLIC_URL to the address at which identity providers reach Muster.",
    "The SCIM token, on stdout: shown this once, it does not re-appear.",
    "Immediately update your identity provider configuration with this new token.",
    "",
  ]);
  expect((await muster.scim(added.stdout.trim(), "GET", "/Users")).status).toBe(200);

  expect(await muster.here("domain", "add", "first-inc", "late.first.example", "--no-invites")).toMatchObject({
    stdout: "",
    exitCode: 0,
  });
  const { domains } = JSON.parse(await muster.printed("domain", "list", "first-inc", "--json")) as {
    domains: { domain: string }[];
  };
  expect(domains.map(({ domain }) => domain)).toEqual(["also.first.example", "first.example", "late.first.example"]);
  expect(await muster.printed("setting", "get", "first-inc", "send-email-invites")).toBe("off\n");
  expect(await muster.printed("organization", "list")).toMatch(/^SHORT NAME .*\nfirst-inc +First, Inc\. +on +3 /);
});

test("a second organization of one name is said to be the second, and how to delete it", async () => {
  const make = () => muster.here("organization", "create", "Twin", "--admin", "ann@example.com");
  expect((await make()).stderr).not.toContain("already");
  expect(await make()).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/Short name: +twin-2\n/),
    stderr: expect.stringMatching(
      /^There is Twin \(twin\) already; this one is twin-2\. To delete it: \.\/muster organization delete twin-2\n/,
    ),
  });
});

test("domains that can't be added are told one by one, a line each, and none is added", async () => {
  await muster.organization("Owner");
  await createOrganization(muster.sql, "Refused", "ann@example.com", whoeverRunsThis());
  const names = ["fine.example", "gmail.com", "no_domain", "owner.example"];
  const refused = await muster.here("domain", "add", "refused", ...names);
  expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
  expect(refused.stderr.trim().split("\n")).toEqual([
    "No domain was added.",
    expect.stringMatching(/^gmail\.com: A public mail provider\./),
    expect.stringMatching(/^no_domain: Not a domain name\./),
    "owner.example: Belongs to the organization owner.",
  ]);
  expect(await muster.refused(1, "domain", "add", "owner", "owner.example")).toContain(
    "owner.example: Already in your list.",
  );
  expect(JSON.parse(await muster.printed("domain", "list", "refused", "--json"))).toEqual({ domains: [] });
});

test("Refresh asks, on a terminal only; with --yes the old token dies and the new one is alone on stdout", async () => {
  const old = await muster.organization("Refresher");
  const asked = await muster.spawned("token", "refresh", "refresher");
  expect(asked).toMatchObject({ stdout: "", exitCode: 2 });
  expect(asked.stderr).toContain("the previous token is immediately invalidated");
  expect(asked.stderr).toContain("add --yes");
  expect((await muster.scim(old, "GET", "/Users")).status).toBe(200);

  const lost = spawnSync("sh", ["-c", `"$0" "$1" token refresh refresher --yes >/dev/full`, process.execPath, MAIN], {
    env: { ...process.env, ...muster.settings },
    encoding: "utf8",
  });
  expect(lost.status).toBe(1);
  expect(lost.stderr.trim().split("\n").at(-1)).toMatch(
    /^The SCIM token could not be written \(.*ENOSPC.*\) and is lost\. For another: \.\/muster token refresh refresher$/,
  );
  expect((await muster.scim(old, "GET", "/Users")).status).toBe(401);

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
  const notSetUp =
    "SCIM is not set up for Refused (refused) yet: add an email domain first (./muster domain add refused DOMAIN).";
  for (const command of [
    ["scim", "off", "refused"],
    ["scim", "on", "refused"],
    ["token", "show", "refused"],
    ["setting", "set", "refused", "send-email-invites", "off"],
  ]) {
    expect(await muster.refused(1, ...command)).toBe(notSetUp);
  }
  const token = await muster.organization("Switch");
  expect(await muster.refused(2, "scim", "off", "switch")).toContain("add --yes");
  expect(await muster.printed("scim", "off", "switch", "--yes")).toBe("SCIM is off for Switch (switch).\n");
  expect(await muster.printed("scim", "off", "switch")).toBe(
    "SCIM is already off for Switch (switch). Nothing was changed.\n",
  );
  expect((await muster.scim(token, "GET", "/Users")).status).toBe(401);
  expect(await muster.refused(1, "token", "show", "switch")).toContain("./muster scim on switch");
  expect(await muster.printed("scim", "on", "switch")).toMatch(TOKEN_ALONE);
  expect(await muster.refused(1, "scim", "on", "switch")).toBe(
    "SCIM is already on for Switch (switch). Nothing was changed. For a new token: ./muster token refresh switch",
  );
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
  for (const things of ["user", "group"]) {
    expect(await muster.here(things, "list", "people")).toMatchObject({
      stdout: "",
      stderr: expect.stringContaining(`People (people) has no ${things}s yet: its identity provider makes them.`),
    });
  }
  expect((await muster.here("user", "list", "people", "--search", "x")).stderr).toContain("has no such users.");
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
  expect(removed.stderr).toContain("2 users have an address in it, stay,");
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
  expect(await muster.refused(2, "organization", "delete", "doomed")).toContain("add --confirm doomed");
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

test("admin grant: a set-up link for who can't sign in yet, the role for who can; a suspended user stays out", async () => {
  const token = await muster.organization("Back in");
  const created = await muster.here("admin", "grant", "back-in", "gil@back-in.example", "--role", "viewer", "--json");
  const { setupLink, userId } = JSON.parse(created.stdout) as { setupLink: string; userId: string | null };
  expect([setupLink.split("#")[0], userId]).toEqual([`${muster.server.address}/set-up`, null]);
  const setUp = await fetch(`${muster.server.address}/api/set-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      secret: setupLink.split("#")[1],
      name: "Gil",
      email: "gil@back-in.example",
      password: "correct horse battery staple",
    }),
  });
  expect(setUp.status).toBe(204);
  const roles = () => muster.sql`
    select u.body ->> 'userName' as name, r.role from role_grants r join users u on u.org_id = r.org_id and u.id = r.user_id
    where r.org_id = (select id from organizations where short_name = 'back-in')`;
  expect(await roles()).toEqual([{ name: "gil@back-in.example", role: "viewer" }]);
  expect(await muster.printed("admin", "grant", "back-in", "Gil@Back-in.example")).toMatch(
    /^Gil is an Organization Admin of Back in \(back-in\)\./,
  );
  expect(await roles()).toEqual([{ name: "gil@back-in.example", role: "organization_admin" }]);
  expect(await muster.refused(1, "admin", "grant", "back-in", "gil@back-in.example", "--role", "admin")).toMatch(
    /last Organization Admin/,
  );

  // A userName is for anybody with the token, or an Admin, to give: it makes nobody an Organization Admin.
  await muster.sql`
    update users set body = jsonb_set(body, '{userName}', '"ceo@back-in.example"') where body ->> 'userName' = 'gil@back-in.example'`;
  expect(await muster.refused(1, "admin", "grant", "back-in", "ceo@back-in.example")).toMatch(
    /ceo@back-in\.example is the userName of Gil, who signs in as gil@back-in\.example/,
  );

  const id = await muster.createUser(token, "sue@back-in.example");
  await muster.scim(token, "PATCH", `/Users/${id}`, {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "replace", path: "active", value: false }],
  });
  expect(await muster.refused(1, "admin", "grant", "back-in", "sue@back-in.example")).toMatch(
    /is suspended.*use an address that no user of Back in \(back-in\) has/,
  );
  expect(await muster.refused(2, "admin", "grant", "back-in", "no address")).toMatch(/Write an email address/);
});
