import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { ScimError } from "../scim/errors.ts";
import type { Filter } from "../scim/filter/ast.ts";
import { type CheckedFilter, checkFilter } from "../scim/filter/check.ts";
import { matches } from "../scim/filter/evaluate.ts";
import { printFilter } from "../scim/filter/print.ts";
import { BASE, filtersOn, groupPaths, groups, IDS, userPaths, users } from "../scim/filter/testing.ts";
import { fold } from "../scim/fold.ts";
import type { JsonObject } from "../scim/json.ts";
import { emailValues } from "../scim/resource/emails.ts";
import { GROUP, USER } from "../scim/resource-types.ts";
import { compileFilter } from "./filter-sql.ts";
import type { Table } from "./resource-sql.ts";

const ORG = "0193a1b2-0000-7000-8000-000000000001";
const OTHER_ORG = "0193a1b2-0000-7000-8000-000000000002";

/** Resources as they are answered, by their ids. */
type World = Readonly<Record<Table, ReadonlyMap<string, JsonObject>>>;

const stat = { n: 0, skipped: 0, none: 0, all: 0, some: 0 };
let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  world = await populate();
});

afterAll(() => { console.log(JSON.stringify(stat), world.users.size, world.groups.size); return database.stop(); });

/** Sixty users, four of them with known ids and in groups, and eight groups, in one organization; the same in another. */
async function populate(): Promise<World> {
  const [bodies] = fc.sample(fc.array(users, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 1 });
  const [groupBodies] = fc.sample(fc.array(groups, { minLength: 12, maxLength: 12 }), { numRuns: 1, seed: 1 });
  const storedUsers = withIds(distinctBy(bodies ?? [], "userName"), IDS.slice(0, 4), "a");
  const storedGroups = withIds(distinctBy(groupBodies ?? [], "displayName"), IDS.slice(4), "b");
  const [first, second, third] = [...storedUsers.keys()];
  const [fourth, fifth, sixth] = [...storedGroups.keys()];
  const memberships = [
    { group: fourth, user: first },
    { group: fourth, user: second },
    { group: fourth, member: fifth },
    { group: fifth, user: first },
    { group: fifth, member: fourth },
    { group: sixth, user: third },
  ].map((membership) => ({ user: undefined, member: undefined, ...membership }));
  for (const org of [OTHER_ORG, ORG]) await store(org, storedUsers, storedGroups, memberships);
  return {
    users: answered(storedUsers, "User", (id) => ({
      groups: memberships
        .filter(({ user }) => user === id)
        .map(({ group = "" }) => ({
          value: group,
          $ref: `${BASE}/Groups/${group}`,
          display: storedGroups.get(group)?.displayName ?? null,
          type: "direct",
        })),
    })),
    groups: answered(storedGroups, "Group", (id) => ({
      members: memberships
        .filter(({ group }) => group === id)
        .map(({ user, member }) => ({
          value: user ?? member ?? "",
          $ref: user ? `${BASE}/Users/${user}` : `${BASE}/Groups/${member}`,
          type: user ? "User" : "Group",
        })),
    })),
  };
}

function distinctBy(bodies: readonly JsonObject[], name: string): readonly JsonObject[] {
  return [...new Map(bodies.map((body) => [fold(String(body[name])), body])).values()];
}

function withIds(
  bodies: readonly JsonObject[],
  ids: readonly string[],
  letter: string,
): ReadonlyMap<string, JsonObject> {
  const other = (index: number) => `0193a1b2-c3d4-7e5f-8a9b-${String(index).padStart(12, letter)}`;
  return new Map(bodies.map((body, index) => [ids[index] ?? other(index), body]));
}

const CREATED = "2011-05-13T04:42:34.123Z";
const versionOf = (id: string) => (id.charCodeAt(35) % 3) + 1;
const modifiedAt = (id: string) => new Date(Date.parse(CREATED) + (id.charCodeAt(35) % 5) * 1e9).toISOString();

function answered(stored: ReadonlyMap<string, JsonObject>, resourceType: string, more: (id: string) => JsonObject) {
  return new Map(
    Array.from(stored, ([id, body]): [string, JsonObject] => {
      const meta = {
        resourceType,
        created: CREATED,
        lastModified: modifiedAt(id),
        location: `${BASE}/${resourceType}s/${id}`,
        version: `W/"${versionOf(id)}"`,
      };
      return [id, { ...body, id, meta, ...more(id) }];
    }),
  );
}

interface Membership {
  readonly group: string | undefined;
  readonly user: string | undefined;
  readonly member: string | undefined;
}

async function store(
  org: string,
  storedUsers: ReadonlyMap<string, JsonObject>,
  storedGroups: ReadonlyMap<string, JsonObject>,
  memberships: readonly Membership[],
) {
  const { sql } = database;
  for (const [table, resources] of [
    ["users", storedUsers],
    ["groups", storedGroups],
  ] as const) {
    for (const [id, body] of resources) {
      await sql`
        insert into ${sql(table)} (org_id, id, body, version, created_at, updated_at)
        values (${org}, ${id}, ${JSON.stringify(body)}::text::jsonb, ${versionOf(id)}, ${CREATED}, ${modifiedAt(id)})`;
    }
  }
  for (const [id, body] of storedUsers) {
    for (const key of new Set(emailValues(body).map(fold))) {
      await sql`insert into user_emails (org_id, user_id, value_key) values (${org}, ${id}, ${key})`;
    }
  }
  for (const { group, user, member } of memberships) {
    await sql`
      insert into memberships (org_id, group_id, user_id, member_group_id)
      values (${org}, ${group ?? null}, ${user ?? null}, ${member ?? null})`;
  }
}

async function found(filter: CheckedFilter, table: Table): Promise<string[]> {
  const { sql } = database;
  const condition = compileFilter(sql, filter, table, BASE);
  const rows = await sql<{ id: string; holds: boolean | null }[]>`
    select r.id, ${condition} as holds from ${sql(table)} r where r.org_id = ${ORG} order by r.id`;
  expect(rows.filter(({ holds }) => holds === null)).toEqual([]);
  return rows.filter(({ holds }) => holds).map(({ id }) => id);
}

function expected(filter: CheckedFilter, table: Table): string[] {
  return [...world[table]]
    .filter(([, resource]) => matches(filter, resource))
    .map(([id]) => id)
    .sort();
}

/** Undefined for a filter that makes no sense. */
function checked(filter: Filter, table: Table): CheckedFilter | undefined {
  try {
    return checkFilter(filter, table === "users" ? USER : GROUP);
  } catch (error) {
    if (error instanceof ScimError) return undefined;
    throw error;
  }
}

describe("the database finds what the filter matches in memory", () => {
  test.each<[Table, fc.Arbitrary<Filter>]>([
    ["users", filtersOn(userPaths)],
    ["groups", filtersOn(groupPaths)],
  ])(
    "among %s, whatever the filter",
    async (table, filters) => {
      await fc.assert(
        fc.asyncProperty(filters, async (filter) => {
          const meant = checked(filter, table);
          stat.n++; if (!meant) { stat.skipped++; return; }
        const e = expected(meant, table); if (e.length === 0) stat.none++; else if (e.length === world[table].size) stat.all++; else stat.some++;
        expect(await found(meant, table), printFilter(filter)).toEqual(e);
      }),
        { numRuns: 6000 },
      );
    },
    600_000,
  );
});
