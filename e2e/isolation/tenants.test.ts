import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDomains } from "../../src/connections/add-domains.ts";
import { DomainsRefused, TAKEN_ELSEWHERE } from "../../src/domains/domains.ts";
import { routes } from "../../src/provisioning/routes.ts";
import { add, patch, person, references, remove, teamOf } from "../support/bodies.ts";
import { type Muster, type Organization, startMuster, TESTER } from "../support/muster.ts";
import type { ScimAnswer } from "../support/scim-client.ts";

/** What is asked about: of another organization, of nobody, or of the asker's own. All texts are of equal length. */
interface Asked {
  readonly user: string;
  readonly group: string;
  readonly userName: string;
  readonly displayName: string;
  readonly externalId: string;
  readonly email: string;
  readonly domain: string;
}

/** What the asker has for one question; made anew for each. */
interface Own {
  readonly user: string;
  readonly group: string;
}

interface Question {
  readonly name: string;
  readonly method: string;
  readonly path: (asked: Asked, own: Own) => string;
  readonly body?: (asked: Asked, own: Own) => object;
  readonly headers?: Record<string, string>;
  /** Whether the answer would be another, were it the asker's own. */
  readonly tells?: false;
}

const MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

const byId: Question[] = (["Users", "Groups"] as const).flatMap((type): Question[] => {
  const at = (asked: Asked) => `/${type}/${type === "Users" ? asked.user : asked.group}`;
  const whole = (asked: Asked) =>
    type === "Users" ? person(asked.userName, { emails: [{ value: asked.email }] }) : teamOf(asked.displayName);
  const part =
    type === "Users" ? { op: "replace", value: { active: false } } : { op: "replace", value: { externalId: "x" } };
  const asked: Question[] = [
    { name: "read", method: "GET", path: at },
    {
      name: "read without members and groups",
      method: "GET",
      path: (asked) => `${at(asked)}?excludedAttributes=members,groups`,
    },
    { name: "read if changed", method: "GET", path: at, headers: { "if-none-match": '"*"' } },
    { name: "replace", method: "PUT", path: at, body: whole },
    { name: "replace if at version 1", method: "PUT", path: at, body: whole, headers: { "if-match": 'W/"1"' } },
    { name: "replace if at version 7", method: "PUT", path: at, body: whole, headers: { "if-match": 'W/"7"' } },
    { name: "change", method: "PATCH", path: at, body: () => patch(part) },
    {
      name: "change nothing",
      method: "PATCH",
      path: at,
      body: (asked) => patch({ op: "add", path: "externalId", value: asked.externalId }),
    },
    { name: "delete", method: "DELETE", path: at },
    { name: "delete if at version 7", method: "DELETE", path: at, headers: { "if-match": 'W/"7"' } },
  ];
  return asked.map((question) => ({ ...question, name: `${question.method} /${type}/{id}: ${question.name}` }));
});

const members: Question[] = (["user", "group"] as const).flatMap((kind): Question[] => {
  const changes: [string, (id: string) => object][] = [
    ["added", (id) => patch(add([id]))],
    ["added beside others", (id) => patch(add([id]), { op: "replace", path: "displayName", value: "changed" })],
    ["as the whole list", (id) => patch({ op: "replace", path: "members", value: references([id]) })],
    ["removed", (id) => patch(remove([id]))],
    ["removed by its value", (id) => patch({ op: "remove", path: `members[value eq "${id}"]` })],
  ];
  return [
    ...changes.map(
      ([name, body]): Question => ({
        name: `PATCH /Groups/{id}: a member ${kind} ${name}`,
        method: "PATCH",
        path: (_asked, own) => `/Groups/${own.group}`,
        body: (asked) => body(asked[kind]),
        // Removing who is no member is a success, whoever it is.
        ...(name.startsWith("removed") && { tells: false }),
      }),
    ),
    {
      name: `PUT /Groups/{id}: a member ${kind}`,
      method: "PUT",
      path: (_asked, own) => `/Groups/${own.group}`,
      body: (asked) => teamOf("own group", [asked[kind]]),
    },
    {
      name: `POST /Groups: a member ${kind}`,
      method: "POST",
      path: () => "/Groups",
      body: (asked) => teamOf("new", [asked[kind]]),
    },
  ];
});

const FILTERS: [type: "Users" | "Groups", filter: (asked: Asked, own: Own) => string][] = [
  ["Users", ({ user }) => `id eq "${user}"`],
  ["Users", ({ user }) => `not (id ne "${user}")`],
  ["Users", ({ userName }) => `userName eq "${userName}"`],
  ["Users", ({ userName }) => `userName sw "${userName.slice(0, -1)}"`],
  ["Users", ({ userName }) => `userName co "${userName.slice(1)}"`],
  ["Users", ({ externalId }) => `externalId eq "${externalId}"`],
  ["Users", ({ email }) => `emails.value eq "${email}"`],
  ["Users", ({ email }) => `emails[type eq "work" and value eq "${email}"]`],
  ["Users", ({ email }) => `emails.value sw "${email}"`],
  ["Users", ({ group }) => `groups.value eq "${group}"`],
  ["Users", ({ group }) => `groups[value eq "${group}"]`],
  ["Users", ({ displayName }) => `groups.display co "${displayName}"`],
  ["Users", ({ domain }) => `emails.value ew "${domain}"`],
  ["Groups", ({ group }) => `id eq "${group}"`],
  ["Groups", ({ displayName }) => `displayName eq "${displayName}"`],
  ["Groups", ({ externalId }) => `externalId eq "${externalId}"`],
  ["Groups", ({ user }) => `members eq "${user}"`],
  ["Groups", ({ user }) => `members[value eq "${user}" and type eq "User"]`],
  ["Groups", ({ group, user }) => `id eq "${group}" and members eq "${user}"`],
  ["Groups", ({ group }) => `meta.location ew "${group}"`],
];

