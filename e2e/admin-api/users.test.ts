/** The console's users: each page, filter and order held against the same made in memory. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GroupId, OrgId, UserId } from "../../src/db/ids.ts";
import { newId } from "../../src/db/ids.ts";
import { compareText, fold } from "../../src/scim/fold.ts";
import { patch, person, remove, teamOf } from "../support/bodies.ts";
import { type ConsoleClient, setUpClient } from "../support/console-client.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";

interface Truth {
  readonly id: UserId;
  readonly userName: string;
  readonly name: string;
  /** What a search finds it by the beginning of. */
  readonly words: readonly string[];
  readonly status: string;
  readonly source: string;
  readonly inCrew: boolean;
}

const SIZE = 230;
const GIVEN = ["Ann", "Bob", "Émile", "Zoë", "ann", "Ünal", "李"];
const FAMILY = ["Lee", "Castellanos", "O’Donnell", "Straße", "Nováková"];

let muster: Muster;
let acme: Organization & { domain: string };
let dana: ConsoleClient;
let crew: GroupId;
const people: Truth[] = [];

beforeAll(async () => {
  muster = await startMuster();
  acme = await muster.organization();
  dana = await setUpClient(muster, acme.orgId, "dana@console.example");
  const { body: me } = await dana("GET", "/me");
  people.push({
    id: me.userId,
    userName: "dana@console.example",
    name: "Dana Whitfield",
    words: ["Dana Whitfield", "dana@console.example"],
    status: "active",
    source: "by hand",
    inCrew: false,
  });
  crew = (await acme.scim("POST", "/Groups", teamOf("Crew", []))).body.id;
  await addPeople(Array.from({ length: SIZE }, (_, n) => personOf(n)));
  await muster.sql`analyze users`;
});
afterAll(() => muster.stop());

/** Names that are the same, in other cases, turned round or missing; one in each state. */
function personOf(n: number) {
  const [given, family] = [GIVEN[n % GIVEN.length] ?? "", FAMILY[n % FAMILY.length] ?? ""];
  const userName = `${n % 3 === 0 ? "U" : "u"}${(n * 7919) % 1000}.${n}@${n % 10 === 0 ? "other.example" : acme.domain}`;
  const displayName = [undefined, `${given} ${family}`, `${family}, ${given}`, "The same", "the same"][n % 5];
  const email = `Mail${n}@${acme.domain}`;
  const id = newId<UserId>();
  const name = displayName ?? `${given} ${family}`;
  const other = displayName && fold(displayName).startsWith(fold(family)) ? given : family;
  const truth: Truth = {
    id,
    userName,
    name,
    words: [name, other, userName, email, id],
    status: n % 11 === 0 ? "suspended" : n % 13 === 0 ? "blocked" : "active",
    source: n % 7 === 0 ? "by hand" : "scim",
    inCrew: n % 4 === 0,
  };
  const body = {
    userName,
    ...(displayName && { displayName }),
    name: { givenName: given, familyName: family },
    active: n % 11 !== 0,
    emails: [{ value: email }],
  };
  return { truth, row: { id, body, email: fold(email), blocked: n % 13 === 0, crew: truth.inCrew, hand: n % 7 === 0 } };
}

async function addPeople(made: ReturnType<typeof personOf>[]): Promise<void> {
  people.push(...made.map(({ truth }) => truth));
  const rows = muster.sql`jsonb_to_recordset(${JSON.stringify(made.map(({ row }) => row))}::text::jsonb)
    as row (id uuid, body jsonb, email text, blocked boolean, crew boolean, hand boolean)`;
  const { orgId } = acme;
  await muster.sql`
    insert into users (org_id, id, connection_id, body, blocked_at)
    select c.org_id, row.id, case when not row.hand then c.id end, row.body, case when row.blocked then now() end
    from connections c, ${rows} where c.org_id = ${orgId}`;
  await muster.sql`insert into user_emails (org_id, user_id, value_key) select ${orgId}, row.id, row.email from ${rows}`;
  await muster.sql`
    insert into memberships (org_id, group_id, user_id) select ${orgId}, ${crew}::uuid, row.id from ${rows} where row.crew`;
}

