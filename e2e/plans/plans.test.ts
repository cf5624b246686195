import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fragment } from "../../src/db/connect.ts";
import { add, patch, person, remove, teamOf } from "../support/bodies.ts";
import { setUpClient } from "../support/console-client.ts";
import { clientsOf, crowd, newUsers } from "../support/crowd.ts";
import { type Muster, type Organization, startMuster } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";
import { listsAsked } from "./console-lists.ts";
import { type Executed, executedBy, logPlans } from "./executed.ts";

const TABLES = /^Seq Scan on (users|groups|memberships|user_emails|changes)$/;
const USERS = 200_000;
const OTHERS = 50_000;
const GROUPS = 2_000;
const WALKED = /^(users|groups|memberships|user_emails|changes)_/;
/** Most pages that a statement about one thing may touch. */
const FEW = 300;

let first: Muster;
let acme: Organization & { domain: string };

beforeAll(async () => {
  first = await startMuster();
  acme = await first.organization();
  const others = await first.organization();
  await fill(others.orgId, others.domain, OTHERS, 500);
  await fill(acme.orgId, acme.domain, USERS, GROUPS);
  await first.sql`vacuum analyze users, user_emails, groups, memberships`;
}, 180_000);

afterAll(() => first.stop());

/** Users n1, n2 … with an address each; each in a group of some hundred, and one group with every tenth. */
async function fill(orgId: string, domain: string, users: number, groups: number): Promise<void> {
  await first.sql.begin(async (tx) => {
    // Spares the checks of foreign keys, which take most of the time.
    await tx`set local session_replication_role = replica`;
    const id = (kind: number, n: Fragment) =>
      tx`overlay((${orgId} ::uuid)::text placing ${`${kind}`} || lpad((${n})::text, 11, '0') from 25)::uuid`;
    await tx`
      insert into users (org_id, id, connection_id, body)
      select c.org_id, ${id(1, tx`n`)}, c.id, jsonb_build_object(
        'userName', 'N' || n || '@' || ${domain}::text, 'externalId', 'x' || n, 'displayName', 'Name ' || n,
        'active', true, 'emails', jsonb_build_array(
          jsonb_build_object('value', 'Mail' || n || '@' || ${domain}::text, 'type', 'work')))
      from connections c, generate_series(1, ${users}::int) n where c.org_id = ${orgId}`;
    await tx`
      insert into user_emails (org_id, user_id, value_key)
      select org_id, id, casefold((body #>> '{emails,0,value}') collate pg_unicode_fast)
      from users where org_id = ${orgId} order by 1, 3`;
    await tx`
      insert into groups (org_id, id, connection_id, body)
      select c.org_id, ${id(2, tx`n`)}, c.id, jsonb_build_object('displayName', 'Group ' || n, 'externalId', 'g' || n)
      from connections c, generate_series(1, ${groups}::int) n where c.org_id = ${orgId}`;
    await tx`
      insert into memberships (org_id, group_id, user_id)
      select ${orgId}::uuid, ${id(2, tx`1 + n % ${groups}::int`)}, ${id(1, tx`n`)} from generate_series(1, ${users}::int) n
      union all
      select ${orgId}::uuid, ${id(2, tx`1`)}, ${id(1, tx`n`)} from generate_series(1, ${users}::int, 10) n
      where n % ${groups}::int <> 0
      order by 2, 3`;
  });
}

const userId = (n: number) => idOf(1, n);
const groupId = (n: number) => idOf(2, n);
const idOf = (kind: number, n: number) => `${acme.orgId.slice(0, 24)}${kind}${String(n).padStart(11, "0")}`;
const name = (n: number) => `n${n}@${acme.domain}`;

interface Request {
  readonly name: string;
  readonly method: string;
  readonly path: () => string;
  readonly body?: (node: string) => object;
  readonly status?: number;
  /** What must serve it. */
  readonly by: readonly string[];
  /** What is walked for the whole organization, by right. */
  readonly walks?: readonly string[];
  readonly most?: number;
}

