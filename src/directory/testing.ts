/** A small directory of arbitrary users and groups, in the database and as it is answered. */

import fc from "fast-check";
import type { Queryable } from "../db/connect.ts";
import { BASE, groups, IDS, users } from "../scim/filter/testing.ts";
import { fold } from "../scim/fold.ts";
import type { JsonObject } from "../scim/json.ts";
import { emailValues } from "../scim/resource/emails.ts";
import type { Table } from "./resource-sql.ts";

/** The organization that it is in. */
export const ORG = "0193a1b2-0000-7000-8000-000000000001";
const OTHER_ORG = "0193a1b2-0000-7000-8000-000000000002";

/** Resources as they are answered, by their ids. */
export type Directory = Readonly<Record<Table, ReadonlyMap<string, JsonObject>>>;

/** Users, three of them in groups, and groups. Another organization has the same, but all in all groups and all emails. */
export async function populate(sql: Queryable): Promise<Directory> {
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
  await store(sql, ORG, storedUsers, storedGroups, memberships);
  const everywhere = [...storedGroups.keys()].flatMap((group) =>
    [...storedUsers.keys()].map((user) => ({ group, user, member: undefined })),
  );
  const allEmails = new Map(Array.from(storedUsers, ([id, body]) => [id, { ...body, emails: EVERY_EMAIL }]));
  await store(sql, OTHER_ORG, allEmails, storedGroups, everywhere);
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

/** Whatever email a filter asks for, in the other organization all have it. */
const EVERY_EMAIL = ["a", "ab", "b", "work", "5", "true", "ss", "σ"].map((value) => ({ value }));

interface Membership {
  readonly group: string | undefined;
  readonly user: string | undefined;
  readonly member: string | undefined;
}

async function store(
  sql: Queryable,
  org: string,
  storedUsers: ReadonlyMap<string, JsonObject>,
  storedGroups: ReadonlyMap<string, JsonObject>,
  memberships: readonly Membership[],
) {
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
