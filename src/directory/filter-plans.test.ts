import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fragment } from "../db/connect.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { checkFilter } from "../scim/filter/check.ts";
import { parseFilter } from "../scim/filter/parse.ts";
import { GROUP, USER } from "../scim/resource-types.ts";
import { compileFilter } from "./filter-sql.ts";
import type { Table } from "./resource-sql.ts";

const ORG = "0193a1b2-0000-7000-8000-000000000001";
const USERS = 20_000;
const GROUPS = 2_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  await sql`
    insert into users (org_id, id, body)
    select ${ORG}::uuid, ${idOf(sql`n`)}, jsonb_build_object(
      'userName', 'User' || n || '@example.com', 'externalId', 'X' || n, 'displayName', 'Name ' || n, 'active', true,
      'emails', jsonb_build_array(jsonb_build_object('value', 'Mail' || n || '@example.com', 'type', 'work')))
    from generate_series(1, ${USERS}::int) n`;
  await sql`
    insert into user_emails (org_id, user_id, value_key)
    select org_id, id, casefold((body #>> '{emails,0,value}') collate pg_unicode_fast) from users`;
  await sql`
    insert into groups (org_id, id, body)
    select ${ORG}::uuid, ${idOf(sql`n + 1000000`)}, jsonb_build_object('displayName', 'Group ' || n, 'externalId', 'G' || n)
    from generate_series(1, ${GROUPS}::int) n`;
  // Each user in five groups, and one group with all.
  await sql`
    insert into memberships (org_id, group_id, user_id)
    select ${ORG}::uuid, ${idOf(sql`1000001 + (n * 7 + i * 13) % ${GROUPS}::int`)}, ${idOf(sql`n`)}
    from generate_series(1, ${USERS}::int) n, generate_series(1, 5) i
    union
    select ${ORG}::uuid, ${idOf(sql`1000001`)}, ${idOf(sql`n`)} from generate_series(1, ${USERS}::int) n`;
  await sql`vacuum analyze users, user_emails, groups, memberships`;
}, 120_000);

afterAll(() => database.stop());

function idOf(n: Fragment) {
  return database.sql`('0193a1b2-c3d4-7e5f-8a9b-' || lpad((${n})::text, 12, '0'))::uuid`;
}

interface Plan {
  readonly "Actual Rows": number;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
}

/** How a page is found, as page.ts asks for it. */
async function explain(filter: string, table: Table): Promise<Plan> {
  const { sql } = database;
  const checked = checkFilter(parseFilter(filter), table === "users" ? USER : GROUP);
  const [row] = await sql<{ "QUERY PLAN": [{ Plan: Plan }] }[]>`
    explain (analyze, buffers, format json)
    with caller as materialized (select ${ORG}::uuid as org_id)
    select r.id from ${sql(table)} r
    where r.org_id = (select org_id from caller) and r.deleted_at is null
      and ${compileFilter(sql, checked, table, "https://example.com")}
    order by r.id limit 100`;
  if (!row) throw new TypeError("no plan");
  return row["QUERY PLAN"][0].Plan;
}

const id = (n: number) => `0193a1b2-c3d4-7e5f-8a9b-${String(n).padStart(12, "0")}`;

describe("a look-up touches a few blocks for each row it finds", () => {
  test.each<[Table, string]>([
    ["users", `id eq "${id(7)}"`],
    ["users", 'userName eq "USER777@example.com"'],
    ["users", 'userName eq "user777@example.com" and active eq true'],
    ["users", 'externalId eq "X777"'],
    ["users", 'displayName eq "name 777"'],
    ["users", 'emails eq "mail777@example.com"'],
    ["users", 'emails.value eq "mail777@example.com"'],
    ["users", 'emails[type eq "work"].value eq "mail777@example.com"'],
    ["users", 'emails[value eq "mail777@example.com"]'],
    ["users", 'userName sw "user777"'],
    ["users", 'displayName sw "name 777"'],
    ["users", 'emails sw "mail777"'],
    ["users", 'externalId sw "X777"'],
    ["users", `groups eq "${id(1000777)}"`],
    ["users", `groups[value eq "${id(1000777)}"]`],
    ["users", `id eq "${id(7)}" and groups.value eq "${id(1000001)}"`],
    ["groups", `id eq "${id(1000777)}"`],
    ["groups", 'displayName eq "group 777"'],
    ["groups", 'externalId eq "G777"'],
    ["groups", `members eq "${id(7)}"`],
    ["groups", `members[value eq "${id(7)}" and type eq "User"]`],
    ["groups", `id eq "${id(1000001)}" and members eq "${id(7)}"`],
    ["groups", `id eq "${id(1000001)}" and members[value eq "${id(7)}" and type eq "User"]`],
  ])("%s by %s", async (table, filter) => {
    const plan = await explain(filter, table);
    const rows = plan["Actual Rows"];
    expect(rows).toBeGreaterThan(0);
    expect(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], JSON.stringify(plan)).toBeLessThan(10 + 8 * rows);
  });
});