const search = (type: string, filter: () => string, ...by: string[]): Request => ({
  name: `GET /${type}?filter=${filter.toString().replace(/^\(\) => /, "")}`,
  method: "GET",
  path: () => `/${type}?filter=${filter()}`,
  by,
});

const REQUESTS: readonly Request[] = [
  {
    name: "read a user, with groups",
    method: "GET",
    path: () => `/Users/${userId(777)}`,
    by: ["users_pkey", "memberships_user", "groups_pkey"],
  },
  {
    name: "read a group, with members",
    method: "GET",
    path: () => `/Groups/${groupId(777)}`,
    by: ["groups_pkey", "memberships_pkey"],
  },
  search("Users", () => `userName eq "${name(777)}"`, "users_user_name"),
  search("Users", () => `externalId eq "x777"`, "users_external_id"),
  search("Users", () => `displayName eq "Name 777"`, "users_name"),
  search("Users", () => `emails.value eq "mail777@${acme.domain}"`, "user_emails_pkey", "users_pkey"),
  search(
    "Users",
    () => `emails[type eq "work" and value eq "mail777@${acme.domain}"]`,
    "user_emails_pkey",
    "users_pkey",
  ),
  search("Users", () => `id eq "${userId(777)}"`, "users_pkey"),
  { ...search("Users", () => `groups.value eq "${groupId(778)}"`, "memberships_pkey", "users_pkey"), most: 2_500 },
  search("Users", () => `userName sw "n7777"`, "users_user_name"),
  search("Users", () => `userName eq "${name(777)}" and active eq true`, "users_user_name"),
  search("Users", () => `userName eq "nobody@${acme.domain}"`, "users_user_name"),
  search("Groups", () => `displayName eq "Group 777"`, "groups_display_name"),
  search("Groups", () => `externalId eq "g777"`, "groups_external_id"),
  search("Groups", () => `members eq "${userId(777)}"`, "memberships_user", "groups_pkey"),
  search("Groups", () => `members[value eq "${userId(777)}"]`, "memberships_user", "groups_pkey"),
  search("Groups", () => `id eq "${groupId(1)}" and members eq "${userId(10)}"`, "groups_pkey"),
  {
    name: "create a user",
    method: "POST",
    path: () => "/Users",
    body: (node) => person(`new-${node}@${acme.domain}`, { emails: [{ value: `new@${acme.domain}` }] }),
    status: 201,
    by: [],
  },
  {
    name: "create a user whose name is taken",
    method: "POST",
    path: () => "/Users",
    body: () => person(name(777)),
    status: 409,
    by: ["users_user_name"],
  },
  {
    name: "create a group whose name is taken",
    method: "POST",
    path: () => "/Groups",
    body: () => teamOf("group 777"),
    status: 409,
    by: ["groups_display_name"],
  },
  {
    name: "change a user's title",
    method: "PATCH",
    path: () => `/Users/${userId(778)}`,
    body: (node) => patch({ op: "replace", path: "title", value: node }),
    by: ["users_pkey"],
  },
  {
    name: "change a user's address",
    method: "PATCH",
    path: () => `/Users/${userId(779)}`,
    body: (node) => patch({ op: "replace", path: "emails", value: [{ value: `${node}@${acme.domain}` }] }),
    by: ["users_pkey", "user_emails_pkey"],
  },
  {
    name: "rename a user to a name that is taken",
    method: "PATCH",
    path: () => `/Users/${userId(780)}`,
    body: () => patch({ op: "replace", path: "userName", value: name(777) }),
    status: 409,
    by: ["users_pkey", "users_user_name"],
  },
  {
    name: "rename a group",
    method: "PATCH",
    path: () => `/Groups/${groupId(778)}`,
    body: (node) => patch({ op: "replace", path: "displayName", value: node }),
    status: 204,
    by: ["groups_pkey"],
  },
  {
    name: "add a member to a large group",
    method: "PATCH",
    path: () => `/Groups/${groupId(1)}`,
    body: () => patch(add([userId(778)])),
    status: 204,
    by: ["groups_pkey", "users_pkey"],
  },
  {
    name: "remove a member from a large group",
    method: "PATCH",
    path: () => `/Groups/${groupId(1)}`,
    body: () => patch(remove([userId(778)])),
    status: 204,
    by: ["groups_pkey", "memberships_pkey"],
  },
  {
    name: "add 100 members",
    method: "PATCH",
    path: () => `/Groups/${groupId(3)}`,
    body: (node) => patch(add(Array.from({ length: 100 }, (_, i) => userId(10_000 + i + (node === "auto" ? 0 : 100))))),
    status: 204,
    by: ["users_pkey"],
    most: 4_000,
  },
  // Ids and totals from the index alone: 200,000 entries of it, never the rows.
  {
    name: "list users",
    method: "GET",
    path: () => "/Users?count=100",
    by: ["users_pkey"],
    walks: ["users_pkey"],
    most: 5_000,
  },
  {
    name: "list users at the end",
    method: "GET",
    path: () => `/Users?count=100&startIndex=${USERS - 150}`,
    by: ["users_pkey"],
    walks: ["users_pkey"],
    most: 8_000,
  },
  {
    name: "count users",
    method: "GET",
    path: () => "/Users?count=0",
    by: ["users_pkey"],
    walks: ["users_pkey"],
    most: 4_000,
  },
  {
    name: "list groups",
    method: "GET",
    path: () => "/Groups?count=100&excludedAttributes=members",
    walks: ["groups_pkey", "groups_display_name"],
    by: ["groups_pkey"],
    most: 1_000,
  },
];

