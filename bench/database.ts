/** What the databases hold: the bare limit's tables, filled by itself, and ours with the same users, groups and memberships. */

import { commandLine } from "../src/changes/actor.ts";
import { addDomains } from "../src/connections/add-domains.ts";
import type { Sql } from "../src/db/connect.ts";
import type { OrgId } from "../src/db/ids.ts";
import { migrate } from "../src/db/migrate.ts";
import { makeRequestPartitions } from "../src/requests/partitions.ts";
import { withPool } from "./postgres.ts";
import type { LimitFacts } from "./servers.ts";

/** What requests are made of. The ids are the same in both servers' tables. */
export interface Facts {
  readonly users: number;
  readonly userIds: readonly string[];
  readonly userNames: readonly string[];
  /** A user as it is stored, to make new ones after. */
  readonly template: Readonly<Record<string, unknown>>;
  /** The ids of the groups to add members to, by their size at the start. */
  readonly groups: Readonly<Record<string, string>>;
  /** Users that are in none of these groups. */
  readonly outsiders: readonly string[];
}

/** The bare limit's users by id up to this one have the memberships that reads join; ours join the groups behind it. */
const WITH_GROUPS = 20_000;
const MOST_OUTSIDERS = 200_000;

/** So many users a database needs for a group of `size` members and `outsiders` beside it. */
export function usersFor(size: number, outsiders: number): number {
  return WITH_GROUPS + size + outsiders;
}

/**
 * Copies what the bare limit has made in the database into our tables, made new: one organization, its token, the
 * users, groups and memberships. In the groups to grow ours has users, as its foreign keys want; the limit has ids.
 * @returns the token, and what requests are made of
 */
export async function fillMuster(
  url: string,
  users: number,
  { userIds, userNames, groups }: LimitFacts,
): Promise<{ token: string; facts: Facts }> {
  return withPool(url, async (sql) => {
    await migrate(sql);
    await makeRequestPartitions(sql);
    const [organization] = await sql<[{ id: OrgId }]>`
      insert into organizations (short_name, name) values ('bench', 'Bench') returning id`;
    const { token } = await addDomains(sql, organization.id, ["example.com"], commandLine("bench"));
    if (token === undefined) throw new Error("addDomains has made no token");
    await copy(sql, organization.id, groups);
    await sql`vacuum analyze`;
    await sql`checkpoint`;
    const [stored] = await sql<[{ body: Record<string, unknown> }]>`select body from bench_limit.users limit 1`;
    const most = Math.max(0, ...Object.keys(groups).map(Number));
    const outsiders = await sql<{ id: string }[]>`
      select id from bench_limit.users order by id offset ${WITH_GROUPS + most} limit ${MOST_OUTSIDERS}`;
    const facts = {
      users,
      userIds,
      userNames,
      template: stored.body,
      groups,
      outsiders: outsiders.map(({ id }) => id),
    };
    return { token, facts };
  });
}

async function copy(sql: Sql, orgId: OrgId, groups: LimitFacts["groups"]): Promise<void> {
  await sql.begin(async (tx) => {
    // The rows fit by construction; checking a million foreign keys one by one takes longer than all the rest.
    await tx`set local session_replication_role = replica`;
    const connection = tx`(select id from connections where org_id = ${orgId})`;
    await tx`
      insert into users (org_id, id, connection_id, body, activated_at)
      select ${orgId}, u.id, ${connection}, u.body, now() from bench_limit.users u order by u.id`;
    await tx`
      insert into user_emails (org_id, user_id, value_key)
      select ${orgId}, id, casefold((body #>> '{emails,0,value}') collate pg_unicode_fast) from bench_limit.users`;
    await tx`
      insert into groups (org_id, id, connection_id, body)
      select ${orgId}, id, ${connection}, jsonb_build_object(
        'schemas', jsonb_build_array('urn:ietf:params:scim:schemas:core:2.0:Group'), 'displayName', display_name)
      from bench_limit.groups`;
    await tx`
      insert into memberships (org_id, group_id, user_id)
      select ${orgId}, group_id, user_id from bench_limit.memberships where group_id <> all(${Object.values(groups)}::uuid[])`;
    for (const [size, id] of Object.entries(groups)) {
      await tx`
        insert into memberships (org_id, group_id, user_id)
        select ${orgId}, ${id}::uuid, u.id from bench_limit.users u order by u.id offset ${WITH_GROUPS} limit ${size}::int`;
    }
  });
}
