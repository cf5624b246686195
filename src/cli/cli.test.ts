import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createOrganization } from "../accounts/organizations.ts";
import { addDomains } from "../connections/add-domains.ts";
import { connect, type Sql } from "../db/connect.ts";
import type { EmbeddedConnection } from "../db/embedded/connection.ts";
import { findRunning } from "../db/embedded/find.ts";
import { whoeverRunsThis } from "./actor.ts";
import { runHere, runMuster, startServer, type TestServer, type TestSettings, temporaryDirectory } from "./testing.ts";

const TOKEN_ALONE = /^muster_scim_[0-9A-Za-z]{49}\n$/;
const SCIM_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const SCIM_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let settings: TestSettings;
let server: TestServer;
let database: EmbeddedConnection;
let sql: Sql;

beforeAll(async () => {
  directory = await temporaryDirectory();
  settings = { MUSTER_DATA_DIR: join(directory.path, "data"), MUSTER_PORT: "0" };
  server = await startServer(settings);
  database = (await findRunning(settings.MUSTER_DATA_DIR ?? "")) as EmbeddedConnection;
  sql = connect(database, { max: 2, applicationName: "test" });
});

afterAll(async () => {
  await sql?.end({ timeout: 1 });
  server?.process.kill("SIGTERM");
  await server?.ended;
  await directory.remove();
});

/** The command as a process of its own: for what only that shows. */
const muster = (...args: string[]) => runMuster(args, settings);
const here = (...args: string[]) => runHere(args, settings);

/** A command that succeeds; what it prints. */
async function printed(...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await here(...args);
  expect(exitCode, stderr).toBe(0);
  return stdout;
}

/** A command that is refused: in one line on stderr, with nothing on stdout. */
async function refused(exitCode: number, ...args: string[]): Promise<string> {
  const outcome = await here(...args);
  expect(outcome).toMatchObject({ exitCode, stdout: "" });
  const lines = outcome.stderr.trim().split("\n");
  return lines.at(-1) ?? "";
}

/** A new organization with SCIM on, made without a command; its token. */
async function organization(name: string): Promise<string> {
  const { id, shortName } = await createOrganization(sql, name, "ann@example.com", whoeverRunsThis());
  const { token = "" } = await addDomains(sql, id, [`${shortName}.example`], whoeverRunsThis());
  return token;
}