/** All pages from the first, each looked at on the way back too. */
async function walk(query: Record<string, string>): Promise<string[]> {
  const pages: { ids: string[]; first: number }[] = [];
  let cursor: string | null = null;
  const read = async (at: string | null) => {
    const parameters = new URLSearchParams({ ...query, ...(at === null ? {} : { cursor: at }) });
    const { status, body } = await dana("GET", `/users?${parameters}`);
    expect(status, JSON.stringify(body)).toBe(200);
    return body as { rows: { id: string }[]; first: number; next: string | null; previous: string | null };
  };
  let last: Awaited<ReturnType<typeof read>>;
  do {
    last = await read(cursor);
    pages.push({ ids: last.rows.map(({ id }) => id), first: last.first });
    cursor = last.next;
  } while (cursor !== null);
  for (const page of pages.slice(0, -1).reverse()) {
    last = await read(last.previous);
    expect({ ids: last.rows.map(({ id }) => id), first: last.first }).toEqual(page);
  }
  expect(last.previous === null || pages.length > 1).toBe(true);
  return pages.flatMap(({ ids }) => ids);
}

const keys: Readonly<Record<string, (person: Truth) => string>> = {
  name: ({ name }) => fold(name),
  userName: ({ userName }) => fold(userName),
  created: () => "",
};

function sorted(wanted: readonly Truth[], sort: string, order: string): string[] {
  const key = keys[sort] as (person: Truth) => string;
  const rows = wanted.toSorted((a, b) => compareText(key(a), key(b)) || compareText(a.id, b.id));
  if (order === "descending") rows.reverse();
  return rows.map(({ id }) => id);
}

describe.each(["name", "userName", "created"])("sorted by %s", (sort) => {
  test.each(["ascending", "descending"])(
    "%s, page after page and back, none is lost and none comes twice",
    async (order) => {
      expect(await walk({ sort, order, limit: "23" })).toEqual(sorted(people, sort, order));
    },
  );
});

const FILTERS: readonly (readonly [string, () => Record<string, string>, (person: Truth) => boolean])[] = [
  ["suspended", () => ({ status: "suspended" }), ({ status }) => status === "suspended"],
  ["blocked", () => ({ status: "blocked" }), ({ status }) => status === "blocked"],
  ["active", () => ({ status: "active" }), ({ status }) => status === "active"],
  ["SCIM-managed", () => ({ source: "scim" }), ({ source }) => source === "scim"],
  ["by hand", () => ({ source: "by hand" }), ({ source }) => source === "by hand"],
  ["of a domain", () => ({ domain: "Other.example" }), ({ userName }) => userName.endsWith("@other.example")],
  ["of a group", () => ({ group: crew }), ({ inCrew }) => inCrew],
  [
    "of all at once",
    () => ({ group: crew, status: "active", source: "scim", domain: acme.domain, search: "the" }),
    (one) =>
      one.inCrew &&
      one.status === "active" &&
      one.source === "scim" &&
      one.userName.endsWith(`@${acme.domain}`) &&
      found(one, "the"),
  ],
];
const found = ({ words }: Truth, text: string) => words.some((word) => fold(word).startsWith(fold(text)));

test.each(FILTERS)("those %s, in order, and counted", async (_, query, holds) => {
  const wanted = people.filter(holds);
  expect(wanted.length).toBeGreaterThan(2);
  expect(await walk({ ...query(), limit: "10" })).toEqual(sorted(wanted, "name", "ascending"));
  const { body } = await dana("GET", `/users/count?${new URLSearchParams(query())}`);
  expect(body).toEqual({ count: wanted.length, exact: true });
});

test.each(["ann", "LEE", "castell", "u7", "mail1", "émi", "STRASSE", "the same", "dana@", "nobody", "%", "李"])(
  "a search for %s finds by the beginning of each name and address, in any case",
  async (search) => {
    const wanted = people.filter((one) => found(one, search));
    expect(await walk({ search, sort: "userName", limit: "40" })).toEqual(sorted(wanted, "userName", "ascending"));
  },
);

test("a search for an id finds it; no search, none of spaces", async () => {
  const [, one] = people;
  expect(await walk({ search: String(one?.id) })).toEqual([one?.id]);
  expect(await walk({ search: "  ", limit: "200" })).toHaveLength(people.length);
});

test("a cursor of another order, or made up, is refused", async () => {
  const { body } = await dana("GET", "/users?limit=2&sort=userName");
  for (const cursor of [body.next, "nonsense", Buffer.from("[1]").toString("base64url")]) {
    const answer = await dana("GET", `/users?sort=name&cursor=${cursor}`);
    expect([answer.status, answer.body.message]).toEqual([
      400,
      "This page is of another list. Begin with its first page.",
    ]);
  }
});

