import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readingLogs } from "./log-options.ts";
import { runMuster, startTestMuster, type TestMuster } from "./testing.ts";

const SCIM_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const SCIM_USER = "urn:ietf:params:scim:schemas:core:2.0:User";

let muster: TestMuster;
let token = "";
let ann = "";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

beforeAll(async () => {
  muster = await startTestMuster();
  token = await muster.organization("Acme");
  ann = await muster.createUser(token, "ann@acme.example");
  await muster.createUser(token, "bob@acme.example");
  await muster.scim(token, "POST", "/Groups", {
    schemas: [SCIM_GROUP],
    displayName: "Sales",
    members: [{ value: ann }],
  });
  for (const name of ["dan", "eve", "fay"]) {
    await muster.scim(token, "POST", "/Users", { schemas: [SCIM_USER], userName: `${name}@acme.test`, shoeSize: 44 });
  }
  // Refusals are stored each second.
  await vi.waitFor(
    async () => expect((await muster.here("requests", "acme", "--refused")).stdout).toContain("fay@"),
    10_000,
  );
});
afterAll(() => muster?.remove());

const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;

test("requests are listed in sentences, runs folded, refusals with what to do", async () => {
  const { stdout, exitCode } = await muster.here("requests", "acme");
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(
    new RegExp(
      `^${TIME}\\S* UTC  fay@acme\\.test, eve@acme\\.test and dan@acme\\.test were refused: acme\\.test is not one of your domains\\n` +
        `    Add it under SCIM Users Provisioning \\(\\./muster domain add acme acme\\.test\\), or leave them out in your identity provider\\.\\n` +
        `    No schema here has the attribute "shoeSize": ignored\\.\\n` +
        `${TIME} UTC  The identity provider created the group Sales with 1 member\\n` +
        `${TIME} UTC  The identity provider created bob@acme\\.example\\n` +
        `${TIME} UTC  The identity provider created ann@acme\\.example\\n$`,
    ),
  );
});

test("a line each, page by page, each page saying how to go on", async () => {
  const first = await muster.here("requests", "acme", "--refused", "--each", "--limit", "2");
  expect(first.stdout.match(/^\d{4}.*$/gm)).toHaveLength(2);
  const [, next = ""] = /There are more: \.\/muster (requests acme .*)$/m.exec(first.stderr) ?? [];
  expect(next).toMatch(/^requests acme --refused --each --limit 2 --after \S+$/);
  const second = await muster.here(...next.split(" "));
  expect(second.stdout).toMatch(/dan@acme\.test was refused/);
  expect(second.stderr).not.toContain("There are more");
});

test("about a person; nothing is said to be nothing", async () => {
  expect(await muster.printed("requests", "acme", "--about", "ann@acme.example")).toMatch(
    /^\S+ \S+ UTC {2}The identity provider created the group Sales with 1 member\n\S+ \S+ UTC {2}The identity provider created ann@acme\.example\n$/,
  );
  const { stdout, stderr, exitCode } = await muster.here("requests", "acme", "--about", "zoe@acme.example");
  expect([stdout, exitCode]).toEqual(["", 0]);
  expect(stderr).toBe("There is no request about zoe@acme.example. ./muster why acme zoe@acme.example says more.\n");
  const said = async (...args: string[]) => (await muster.here(...args)).stderr;
  expect(await said("requests", "acme", "--until", "2020-01-01 UTC")).toBe(
    "There is no request before 2020-01-01 00:00:00 UTC.\n",
  );
  expect(await said("requests", "acme", "--refused", "--since", "2200-01-01 UTC")).toBe(
    "There is no refusal since 2200-01-01 00:00:00 UTC.\n",
  );
  const first = "00000000-0000-7000-8000-000000000000";
  expect(await said("requests", "acme", "--after", first)).toBe("There is no further request.\n");
  expect(await said("changes", "acme", "--after", first)).toBe("There is no further change.\n");
});

test("times before there were any, and days that there are not", async () => {
  const all = await muster.printed("requests", "acme");
  for (const since of ["1969-12-31", "0001-01-01", "99999d", "yesterday", "2h"]) {
    expect(await muster.printed("requests", "acme", "--since", since)).toBe(all);
  }
  for (const day of ["2026-02-31", "2026-02-31T10:00", "2026-13-01", "2026-04-00"]) {
    expect(await muster.refused(2, "requests", "acme", "--since", day)).toContain("It should be a time such as");
  }
});