function scim(token: string, method: string, path: string, body?: object): Promise<Response> {
  return fetch(`${server.address}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function createUser(token: string, userName: string): Promise<string> {
  const answer = await scim(token, "POST", "/Users", { schemas: [SCIM_USER], userName, active: true });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

vi.setConfig({ testTimeout: 120_000 });

test("starting tells where it listens and what to do while there is no organization", () => {
  expect(server.logged).toEqual(
    expect.arrayContaining([
      `SCIM endpoint (Tenant URL): ${server.address}/scim/v2`,
      expect.stringContaining("./muster organization create"),
    ]),
  );
});

test("the first domain enables SCIM and prints the token alone; the server takes it at once", async () => {
  const created = await here("organization", "create", "First, Inc.", "--admin", "ann@example.com", "--json");
  expect(JSON.parse(created.stdout)).toMatchObject({ shortName: "first-inc", name: "First, Inc." });
  const added = await muster("domain", "add", "first-inc", "First.example, also.first.example");
  expect(added.stdout).toMatch(TOKEN_ALONE);
  expect(added.stderr).toContain("Tenant URL: http://localhost");
  expect(added.stderr).toContain("Immediately update your identity provider configuration with this new token.");
  expect(added.stderr).not.toContain(added.stdout.trim());
  expect((await scim(added.stdout.trim(), "GET", "/Users")).status).toBe(200);

  expect(await here("domain", "add", "first-inc", "late.first.example", "--no-invites")).toMatchObject({
    stdout: "",
    exitCode: 0,
  });
  const domains = JSON.parse(await printed("domain", "list", "first-inc", "--json")) as { domain: string }[];
  expect(domains.map(({ domain }) => domain)).toEqual(["also.first.example", "first.example", "late.first.example"]);
  expect(await printed("setting", "get", "first-inc", "send-email-invites")).toBe("off\n");
  expect(await printed("organization", "list")).toMatch(/^SHORT NAME .*\nfirst-inc +First, Inc\. +on +3 /);
});

test("domains that can't be added are told one by one, in one line, and none is added", async () => {
  await organization("Owner");
  await createOrganization(sql, "Refused", "ann@example.com", whoeverRunsThis());
  const line = await refused(1, "domain", "add", "refused", "fine.example", "gmail.com", "no_domain", "owner.example");
  expect(line).toMatch(/^No domain was added\./);
  expect(line).toContain("gmail.com: A public mail provider.");
  expect(line).toContain("no_domain: Not a domain name.");
  expect(line).toContain("owner.example: Belongs to the organization owner.");
  expect(await refused(1, "domain", "add", "owner", "owner.example")).toContain("owner.example: Already in your list.");
  expect(await printed("domain", "list", "refused", "--json")).toBe("[]\n");
});

test("Refresh asks, on a terminal only; with --yes the old token dies and the new one is alone on stdout", async () => {
  const old = await organization("Refresher");
  const asked = await muster("token", "refresh", "refresher");
  expect(asked).toMatchObject({ stdout: "", exitCode: 2 });
  expect(asked.stderr).toContain("the previous token is immediately invalidated");
  expect(asked.stderr).toContain("add --yes");
  expect((await scim(old, "GET", "/Users")).status).toBe(200);

  const refreshed = await muster("token", "refresh", "refresher", "--yes");
  expect(refreshed.stdout).toMatch(TOKEN_ALONE);
  expect((await scim(old, "GET", "/Users")).status).toBe(401);
  expect((await scim(refreshed.stdout.trim(), "GET", "/Users")).status).toBe(200);

  const shown = await printed("token", "show", "refresher");
  expect(shown).toContain(`muster_scim_…${refreshed.stdout.trim().slice(-4)}`);
  expect(shown).toContain(`${whoeverRunsThis().name} (command line)`);
  expect(shown).not.toContain(refreshed.stdout.trim());
  expect(JSON.parse(await printed("token", "show", "refresher", "--json"))).toMatchObject({ prefix: "muster_scim_" });
});

test("SCIM off revokes the token, on gives a new one", async () => {
  expect(await refused(1, "scim", "off", "refused", "--yes")).toContain("SCIM is not set up");
  const token = await organization("Switch");
  expect(await refused(2, "scim", "off", "switch")).toContain("add --yes");
  await printed("scim", "off", "switch", "--yes");
  expect((await scim(token, "GET", "/Users")).status).toBe(401);
  expect(await refused(1, "token", "show", "switch")).toContain("./muster scim on switch");
  expect(await printed("scim", "on", "switch")).toMatch(TOKEN_ALONE);
  expect(await refused(1, "scim", "on", "switch")).toContain("./muster token refresh switch");
});

test("settings are got and set", async () => {
  await organization("Settings");
  await printed("setting", "set", "settings", "send-email-invites", "off");
  await printed("setting", "set", "settings", "request-retention-days", "30");
  expect(JSON.parse(await printed("setting", "get", "settings", "--json"))).toEqual({
    "send-email-invites": false,
    "request-retention-days": 30,
  });
  expect(await refused(2, "setting", "get", "settings", "colour")).toContain(
    "send-email-invites, request-retention-days",
  );
  expect(await refused(2, "setting", "set", "settings", "request-retention-days", "0")).toContain("from 1 to 3650");
});

test("users and groups are listed page by page and shown", async () => {
  const token = await organization("People");
  const ann = await createUser(token, "Ann@people.example");
  await createUser(token, "bob@people.example");
  await scim(token, "POST", "/Groups", { schemas: [SCIM_GROUP], displayName: "The Crew", members: [{ value: ann }] });

  const page = await here("user", "list", "people", "--limit", "1");
  expect(page.stdout).toMatch(/^USERNAME .*\nAnn@people\.example +- +active +SCIM +\S+\n$/);
  expect(page.stderr).toContain("./muster user list people --limit 1 --after Ann@people.example");
  const rest = JSON.parse(await printed("user", "list", "people", "--after", "Ann@people.example", "--json"));
  expect(rest).toMatchObject({ users: [{ userName: "bob@people.example" }], next: null });
  expect(await printed("user", "list", "people", "--search", "BOB")).toContain("bob@people.example");
  expect(await printed("user", "show", "people", "ann@people.example")).toMatch(/Groups: +The Crew\n/);
  expect(JSON.parse(await printed("user", "show", "people", ann, "--json"))).toMatchObject({ id: ann });
  expect(await refused(1, "user", "show", "people", "carl")).toContain("--search car");

  expect(await printed("group", "list", "people")).toMatch(/\nThe Crew +1 +SCIM/);
  expect(await printed("group", "show", "people", "the crew", "--members")).toContain(
    `user   ${ann}  Ann@people.example`,
  );
  expect(await refused(1, "group", "show", "people", "none")).toContain('There is no group "none" in people');

  const removed = await here("domain", "remove", "people", "people.example");
  expect(removed.stderr).toContain("Carried by 2 users");
  expect(await refused(1, "domain", "remove", "people", "people.example")).toContain("It has none.");
});

test("every change is recorded with who ran the command", async () => {
  const changes = await sql<{ op: string; actor: unknown }[]>`
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
  const token = await organization("Doomed");
  await createUser(token, "ann@doomed.example");
  expect(await refused(2, "organization", "delete", "doomed")).toContain("add --confirm SHORT_NAME");
  expect(await refused(1, "organization", "delete", "doomed", "--confirm", "owner")).toContain("Nothing was deleted");
  expect((await scim(token, "GET", "/Users")).status).toBe(200);
  const [before] = await sql<{ id: string }[]>`select id from organizations where short_name = 'doomed'`;
  expect(await muster("organization", "delete", "doomed", "--confirm", "doomed")).toMatchObject({ exitCode: 0 });
  expect((await scim(token, "GET", "/Users")).status).toBe(401);
  expect(await sql`select from requests where org_id = ${before?.id ?? ""}`).toHaveLength(0);
  expect(await refused(1, "user", "list", "doomed")).toContain("There is");
});