test("a text that no database takes, or a cursor with a made-up key, is refused and fails nothing", async () => {
  for (const path of [
    ...["/users", "/users/count", "/groups", "/deleted-users", "/members", "/members/to-be"].map(
      (at) => `${at}?search=a%00`,
    ),
    ...[
      "/users?domain=%00",
      "/activity/why?about=a%00b",
      "/activity/requests?about=%00b",
      "/activity/requests?provider=%00",
    ],
    ...["/audit-log?actor=%00", "/audit-log?about=a%00", "/audit-log?type=%00", "/members/groups/to-be?search=%00"],
  ])
    expect([path, (await dana("GET", path)).status]).toEqual([path, 400]);
  expect((await dana("DELETE", "/scim/domains/%00")).status).toBe(400);
  const cursor = (list: string, key: string) =>
    Buffer.from(JSON.stringify([list, key, newId(), 0, 0])).toString("base64url");
  const { next } = (await dana("GET", "/users?limit=1")).body;
  const [list] = JSON.parse(Buffer.from(next, "base64url").toString());
  for (const key of ["a\0", "\ud800"])
    expect((await dana("GET", `/users?cursor=${cursor(list, key)}`)).status).toBe(400);
  for (const key of ["", "yesterday", "0000-01-01T00:00:00Z", "2026-01-01T00:00:00+20:00"])
    expect([key, (await dana("GET", `/deleted-users?cursor=${cursor("deleted users", key)}`)).status]).toEqual([
      key,
      400,
    ]);
  const of2026 = cursor("deleted users", "2026-01-01T00:00:00.123456+00:00");
  expect((await dana("GET", `/deleted-users?cursor=${of2026}`)).status).toBe(200);
});

test("a user in full: attributes as stored, manager, groups, role, and what else is known", async () => {
  const manager = people[1] as Truth;
  const { body: made } = await acme.scim("POST", "/Users", {
    ...person(`full@${acme.domain}`, { displayName: "Full Person", title: "Analyst" }),
    schemas: [
      "urn:ietf:params:scim:schemas:core:2.0:User",
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
      department: "Sales",
      manager: { value: manager.id },
    },
  });
  const { body: group } = await acme.scim("POST", "/Groups", teamOf("Readers", [made.id]));
  await muster.sql`insert into group_roles (org_id, group_id, role) values (${acme.orgId}, ${group.id}, 'viewer')`;
  const { body } = await dana("GET", `/users/${made.id}`);
  expect(body).toMatchObject({
    name: "Full Person",
    status: "active",
    scimManaged: true,
    manager: { id: manager.id, name: manager.name },
    groups: 1,
    signIn: { email: null, role: "viewer", roleByGroup: "Readers" },
    resource: { title: "Analyst" },
  });
  const groups = await dana("GET", `/users/${made.id}/groups`);
  expect(groups.body.rows).toMatchObject([
    { id: group.id, name: "Readers", members: { count: 1, exact: true }, role: "viewer" },
  ]);
  await acme.scim("PATCH", `/Users/${made.id}`, patch({ op: "replace", path: "title", value: "Senior Analyst" }));
  await acme.scim("PATCH", `/Users/${made.id}`, patch({ op: "replace", path: "active", value: false }));
  await acme.scim("PATCH", `/Groups/${group.id}`, patch(remove([made.id])));
  await acme.scim("DELETE", `/Groups/${group.id}`);
  const changes = await dana("GET", `/users/${made.id}/changes?limit=3`);
  const values = changes.body.changes.map((change: { values: object[] }) => change.values);
  expect(values).toEqual([
    [{ attribute: "removed", before: null, after: "Full Person" }],
    [{ attribute: "active", before: "yes", after: "no" }],
    [{ attribute: "title", before: "Analyst", after: "Senior Analyst" }],
  ]);
  const rest = await dana("GET", `/users/${made.id}/changes?cursor=${changes.body.next}`);
  expect(rest.body.next).toBeNull();
  // The group that it was born into, then itself.
  expect(rest.body.changes).toMatchObject([
    { op: "create", resourceType: "group", by: "connection" },
    { op: "create", resourceType: "user", sentence: expect.stringContaining("Full Person") },
  ]);
});

test("another organization's users, groups and changes are not there", async () => {
  const other = await muster.organization();
  const eve = await setUpClient(muster, other.orgId, "eve@console.example");
  const theirs = people[5] as Truth;
  for (const path of ["", "/groups", "/changes"]) {
    for (const id of [theirs.id, newId(), "nonsense"])
      expect([path, (await eve("GET", `/users/${id}${path}`)).status]).toEqual([path, 404]);
  }
  expect((await eve("GET", `/users?group=${crew}`)).body.rows).toEqual([]);
  expect((await eve("GET", `/users?search=${theirs.id}`)).body.rows).toEqual([]);
  expect((await eve("GET", "/users")).body.rows).toHaveLength(1);
  expect((await eve("GET", "/directory")).body).toMatchObject({ users: 1, byHand: 1, groups: 0, deletedUsers: 0 });
});

