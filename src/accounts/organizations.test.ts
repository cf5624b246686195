import { afterAll, beforeAll, expect, test } from "vitest";
import { commandLine } from "../changes/actor.ts";
import { connect, type Sql } from "../db/connect.ts";
import { newId, type OrgId } from "../db/ids.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { deleteOrganization, TABLES_OF_ORGANIZATION } from "./delete-organization.ts";
import {
  createOrganization,
  findOrganization,
  listOrganizations,
  organizationsNamed,
  setRequestRetention,
} from "./organizations.ts";

const ann = commandLine("ann");
let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.connection, { max: 4 });
});

afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.stop();
});

const create = (name: string) => createOrganization(sql, name, "ann@example.com", ann);

const changesOf = (orgId: OrgId) => database.sql`
  select actor, op, resource_type as "resourceType", before, after from changes where org_id = ${orgId} order by id`;

test("an organization is found by its short name and by its id, and its change says who made it", async () => {
  const acme = await create("Acme");
  expect(acme).toMatchObject({ shortName: "acme", name: "Acme", requestRetentionDays: 90 });
  expect(await findOrganization(sql, "ACME")).toEqual(acme);
  expect(await findOrganization(sql, acme.id.toUpperCase())).toEqual(acme);
  expect(await findOrganization(sql, "nobody")).toBeUndefined();
  expect(await changesOf(acme.id)).toEqual([
    {
      actor: { kind: "command line", name: "ann" },
      op: "create",
      resourceType: "organization",
      before: null,
      after: { name: "Acme", shortName: "acme", admin: "ann@example.com" },
    },
  ]);
});

test("organizations of one name, made at the same time, get different short names", async () => {
  const made = await Promise.all([create("Twin"), create("Twin"), create("Twin")]);
  expect(made.map(({ shortName }) => shortName).sort()).toEqual(["twin", "twin-2", "twin-3"]);
});

test("those of a name are found in any case, and by the short name that it would have", async () => {
  for (const name of ["Zürich & Co", "ZÜRICH & CO", "zurich, co."]) await create(name);
  const named = async (name: string) => (await organizationsNamed(sql, name)).map(({ shortName }) => shortName);
  expect(await named("zürich & co")).toEqual(["zurich-co", "zurich-co-2"]);
  expect(await named("Zurich, Co.")).toEqual(["zurich-co", "zurich-co-3"]);
  expect(await named("Zurich")).toEqual([]);
});

test("the list tells whether SCIM is on and how many domains there are", async () => {
  const { id } = await create("Listed");
  const listed = async () => (await listOrganizations(sql)).find((organization) => organization.id === id);
  expect(await listed()).toMatchObject({ shortName: "listed", scim: "not set up", domains: 0 });
  await database.sql`insert into connections (org_id, status) values (${id}, 'disabled')`;
  await database.sql`insert into domains (org_id, domain) values (${id}, 'listed.example'), (${id}, 'also.example')`;
  expect(await listed()).toMatchObject({ scim: "off", domains: 2 });
});

test("retention is set once and recorded once", async () => {
  const { id } = await create("Retaining");
  await setRequestRetention(sql, id, 30, ann);
  await setRequestRetention(sql, id, 30, ann);
  expect(await findOrganization(sql, id)).toMatchObject({ requestRetentionDays: 30 });
  expect((await changesOf(id)).slice(1)).toMatchObject([
    { op: "update", before: { requestRetentionDays: 90 }, after: { requestRetentionDays: 30 } },
  ]);
});

test("deleting knows every table that has an org_id", async () => {
  const tables = await database.sql<{ name: string }[]>`
    select t.table_name as name from information_schema.tables t
    join information_schema.columns c using (table_schema, table_name)
    where t.table_schema = 'public' and c.column_name = 'org_id' and t.table_name not like 'requests\_%'`;
  expect([...TABLES_OF_ORGANIZATION].sort()).toEqual(tables.map(({ name }) => name).sort());
});

test("deleting leaves nothing of the organization, and the others as they were", async () => {
  const gone = await create("Gone");
  const stays = await create("Stays");
  for (const { id, shortName } of [gone, stays]) await fill(id, shortName);
  const before = await rowsOf(stays.id);
  const deleted = new Map<string, number>();
  expect(await deleteOrganization(sql, gone.id, (table, rows) => void deleted.set(table, rows))).toBe(true);
  expect(await findOrganization(sql, gone.id)).toBeUndefined();
  expect(await rowsOf(gone.id)).toEqual(Object.fromEntries(TABLES_OF_ORGANIZATION.map((table) => [table, 0])));
  expect(await rowsOf(stays.id)).toEqual(before);
  expect(Object.fromEntries(deleted)).toEqual(before);
  expect(await deleteOrganization(sql, gone.id, () => {})).toBe(false);
});

/** Gives an organization at least one row in each of its tables. */
async function fill(orgId: OrgId, name: string): Promise<void> {
  const [connection, user, group, inner] = [newId<OrgId>(), newId<OrgId>(), newId<OrgId>(), newId<OrgId>()];
  const { sql: db } = database;
  const body = (attributes: object) => db`${JSON.stringify({ active: true, ...attributes })}::text::jsonb`;
  await db`insert into connections (org_id, id) values (${orgId}, ${connection})`;
  await db`insert into domains (org_id, domain) values (${orgId}, ${`${name}.example`})`;
  await db`insert into setup_links (org_id, hash, expires_at) values (${orgId}, ${Buffer.from(name)}, now())`;
  await db`
    insert into scim_tokens (org_id, connection_id, hash, last_four, created_by)
    values (${orgId}, ${connection}, ${Buffer.from(name)}, 'abcd', '{}')`;
  await db`insert into users (org_id, id, body) values (${orgId}, ${user}, ${body({ userName: "ann" })})`;
  await db`insert into user_emails (org_id, user_id, value_key) values (${orgId}, ${user}, 'ann@example.com')`;
  await db`insert into role_grants (org_id, user_id, role) values (${orgId}, ${user}, 'viewer')`;
  for (const id of [group, inner])
    await db`insert into groups (org_id, id, body) values (${orgId}, ${id}, ${body({ displayName: id })})`;
  await db`insert into group_roles (org_id, group_id, role) values (${orgId}, ${group}, 'viewer')`;
  await db`insert into memberships (org_id, group_id, user_id) values (${orgId}, ${group}, ${user})`;
  await db`insert into memberships (org_id, group_id, member_group_id) values (${orgId}, ${group}, ${inner})`;
  await db`
    insert into requests (org_id, id, connection_id, at, method, path, status)
    values (${orgId}, uuidv7(), ${connection}, now(), 'GET', '/Users', 200)`;
  await db`
    insert into request_counts (org_id, minute, connection_id, method, resource_type, status, count)
    values (${orgId}, now(), ${connection}, 'GET', 'user', 200, 5)`;
}

async function rowsOf(orgId: OrgId): Promise<Record<string, number>> {
  const { sql: db } = database;
  const counts = TABLES_OF_ORGANIZATION.map(async (table) => {
    const [row] = await db<{ rows: number }[]>`select count(*) as rows from ${db(table)} where org_id = ${orgId}`;
    return [table, row?.rows ?? -1] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}