test("as JSON: each request by itself, with its body, its changes and what was left out", async () => {
  const { requests, next } = JSON.parse(await muster.printed("requests", "acme", "--json"));
  expect(next).toBeNull();
  expect(requests).toHaveLength(6);
  expect(requests[0]).toMatchObject({
    sentence: "fay@acme.test was refused: acme.test is not one of your domains",
    fix: expect.stringContaining("domain add acme acme.test"),
    provider: null,
    method: "POST",
    path: "/scim/v2/Users",
    status: 403,
    body: expect.stringContaining("fay@acme.test"),
  });
  expect(requests.at(-1)).toMatchObject({ status: 201, resourceId: ann, changes: [{ op: "create" }] });
});

test("changes are listed with what was before and is after", async () => {
  await muster.scim(token, "PATCH", `/Users/${ann}`, {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "add", path: "title", value: "Manager\u001b[31m" }],
  });
  const stdout = await muster.printed("changes", "acme", "--about", "ann@acme.example", "--limit", "1");
  expect(stdout).toMatch(/^\S+ \S+ UTC {2}The identity provider set ann@acme\.example's title to Manager/);
  expect(stdout).toMatch(/\n {4}title: - → Manager/);
  expect(stdout).not.toContain("\u001b");
  const { changes } = JSON.parse(await muster.printed("changes", "acme", "--json"));
  expect(changes.at(-1)).toMatchObject({ resourceType: "organization", op: "create", actor: { kind: "command line" } });
  expect((await muster.here("changes", "acme", "--about", "nobody")).stderr).toBe("No change is about nobody.\n");
  const first = await muster.here("changes", "acme", "--limit", "1");
  expect(first.stderr).toMatch(/^There are more: \.\/muster changes acme --limit 1 --after \S+\n$/);
});

test("changes of a stretch of time", async () => {
  expect(await muster.printed("changes", "acme", "--since", "yesterday", "--until", "2200-01-01")).toBe(
    await muster.printed("changes", "acme"),
  );
  const said = async (...args: string[]) => (await muster.here("changes", "acme", ...args)).stderr;
  expect(await said("--until", "2020-01-01Z")).toBe("There is no change before 2020-01-01 00:00:00 UTC.\n");
  expect(await said("--since", "2200-01-01Z", "--about", "ann")).toBe(
    "No change since 2200-01-01 00:00:00 UTC is about ann.\n",
  );
  expect(await said("--since", "2020-01-01Z", "--limit", "1")).toMatch(/ --since 2020-01-01T00:00:00\.000Z --limit 1 /);
});

test("why somebody is not here", async () => {
  expect(await muster.printed("why", "acme", "ann@acme.example")).toMatch(
    /^ann@acme\.example is here and active, created on /,
  );
  expect(await muster.printed("why", "acme", "dan@acme.test")).toMatch(
    /^dan@acme\.test was refused: acme\.test is not one of your domains \(.*\)\.\nAdd it under SCIM Users Provisioning /,
  );
  expect(JSON.parse(await muster.printed("why", "acme", "anm@acme.example", "--json"))).toMatchObject({
    kind: "almost",
    users: [ann],
  });
  expect(await muster.refused(2, "why", "acme", " ")).toBe("Say whom you are looking for, such as ann@example.com.");
});

test("look-ups are counted in a closing line; --all, --about and --json have them", async () => {
  const quiet = await muster.organization("Quiet");
  const look = (name: string) =>
    muster.scim(quiet, "GET", `/Users?${new URLSearchParams({ filter: `userName eq "${name}@quiet.example"` })}`);
  await look("zoe");
  await vi.waitFor(
    async () => expect(await muster.printed("requests", "quiet")).toBe("1 look-up; --all shows them\n"),
    10_000,
  );
  await muster.createUser(quiet, "ann@quiet.example");
  await look("ann");
  await vi.waitFor(
    async () =>
      expect(await muster.printed("requests", "quiet")).toMatch(
        new RegExp(
          `^${TIME} UTC {2}The identity provider created ann@quiet\\.example\\nand 2 look-ups; --all shows them\\n$`,
        ),
      ),
    10_000,
  );
  const all = await muster.here("requests", "quiet", "--all", "--limit", "2");
  expect(all.stdout).toMatch(/looked for ann@quiet\.example: found\n.*created ann@quiet\.example\n$/);
  expect(all.stderr).toMatch(/ requests quiet --all --limit 2 --after /);
  expect(await muster.printed("requests", "quiet", "--about", "zoe@quiet.example")).toContain("looked for zoe@");
  expect(JSON.parse(await muster.printed("requests", "quiet", "--json")).requests).toHaveLength(3);
});

