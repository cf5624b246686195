import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { ScimError } from "../scim/errors.ts";
import type { Filter } from "../scim/filter/ast.ts";
import { type CheckedFilter, checkFilter } from "../scim/filter/check.ts";
import { matches } from "../scim/filter/evaluate.ts";
import { parseFilter } from "../scim/filter/parse.ts";
import { printFilter } from "../scim/filter/print.ts";
import { BASE, filtersOn, groupPaths, IDS, userPaths } from "../scim/filter/testing.ts";
import { GROUP, USER } from "../scim/resource-types.ts";
import { compileFilter } from "./filter-sql.ts";
import type { Table } from "./resource-sql.ts";
import { type Directory, ORG, populate } from "./testing.ts";

let database: TestDatabase;
let directory: Directory;

beforeAll(async () => {
  database = await testDatabase();
  directory = await populate(database.sql);
});

afterAll(() => database.stop());

async function found(filter: CheckedFilter, table: Table): Promise<string[]> {
  const { sql } = database;
  const condition = compileFilter(sql, filter, table, BASE);
  const rows = await sql<{ id: string; holds: boolean | null }[]>`
    select r.id, ${condition} as holds from ${sql(table)} r where r.org_id = ${ORG} order by r.id`;
  expect(rows.filter(({ holds }) => holds === null)).toEqual([]);
  return rows.filter(({ holds }) => holds).map(({ id }) => id);
}

function expected(filter: CheckedFilter, table: Table): string[] {
  return [...directory[table]]
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
          if (meant) expect(await found(meant, table), printFilter(filter)).toEqual(expected(meant, table));
        }),
        { numRuns: 400 },
      );
    },
    120_000,
  );
});

describe("and where that is seldom", () => {
  const [id = "", , , , group = ""] = IDS;
  test.each<[Table, string]>([
    ["users", `id eq "${id}"`],
    ["users", `id eq "${id.toUpperCase()}"`],
    ["users", 'id eq "7"'],
    ["users", 'id ne "7"'],
    ["users", `id sw "${id.slice(0, 8)}"`],
    ["users", `meta.location eq "${BASE}/Users/${id}"`],
    ["users", `meta[location eq "${BASE}/Users/${id}" and created gt "2011-05-13"]`],
    ["users", 'meta.created eq "2011-05-13T06:42:34.123+02:00"'],
    ["users", 'meta.created gt "2011-05-13T04:42:34.122Z" and meta.created lt "2011-05-13T04:42:34.124Z"'],
    ["users", 'meta.lastModified ge "2011-05-24T18:29:14.123Z"'],
    ["users", 'meta[lastModified ge "2011-05-24T18:29:14.123Z"]'],
    ["users", 'meta.created ge "0001-01-01T00:00:00Z" and meta.created le "9999-12-31T23:59:59Z"'],
    ["users", 'meta.version eq "W/\\"2\\""'],
    ["users", 'meta.version ge "W/\\"2\\""'],
    ["users", 'meta.resourceType eq "user"'],
    ["users", `groups eq "${group.toUpperCase()}"`],
    ["users", 'groups eq "7" or groups ne "8"'],
    ["users", `groups[value eq "${group}" and type eq "Direct"]`],
    ["users", `groups[value eq "${group}" and display pr]`],
    ["users", `groups.$ref eq "${BASE}/Groups/${group}"`],
    ["users", "groups pr"],
    ["users", "not (groups[type pr])"],
    ["users", 'not (externalId eq "a")'],
    ["users", 'not (externalId sw "a") and not (displayName co "a")'],
    ["users", 'externalId sw "" or displayName sw ""'],
    ["groups", `members eq "${id.toUpperCase()}"`],
    ["groups", `members eq "${group}"`],
    ["groups", 'members eq "7" or members ne "8"'],
    ["groups", `members[value eq "${id}" and type eq "user"]`],
    ["groups", `members[value eq "${id}" and type eq "group"]`],
    ["groups", `members[value eq "7" and type eq "user"]`],
    ["groups", `members[type eq "group"]`],
    ["groups", `members.$ref eq "${BASE}/Groups/${group}"`],
    ["groups", `members.$ref sw "${BASE}/Users/"`],
    ["groups", "members pr"],
    ["groups", 'meta.resourceType eq "group" and meta.location pr'],
  ])("among %s: %s", async (table, text) => {
    const filter = checkFilter(parseFilter(text), table === "users" ? USER : GROUP);
    expect(await found(filter, table)).toEqual(expected(filter, table));
  });
});

test("a version is compared without the digest of a user's groups that it is answered with", async () => {
  const find = (filter: string) => found(checkFilter(parseFilter(filter), USER), "users");
  const second = await find('meta.version eq "W/\\"2\\""');
  expect(second.length).toBeGreaterThan(0);
  expect(await find('meta.version eq "W/\\"2.x-Y_9\\""')).toEqual(second);
  expect(await find('meta.version eq "W/\\"2.x y\\""')).toEqual([]);
});

test("what begins with a text is a range of keys, up to the last character there is", async () => {
  const { sql } = database;
  const edges = [
    "",
    "a",
    "a\u{10ffff}",
    "a\u{10ffff}b",
    "b",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "😀",
    "\u{10ffff}",
    "\u{10ffff}\u{10ffff}",
  ];
  for (const prefix of edges) {
    const filter = checkFilter(
      { ...parseFilter('externalId sw "x"'), value: { type: "string", text: prefix } } as Filter,
      USER,
    );
    const rows = await sql<{ key: string }[]>`
      select r.external_id as key from (select key collate "C" as external_id from unnest(${edges}::text[]) as key) r
      where ${compileFilter(sql, filter, "users", BASE)}`;
    expect(
      rows.map(({ key }) => key),
      JSON.stringify(prefix),
    ).toEqual(edges.filter((key) => key.startsWith(prefix)));
  }
});

test("the largest filters have few enough parameters and are shallow enough", async () => {
  const many = Array(200).fill("urn:a:b:c.d eq 5").join(" or ");
  const deep = `${"not (".repeat(19)}emails[value co "a"]${")".repeat(19)}`;
  for (const text of [many, deep]) {
    const filter = checkFilter(parseFilter(text), USER);
    expect(await found(filter, "users")).toEqual(expected(filter, "users"));
  }
});