/** What is wrong with what was executed for a request; undefined when it was served as it should be. */
function judge(
  executed: readonly Executed[],
  { by, walks, most = FEW }: Pick<Request, "by" | "walks" | "most">,
): string | undefined {
  const whole = executed.flatMap(({ wholeTables }) => wholeTables).filter((one) => TABLES.test(one));
  const walked = executed.flatMap((one) => one.walked).filter((index) => WALKED.test(index) && !walks?.includes(index));
  const missing = by.filter((index) => !executed.some(({ indexes }) => indexes.has(index)));
  const blocks = Math.max(...executed.map(({ blocks }) => blocks));
  const wrong = [
    ...whole,
    ...walked.map((index) => `the whole of ${index}`),
    ...missing.map((index) => `not by ${index}`),
    ...(blocks > most ? [`${blocks} pages in one statement`] : []),
  ];
  return wrong.length > 0
    ? `${wrong.join(", ")}\n${JSON.stringify(executed.map(({ text: _, indexes, ...one }) => ({ ...one, indexes: [...indexes] })))}`
    : undefined;
}

describe.each(["auto", "force_generic_plan"] as const)("with plan_cache_mode = %s", (mode) => {
  let node: Muster;

  beforeAll(async () => {
    await logPlans(first.sql, first.database.connection.database, mode);
    node = await startMuster(first);
    // Whatever a connection reads at its first statements, of the catalog, it has read by now.
    const [scim] = clientsOf([node], acme) as [ScimClient];
    await newUsers(scim, acme.domain, `warm-${mode}`, 24);
    const made = await crowd([scim], 24, (scim, i) =>
      scim("POST", "/Groups", teamOf(`Warm ${mode} ${i}`, [userId(1)])),
    );
    await crowd([scim], 24, (scim, i) => scim("PATCH", `/Groups/${made[i]?.body.id}`, patch(remove([userId(1)]))));
    await crowd([scim], 24, (scim) => scim("GET", "/Users?count=1&sortBy=userName&filter=id eq 1 and userName pr"));
  });
  afterAll(() => node.stop());

  async function executedFor({ method, path, body, status = 200 }: Request): Promise<Executed[]> {
    return executedBy(first.sql, async () => {
      const answer = await fetch(encodeURI(`${node.address}/scim/v2${path()}`), {
        method,
        headers: { authorization: `Bearer ${acme.token}`, "content-type": "application/scim+json" },
        ...(body && { body: JSON.stringify(body(mode)) }),
      });
      expect(answer.status, await answer.text()).toBe(status);
    });
  }

  for (const request of REQUESTS) {
    test(request.name, async () => {
      const executed = await executedFor(request);
      expect(judge(executed, request)).toBeUndefined();
    });
  }

  test("a search that no index serves would be found out", async () => {
    const executed = await executedFor(search("Users", () => `title eq "no such title"`));
    expect(judge(executed, { by: [] })).toMatch(/the whole of users_pkey, \d{4,} pages in one statement/);
  });
});