test("an export is a file of all that are wanted, in order, safe for spreadsheets", async () => {
  await acme.scim(
    "POST",
    "/Users",
    person(`-evil@${acme.domain}`, { displayName: '=HYPERLINK("http://x")', title: "@SUM;=1+1" }),
  );
  const answer = await fetch(`${muster.address}/api/users/export?search=%3Dhyper`, {
    headers: { cookie: dana.cookie },
  });
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(answer.headers.get("content-disposition")).toMatch(
    /^attachment; filename="org-\d+-users-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const [head, row] = Buffer.from(await answer.arrayBuffer())
    .toString()
    .split("\n");
  expect(head).toBe(
    "\ufeffid,userName,displayName,givenName,familyName,email,status,source,title,department,externalId,groups,created,changed",
  );
  expect(row).toContain(`,"'-evil@${acme.domain}","'=HYPERLINK(""http://x"")",`);
  expect(row).toContain(`,"'@SUM;=1+1",`);
  const all = await fetch(`${muster.address}/api/users/export?source=by%20hand&order=descending`, {
    headers: { cookie: dana.cookie },
  });
  const ids = (await all.text())
    .split("\n")
    .slice(1, -1)
    .map((line) => line.slice(1, 37));
  expect(ids).toEqual(
    sorted(
      people.filter(({ source }) => source === "by hand"),
      "name",
      "descending",
    ),
  );
});

test("what most have is met along the order, and counted up to ten thousand", async () => {
  const big = await muster.organization();
  const max = await setUpClient(muster, big.orgId, "many@console.example");
  await fill(big.orgId, 10_500);
  const { body: group } = await big.scim("POST", "/Groups", teamOf("Everyone", []));
  await muster.sql`
    insert into memberships (org_id, group_id, user_id)
    select u.org_id, ${group.id}::uuid, u.id from users u where u.org_id = ${big.orgId} and u.user_name_key like 'n%'`;
  for (const filter of [
    "order=ascending",
    "source=by hand",
    `group=${group.id}`,
    "domain=Big.example",
    "status=active",
  ]) {
    const wanted = `${filter}&search=n&sort=userName&limit=3`;
    const page = await max("GET", encodeURI(`/users?${wanted}`));
    const names = (rows: { userName: string }[]) => rows.map(({ userName }) => userName.split("@")[0]);
    expect([filter, ...names(page.body.rows)]).toEqual([filter, "n10000", "n10001", "n10002"]);
    const next = await max("GET", encodeURI(`/users?${wanted}&cursor=${page.body.next}`));
    expect([filter, ...names(next.body.rows)]).toEqual([filter, "n10003", "n10004", "n10005"]);
    const { body } = await max("GET", encodeURI(`/users/count?${filter}&search=N`));
    expect([filter, body]).toEqual([filter, { count: 10_000, exact: false }]);
  }
  expect((await max("GET", "/users/count")).body).toEqual({ count: 10_501, exact: true });
  const { body } = await max("GET", `/groups/${group.id}`);
  expect(body.members).toEqual({ count: 10_000, exact: false });
});

test("an export waits for its reader, and a second one of the organization is refused until it is read or given up", async () => {
  const big = await muster.organization();
  const max = await setUpClient(muster, big.orgId, "max@console.example");
  await fill(big.orgId, 12_000, 1_500);
  const reading = new AbortController();
  const download = () =>
    fetch(`${muster.address}/api/users/export`, { headers: { cookie: max.cookie }, signal: reading.signal });
  const first = await download();
  const reader = (first.body as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  // What a connection and its buffers hold is a part of it: the rest is not read before it is wanted.
  expect((await max("GET", "/users/export")).body.code).toBe("slow down");
  const another = await fetch(`${muster.address}/api/users/export?search=nobody`, { headers: { cookie: dana.cookie } });
  expect([another.status, (await another.text()).split("\n").length]).toEqual([200, 2]);
  reading.abort();
  await expect
    .poll(
      async () =>
        (await fetch(`${muster.address}/api/users/export?search=dana`, { headers: { cookie: max.cookie } })).status,
    )
    .toBe(200);
});

async function fill(orgId: OrgId, users: number, title = 10): Promise<void> {
  await muster.sql`
    insert into users (org_id, body)
    select ${orgId}::uuid, jsonb_build_object('userName', 'n' || n || '@big.example', 'active', true, 'title', repeat('x', ${title}::int))
    from generate_series(1, ${users}::int) n`;
}