test("an organization that there is not: those that there are", async () => {
  const outcome = await muster("user", "list", "owne");
  expect(outcome).toMatchObject({ exitCode: 1, stdout: "" });
  expect(outcome.stderr).toMatch(/^There is no organization "owne"\. There is .*owner.*\n$/);
});

test("wrong usage ends with 2", async () => {
  expect(await refused(2, "domain", "add", "owner", ",")).toContain("at least one domain");
});

describe("starting that can't succeed", () => {
  test("names each wrong setting", async () => {
    const outcome = await runMuster(["start"], { ...settings, MUSTER_PORT: "http", MUSTER_PUBLIC_URL: "muster" });
    expect(outcome).toMatchObject({ exitCode: 2, stdout: "" });
    expect(outcome.stderr).toMatch(/^MUSTER_PORT is .*\nMUSTER_PUBLIC_URL is .*\n$/);
  });

  test("tells who holds the data directory", async () => {
    const outcome = await muster("start");
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`held by pid ${server.process.pid}`),
    });
  });

  test("tells that the database is not there", async () => {
    const outcome = await runMuster(["organization", "list"], {
      ...settings,
      DATABASE_URL: "postgres://x@127.0.0.1:1/x",
    });
    expect(outcome).toMatchObject({ exitCode: 1, stdout: "" });
    expect(outcome.stderr).toMatch(/^The database cannot be reached .*DATABASE_URL.*\n$/);
  });
});

describe("without a server", () => {
  test("SIGTERM lets a write under way finish, stores what was gathered and stops the database", async () => {
    const token = await organization("Last");
    const ann = await createUser(token, "ann@last.example");
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const locked = sql.begin(async (tx) => {
      await tx`select from users where id = ${ann} and org_id is not null for update`;
      await held;
    });
    const write = scim(token, "PATCH", `/Users/${ann}`, {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "replace", path: "displayName", value: "Ann" }],
    });
    await waitFor(async () => (await sql`select from pg_stat_activity where wait_event_type = 'Lock'`).length > 0);
    server.process.kill("SIGTERM");
    await waitFor(() =>
      fetch(`${server.address}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    const released = Date.now();
    release();
    await locked;
    expect((await write).status).toBe(200);
    expect(await server.ended).toBe(0);
    expect(Date.now() - released, "the client keeps its connection open").toBeLessThan(15_000);
    expect(await findRunning(settings.MUSTER_DATA_DIR ?? "")).toBeUndefined();

    const shown = await muster("token", "show", "last", "--json");
    expect(shown.stderr).toMatch(/^No Muster runs on .*\n$/);
    expect(JSON.parse(shown.stdout)).toMatchObject({ lastUsedAddress: "127.0.0.1" });
    expect(await printed("user", "show", "last", ann)).toMatch(/Name: +Ann\n/);
    expect(await findRunning(settings.MUSTER_DATA_DIR ?? "")).toBeUndefined();
  });

  test("two commands at once share the database that one of them starts", async () => {
    const [list, show] = await Promise.all([muster("organization", "list"), muster("setting", "get", "last")]);
    expect(list).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Last") });
    expect(show).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("send-email-invites") });
  });

  test("a server whose port is in use tells so and stops its database", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const outcome = await runMuster(["start"], { ...settings, MUSTER_PORT: String(port) });
    other.close();
    expect(outcome).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`Port ${port} of 127.0.0.1 is in use`),
    });
    expect(await findRunning(settings.MUSTER_DATA_DIR ?? "")).toBeUndefined();
  });

  test("a command that only reads makes no data directory; migrate does", async () => {
    const fresh = { ...settings, MUSTER_DATA_DIR: join(directory.path, "fresh") };
    const nothing = await runMuster(["organization", "list"], fresh);
    expect(nothing).toMatchObject({ exitCode: 1, stdout: "" });
    expect(nothing.stderr).toMatch(/^There is nothing in .*fresh yet: start Muster \(npm start\), .*\n$/);
    expect(await readdir(directory.path)).not.toContain("fresh");
    expect(await runMuster(["migrate"], fresh)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^Applied 0001_organizations\.\n(.*\n)*The database is up to date\.\n$/),
    });
  });
});

/** Waits until something holds, at most ten seconds. */
async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("it did not happen within ten seconds");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