test("the console's lists are read by their indexes, whatever their order and filters", async () => {
  await logPlans(first.sql, first.database.connection.database, "auto");
  const node = await startMuster(first);
  try {
    const dana = await setUpClient(node, acme.orgId, `dana.${Math.random()}@console.example`);
    await dana("GET", "/users?search=warm");
    const wrong = [];
    for (const { path, ...asked } of listsAsked({ userId, groupId, domain: acme.domain })) {
      const executed = await executedBy(first.sql, async () => {
        const { status, body } = await dana("GET", encodeURI(path));
        expect(status, JSON.stringify(body)).toBe(200);
      });
      const judged = judge(executed, asked);
      if (judged) wrong.push(`${path}: ${judged}`);
    }
    expect(wrong).toEqual([]);
  } finally {
    await node.stop();
  }
});

/** Of 32 users at once, who share a statement. */
const TOGETHER = 32;

test("what was planned while there were few users still goes by the index when there are many", async () => {
  const young = await startMuster();
  try {
    const acme = await young.organization();
    const { database } = young.database.connection;
    await logPlans(young.sql, database, "auto");
    // PostgreSQL's default: a DATABASE_URL's server may hold it for a disk of old.
    await young.sql.unsafe(`alter database ${database} set random_page_cost = 4`);
    const node = await startMuster(young);
    try {
      const [scim] = clientsOf([node], acme) as [ScimClient];
      const ids = await newUsers(scim, acme.domain, "first", TOGETHER);
      const change = (value: object) =>
        crowd([scim], TOGETHER, (scim, i) => scim("PATCH", `/Users/${ids[i]}`, patch({ op: "replace", value })));
      const emails = (name: string) => ({ emails: [{ value: `${name}@${acme.domain}`, type: "work" }] });
      await young.sql`vacuum analyze users, user_emails`;
      // On each of the server's connections.
      for (let round = 0; round < 12; round++) {
        await change({ title: `first ${round}` });
        await change(emails(`first${round}`));
      }
      await young.sql`alter table users set (autovacuum_enabled = off)`;
      await young.sql`alter table user_emails set (autovacuum_enabled = off)`;
      await young.sql`
        insert into users (org_id, connection_id, body)
        select org_id, id, jsonb_build_object('userName', 'n' || n, 'active', true)
        from connections, generate_series(1, 20000) n where org_id = ${acme.orgId}`;
      await young.sql`
        insert into user_emails (org_id, user_id, value_key)
        select org_id, id, user_name_key || '2' from users where org_id = ${acme.orgId}`;
      for (const [value, by] of [
        [{ title: "second" }, ["users_pkey"]],
        [emails("second"), ["users_pkey", "user_emails_pkey"]],
      ] as const) {
        const executed = await executedBy(young.sql, () => change(value));
        expect(judge(executed, { by, most: FEW * TOGETHER })).toBeUndefined();
      }
    } finally {
      await node.stop();
    }
  } finally {
    await young.stop();
  }
});
