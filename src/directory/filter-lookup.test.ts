import { describe, expect, test } from "vitest";
import { checkFilter } from "../scim/filter/check.ts";
import { parseFilter } from "../scim/filter/parse.ts";
import { KEPT_URN } from "../scim/filter/testing.ts";
import { GROUP, USER } from "../scim/resource-types.ts";
import { isLookup } from "./filter-sql.ts";
import type { Table } from "./resource-sql.ts";

describe("a look-up", () => {
  const lookup = (text: string, table: Table) =>
    isLookup(checkFilter(parseFilter(text), table === "users" ? USER : GROUP), table);

  test.each<[Table, string]>([
    ["users", 'userName eq "a"'],
    ["users", 'externalId eq "a"'],
    ["users", 'emails eq "a"'],
    ["users", 'emails[type eq "work"].value eq "a"'],
    ["users", 'emails[value eq "a"]'],
    ["users", 'displayName eq "a"'],
    ["users", 'groups.value eq "a" and id eq "b"'],
    ["groups", 'id eq "a" and members eq "b"'],
    ["groups", 'members[value eq "a"]'],
    ["groups", 'displayName eq "a"'],
  ])("of %s is %s", (table, text) => {
    expect(lookup(text, table)).toBe(true);
  });

  test.each<[Table, string]>([
    ["users", 'userName ne "a"'],
    ["users", 'userName sw "a"'],
    ["users", "userName pr"],
    ["users", 'title eq "a"'],
    ["users", 'emails.type eq "a"'],
    ["users", 'emails[type eq "a"]'],
    ["users", 'emails[value sw "a"]'],
    ["users", 'emails[value eq "a" and type sw "b"]'],
    ["users", 'emails[value eq "a" and type eq "b" and primary eq true]'],
    ["users", 'roles[value eq "a"]'],
    ["users", 'emails[value eq "a" and display eq "b"]'],
    ["users", 'userName eq "a" and externalId eq "b"'],
    ["users", 'emails[value eq "a"] and groups[value eq "b"]'],
    ["users", 'userName eq "a" or id eq "b"'],
    ["users", 'userName eq "a" and title eq "b"'],
    ["users", 'id eq "a" and id eq "b" and id eq "c"'],
    ["users", 'not (id eq "a")'],
    ["users", `${KEPT_URN}:id eq "a"`],
    ["users", 'no eq "a"'],
    ["groups", 'externalId co "a"'],
  ])("of %s is not %s", (table, text) => {
    expect(lookup(text, table)).toBe(false);
  });
});