const filters: Question[] = FILTERS.flatMap(([type, filter]): Question[] => {
  const name = filter(
    { user: "U", group: "G", userName: "NAME", displayName: "D", externalId: "E", email: "M", domain: "@" },
    { user: "", group: "" },
  );
  return [
    {
      name: `GET /${type}?filter=${name}`,
      method: "GET",
      path: (asked, own) => `/${type}?filter=${filter(asked, own)}`,
    },
    {
      name: `POST /${type}/.search: ${name}`,
      method: "POST",
      path: () => `/${type}/.search`,
      body: (asked, own) => ({ schemas: [SEARCH], filter: filter(asked, own) }),
    },
  ];
});

const others: Question[] = [
  {
    name: "POST /.search",
    method: "POST",
    path: () => "/.search",
    body: ({ user }) => ({ schemas: [SEARCH], filter: `id eq "${user}"` }),
  },
  {
    name: "POST /Users: a userName that somebody has",
    method: "POST",
    path: () => "/Users",
    body: ({ userName }) => person(userName, { emails: [{ value: "x@acme.example" }] }),
  },
  {
    name: "POST /Users: an email that somebody has",
    method: "POST",
    path: () => "/Users",
    body: ({ email }) =>
      person("new@acme.example", { emails: [{ value: email }, { value: "new@acme.example", primary: true }] }),
    tells: false,
  },
  {
    name: "POST /Users: an email domain",
    method: "POST",
    path: () => "/Users",
    body: ({ domain }) => person(`new@${domain}`),
  },
  {
    name: "PATCH /Users/{id}: a userName that somebody has",
    method: "PATCH",
    path: (_asked, own) => `/Users/${own.user}`,
    body: ({ userName }) => patch({ op: "replace", value: { userName, emails: [{ value: "x@acme.example" }] } }),
  },
  {
    name: "PATCH /Users/{id}: an email domain",
    method: "PATCH",
    path: (_asked, own) => `/Users/${own.user}`,
    body: ({ domain }) => patch({ op: "replace", path: "userName", value: `own@${domain}` }),
  },
  {
    name: "PATCH /Users/{id}: a manager",
    method: "PATCH",
    path: (_asked, own) => `/Users/${own.user}`,
    body: (asked) => patch({ op: "add", path: `${MANAGER}:manager`, value: asked.user }),
    tells: false,
  },
  {
    name: "PATCH /Users/{id}: groups, which it cannot change",
    method: "PATCH",
    path: (_asked, own) => `/Users/${own.user}`,
    body: (asked) => patch({ op: "add", value: { groups: references([asked.group]), title: "x" } }),
    tells: false,
  },
  {
    name: "POST /Groups: a displayName that somebody has",
    method: "POST",
    path: () => "/Groups",
    body: ({ displayName }) => teamOf(displayName),
  },
  {
    name: "PATCH /Groups/{id}: a displayName that somebody has",
    method: "PATCH",
    path: (_asked, own) => `/Groups/${own.group}`,
    body: ({ displayName }) => patch({ op: "replace", path: "displayName", value: displayName }),
  },
  { name: "POST /Bulk", method: "POST", path: () => "/Bulk", body: () => ({}), tells: false },
];

let muster: Muster;
let acme: Organization;
let theirs: Asked;
let nobodys: Asked;
let storedAtFirst: unknown;

/** What an organization has that another may ask about. `letter` makes its names differ from others' of equal length. */
async function make({ scim }: Organization, letter: string, domain: string): Promise<Asked> {
  const names = namesOf(letter, domain);
  const { userName, email, externalId, displayName } = names;
  const emails = [{ value: email, type: "work" }];
  const made = (await scim("POST", "/Users", person(userName, { emails, externalId }))).body;
  const crew = await scim("POST", "/Groups", { ...teamOf(displayName, [made.id]), externalId });
  return { ...names, user: made.id, group: crew.body.id };
}

function namesOf(letter: string, domain: string) {
  return {
    userName: `${letter}nn`,
    displayName: `Crew ${letter}`,
    externalId: `ext-${letter}`,
    email: `${letter}nn@${domain}`,
    domain,
  };
}