test("following counts look-ups, too", async () => {
  const { child, said } = muster.following("requests", "acme", "--follow");
  await vi.waitFor(() => expect(said()).toContain("Waiting"), 20_000);
  await muster.scim(token, "GET", "/Schemas");
  await vi.waitFor(() => expect(said()).toMatch(/\nand 1 look-up; --all shows them\n$/), 20_000);
  child.kill("SIGINT");
});

test("following prints what comes, until it is stopped", async () => {
  const { child, said } = muster.following("requests", "acme", "--follow");
  await vi.waitFor(() => expect(said()).toContain("Waiting"), 20_000);
  await muster.createUser(token, "late@acme.example");
  await vi.waitFor(() => expect(said()).toMatch(/UTC {2}The identity provider created late@acme\.example\n/), 20_000);
  child.kill("SIGINT");
});

test("following, about somebody and as JSON: a line each", async () => {
  const { child, said } = muster.following("requests", "acme", "--follow", "--json", "--about", "late2@acme.example");
  await vi.waitFor(() => expect(said()).toContain("Waiting"), 20_000);
  await muster.createUser(token, "other2@acme.example");
  await muster.createUser(token, "late2@acme.example");
  await vi.waitFor(() => expect(said()).toContain("late2@"), 20_000);
  child.kill("SIGINT");
  const [, line = "", ...more] = said().trim().split("\n");
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({ method: "POST", sentence: expect.stringContaining("created late2@") });
});

test("following refuses to wait where no server runs", async () => {
  const { stderr, exitCode } = await runMuster(["requests", "acme", "--follow"], {
    MUSTER_DATA_DIR: `${muster.directory}/elsewhere`,
  });
  expect([stderr, exitCode]).toEqual([
    `Muster does not run on ${muster.directory}/elsewhere; start it (npm start).\n`,
    1,
  ]);
});

test.each([
  [["requests", "acme", "--since", "tea"], "It should be a time such as 13:39, today, yesterday, 2026-11-24, "],
  [["requests", "acme", "--after", "x"], "It should be the id that the page before ended with."],
  [["requests", "acme", "--limit", "0"], "a whole number from 1 to 1000"],
  [["requests", "acme", "--follow", "--since", "1h"], "can't be combined with --since"],
  [["requests", "acme", "--follow", "--limit", "50"], "can't be combined with --limit"],
  [["changes", "acme", "--after", "7"], "It should be the id"],
])("%j is wrong usage", async (args, words) => expect(await muster.refused(2, ...args)).toContain(words));

test("a log that takes too long to read is left, with what to ask for instead", async () => {
  const sql = await muster.sql.reserve();
  const slow = readingLogs(sql as never, async () => sql`select pg_sleep(20)`, 50);
  await expect(slow).rejects.toThrow(
    /^Reading the log took longer than 0\.05 seconds and was ended; ask for less of it/,
  );
  expect(await sql`show statement_timeout`).toMatchObject([{ statement_timeout: "0" }]);
  sql.release();
});

test("an organization that there is not", async () => {
  for (const command of ["requests", "changes"])
    expect(await muster.refused(1, command, "nope")).toContain('There is no organization "nope"');
  expect(await muster.refused(1, "why", "nope", "ann")).toContain('There is no organization "nope"');
});

test("who asks about a text is told how far back it was looked for, where that is not all", async () => {
  await muster.sql`
    insert into requests (org_id, id, connection_id, at, method, path, status)
    select org_id, uuidv7_at(now() - n * interval '10 seconds'), id, now(), 'GET', '/scim/v2/Schemas', 200
    from connections, generate_series(1, 20000) n`;
  await muster.sql`
    insert into changes (org_id, id, at, actor, resource_type, resource_id, op)
    select o.id, uuidv7_at(now() - n * interval '10 seconds'), now(), '{"kind":"job"}', 'organization', o.id, 'update'
    from organizations o, generate_series(1, 20000) n`;
  const about = async (command: string) => (await muster.here(command, "acme", "--about", "-zoe")).stderr;
  expect(await about("requests")).toMatch(
    /^There is no request about -zoe\. Only the latest 20,000 requests were looked through, back to \S+ \S+ UTC\. \.\/muster why acme -- -zoe says more\.\n$/,
  );
  expect(await about("changes")).toMatch(/^No change is about -zoe\. Only the latest 20,000 changes were looked /);
});
