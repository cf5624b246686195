import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../db/connect.ts";
import { type GroupId, newId, type OrgId, type UserId } from "../db/ids.ts";
import { type TestDatabase, testDatabase } from "../db/testing.ts";
import { browseGroups, findGroup, membersOfGroup } from "./browse-groups.ts";
import { browseUsers, findUser } from "./browse-users.ts";
import { countDirectory, countUsersOfDomain } from "./count-directory.ts";

let database: TestDatabase;
let sql: Sql;
const acme = newId<OrgId>();
const other = newId<OrgId>();
const crew = newId<GroupId>();
const inner = newId<GroupId>();
const ids = new Map<string, UserId>();

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database.connection, { max: 2 });
  for (const userName of ["ann@Example.com", "Anna@example.com", "bob@example.com", "ÉVA@xn--bcher-kva.de", "zoe"]) {
    await addUser(acme, { userName, active: userName !== "zoe" });
  }
  await addUser(acme, { userName: "gone@example.com", active: true }, { deleted: true });
  await addUser(other, { userName: "ann@example.com", active: true });
  const { sql: db } = database;
  await db`insert into user_emails (org_id, user_id, value_key) values (${acme}, ${id("zoe")}, 'z@bücher.de')`;
  await db`update users set blocked_at = now() where org_id = ${acme} and id = ${id("bob@example.com")}`;
  for (const [group, displayName] of [
    [crew, "Crew"],
    [inner, "inner"],
  ]) {
    const body = JSON.stringify({ displayName });
    await db`insert into groups (org_id, id, body) values (${acme}, ${group as GroupId}, ${body}::text::jsonb)`;
  }
  await db`
    insert into memberships (org_id, group_id, user_id, member_group_id)
    values (${acme}, ${crew}, ${id("zoe")}, null), (${acme}, ${crew}, null, ${inner})`;
});

afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.stop();
});

const id = (userName: string) => ids.get(userName) as UserId;

async function addUser(orgId: OrgId, body: { userName: string; active: boolean }, { deleted = false } = {}) {
  const user = newId<UserId>();
  if (orgId === acme) ids.set(body.userName, user);
  await database.sql`
    insert into users (org_id, id, body, deleted_at)
    values (${orgId}, ${user}, ${JSON.stringify(body)}::text::jsonb, ${deleted ? new Date() : null})`;
}

const names = async (browse: { prefix?: string; after?: string; limit?: number }) => {
  const { rows, next } = await browseUsers(sql, acme, { prefix: undefined, after: undefined, limit: 10, ...browse });
  return [...rows.map(({ userName }) => userName), ...(next === undefined ? [] : ["…"])];
};

test("users come by name, page after page, without the deleted and other organizations'", async () => {
  expect(await names({ limit: 2 })).toEqual(["ann@Example.com", "Anna@example.com", "…"]);
  expect(await names({ limit: 2, after: "Anna@example.com" })).toEqual(["bob@example.com", "zoe", "…"]);
  expect(await names({ limit: 2, after: "zoe" })).toEqual(["ÉVA@xn--bcher-kva.de"]);
});

test("a prefix finds names in any case, and goes with a page", async () => {
  expect(await names({ prefix: "ANN" })).toEqual(["ann@Example.com", "Anna@example.com"]);
  expect(await names({ prefix: "ann", after: "ann@example.com" })).toEqual(["Anna@example.com"]);
  expect(await names({ prefix: "év" })).toEqual(["ÉVA@xn--bcher-kva.de"]);
  expect(await names({ prefix: "_%" })).toEqual([]);
});

test("a user is found by name in any case and by id, with its groups", async () => {
  const zoe = await findUser(sql, acme, "ZOE");
  expect(zoe).toMatchObject({
    id: id("zoe"),
    userName: "zoe",
    status: "suspended",
    scimManaged: false,
    version: 1,
    groups: [{ id: crew, displayName: "Crew" }],
    resource: { userName: "zoe", active: false },
  });
  expect(await findUser(sql, acme, id("zoe"))).toEqual(zoe);
  expect(await findUser(sql, acme, "bob@example.com")).toMatchObject({ status: "blocked", groups: [] });
  expect(await findUser(sql, acme, "gone@example.com")).toBeUndefined();
  expect(await findUser(sql, other, id("zoe"))).toBeUndefined();
});

test("groups come by name with how many members they have", async () => {
  const { rows, next } = await browseGroups(sql, acme, { prefix: undefined, after: undefined, limit: 1 });
  expect(rows).toMatchObject([{ id: crew, displayName: "Crew", memberCount: 2, scimManaged: false }]);
  expect(next).toBe("Crew");
  expect(await findGroup(sql, acme, "INNER")).toMatchObject({
    id: inner,
    memberCount: 0,
    resource: { displayName: "inner" },
  });
  expect(await findGroup(sql, acme, inner)).toMatchObject({ displayName: "inner" });
  expect(await findGroup(sql, other, inner)).toBeUndefined();
});

test("a group's members are users and groups, by their names", async () => {
  const members = (await Array.fromAsync(membersOfGroup(sql, acme, crew))).flat();
  expect(members).toHaveLength(2);
  expect(members).toContainEqual({ id: id("zoe"), type: "user", name: "zoe" });
  expect(members).toContainEqual({ id: inner, type: "group", name: "inner" });
});

test("who carries a domain is counted by userName and address, once each, in all spellings of the domain", async () => {
  expect(await countUsersOfDomain(sql, acme, ["example.com"])).toBe(3);
  expect(await countUsersOfDomain(sql, acme, ["xn--bcher-kva.de", "bücher.de"])).toBe(2);
  expect(await countUsersOfDomain(sql, acme, ["ample.com"])).toBe(0);
  expect(await countDirectory(sql, acme)).toEqual({ users: 5, groups: 2 });
});