beforeAll(async () => {
  muster = await startMuster();
  acme = await muster.organization("acme.example");
  theirs = await make(await muster.organization("bees.example"), "b", "bees.example");
  nobodys = {
    ...namesOf("c", "cows.example"),
    user: "01a20c91-c891-77fc-925d-9ed852bc4ebd",
    group: "01a20c91-c891-77fc-925d-9ed852bc4ebe",
  };
  storedAtFirst = await storedBeside(acme.orgId);
});
afterAll(() => muster.stop());

/** The answer to `question`, of an organization that has a user and a group made for it alone. */
async function ask({ method, path, body, headers }: Question, asked: Asked): Promise<object> {
  const { scim } = acme;
  const made = (await scim("POST", "/Users", person("own@acme.example"))).body;
  const crew = (await scim("POST", "/Groups", teamOf("own group"))).body;
  const own = { user: made.id, group: crew.id };
  const answer = await scim(method, path(asked, own), body?.(asked, own), headers);
  await forget(answer, asked);
  await scim("DELETE", `/Users/${own.user}`);
  await scim("DELETE", `/Groups/${own.group}`);
  return seen(answer, asked, own);
}

/** Deletes what `answer` says was made. */
async function forget({ status, body }: ScimAnswer, asked: Asked): Promise<void> {
  if (status !== 201 || body.id === asked.user || body.id === asked.group) return;
  await acme.scim("DELETE", `/${body.meta.resourceType}s/${body.id}`);
}

/** All that the asker sees, but for what it sent itself and what differs from one moment to the next. */
function seen({ status, headers, text }: ScimAnswer, asked: Asked, own: Own): object {
  const { date: _, "content-length": length, ...rest } = Object.fromEntries(headers);
  const plain = (said: string) =>
    Object.entries(asked)
      .reduce((all, [name, value]) => all.replaceAll(value, `{${name}}`), said)
      .replaceAll(own.user, "{own user}")
      .replaceAll(own.group, "{own group}")
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "{made}")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "{time}");
  return { status, length, headers: plain(JSON.stringify(rest)), text: plain(text) };
}

/** Everything that is stored of all but `orgId`. */
async function storedBeside(orgId: string): Promise<unknown> {
  await Promise.all([muster.requestLog.flush(), muster.lastUse.flush()]);
  const { sql } = muster;
  return Promise.all([
    sql`select * from users where org_id <> ${orgId} order by id`,
    sql`select * from user_emails where org_id <> ${orgId} order by value_key`,
    sql`select * from groups where org_id <> ${orgId} order by id`,
    sql`select * from memberships where org_id <> ${orgId} order by member_id`,
    sql`select * from changes where org_id <> ${orgId} order by id`,
    sql`select * from requests where org_id <> ${orgId} order by id`,
    sql`select * from request_counts where org_id <> ${orgId}`,
    sql`select * from domains where org_id <> ${orgId} order by domain`,
    sql`select * from connections where org_id <> ${orgId}`,
    sql`select * from scim_tokens where org_id <> ${orgId}`,
  ]);
}

const questions = [...byId, ...members, ...filters, ...others];

describe("what another organization has is answered as what nobody has, and is left as it is", () => {
  test.each(questions)("$name", async (question) => {
    const answer = await ask(question, theirs);
    expect(answer).toEqual(await ask(question, nobodys));
    expect(JSON.stringify(answer)).not.toContain("bees");
    expect(await storedBeside(acme.orgId)).toEqual(storedAtFirst);
  });
});

describe("each of these questions would tell: of the asker's own, the answer is another", () => {
  test.each(questions.filter(({ tells }) => tells !== false))("$name", async (question) => {
    const mine = await make(acme, "a", "acme.example");
    const answer = await ask(question, mine);
    await acme.scim("DELETE", `/Users/${mine.user}`);
    await acme.scim("DELETE", `/Groups/${mine.group}`);
    expect(answer).not.toEqual(await ask(question, nobodys));
  });
});

test("every route with an id, and every route that searches or creates, is asked", () => {
  const ids = { user: nobodys.user, group: nobodys.group };
  const asked = questions.map(({ method, path }) => `${method} ${path(nobodys, ids)}`.replace(/\?.*/, ""));
  const wanted = routes
    .filter(({ resourceType, path }) => resourceType || path === "/.search")
    .map(({ method, path }) => `${method} ${path}`);
  const patterns = asked.map((route) => route.replace(nobodys.user, ":id").replace(nobodys.group, ":id"));
  expect(wanted.filter((route) => !patterns.includes(route))).toEqual([]);
});

test("lists hold nothing of another organization", async () => {
  for (const path of [
    "/Users",
    "/Groups",
    "/Users?sortBy=userName",
    "/Users?filter=userName pr",
    '/Users?filter=id ne "x"',
  ]) {
    const { status, text } = await acme.scim("GET", path);
    expect(status).toBe(200);
    for (const value of Object.values(theirs)) expect(text).not.toContain(value);
  }
});

test("only a domain that another organization has is told, when it is to be added", async () => {
  const { serverSql } = muster;
  const refused = await addDomains(serverSql, acme.orgId, ["bees.example"], TESTER).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DomainsRefused);
  expect((refused as DomainsRefused).refused.get("bees.example")).toBe(TAKEN_ELSEWHERE);
});
