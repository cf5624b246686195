/** How many users and groups there are, of a kind. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";

/** How many users and groups the organization has. */
export async function countDirectory(sql: Queryable, orgId: OrgId): Promise<{ users: number; groups: number }> {
  const [counts] = await sql<[{ users: number; groups: number }]>`
    select
      (select count(*) from users u where u.org_id = ${orgId} and u.deleted_at is null) as users,
      (select count(*) from groups g where g.org_id = ${orgId} and g.deleted_at is null) as groups`;
  return counts;
}

/**
 * How many users have a userName or an email address in one of `domains`, the spellings of one domain. Reads the whole
 * organization's: no index serves the end of a text.
 */
export async function countUsersOfDomain(sql: Queryable, orgId: OrgId, domains: readonly string[]): Promise<number> {
  const ends = domains.map((domain) => `@${domain}`);
  const [row] = await sql<[{ users: number }]>`
    with ends as (select casefold(e collate pg_unicode_fast) collate "C" as text from unnest(${ends}::text[]) e)
    select count(*) as users from (
      select u.id from users u
      where u.org_id = ${orgId} and u.deleted_at is null
        and exists (select from ends where right(u.user_name_key, length(ends.text)) = ends.text)
      union
      select m.user_id from user_emails m
      where m.org_id = ${orgId} and exists (select from ends where right(m.value_key, length(ends.text)) = ends.text)
    ) as carrying`;
  return row.users;
}

/** An organization's directory in figures. */
export interface DirectoryFigures {
  readonly people: number;
  /** Of them, those that are not active. */
  readonly suspended: number;
  readonly groups: number;
  readonly memberships: number;
  /** Who came first of those that a connection manages. */
  readonly firstUser: { readonly id: UserId; readonly name: string } | null;
}

/** The figures, exact: they read an index of the whole organization. */
export async function directoryFigures(sql: Queryable, orgId: OrgId): Promise<DirectoryFigures> {
  const [figures] = await sql<[DirectoryFigures]>`
    select
      (select count(*) from users u where u.org_id = ${orgId} and u.deleted_at is null) as people,
      (select count(*) from users u where u.org_id = ${orgId} and u.deleted_at is null and not u.active) as suspended,
      (select count(*) from groups g where g.org_id = ${orgId} and g.deleted_at is null) as groups,
      (select count(*) from memberships m where m.org_id = ${orgId}) as memberships,
      (select jsonb_build_object('id', u.id, 'name', coalesce(u.body ->> 'displayName', u.body ->> 'userName'))
        from users u where u.org_id = ${orgId} and u.deleted_at is null and u.connection_id is not null
        order by u.id limit 1) as "firstUser"`;
  return figures;
}

/** How large an organization's directory is, exactly: each from an index, of its users one and the same. */
export interface DirectorySizes {
  readonly users: number;
  /** Of them, those that no connection manages. */
  readonly byHand: number;
  /** Of them, those that are suspended or blocked. */
  readonly withoutAccess: number;
  readonly groups: number;
  readonly deletedUsers: number;
}

/** The sizes. */
export async function sizesOfDirectory(sql: Queryable, orgId: OrgId): Promise<DirectorySizes> {
  const [sizes] = await sql<[DirectorySizes]>`
    select
      (select count(*) from users u where u.org_id = ${orgId} and u.deleted_at is null) as users,
      (select count(*) from users u
        where u.org_id = ${orgId} and u.deleted_at is null and u.connection_id is null) as "byHand",
      (select count(*) from users u
        where u.org_id = ${orgId} and u.deleted_at is null and (not u.active or u.blocked_at is not null)
      ) as "withoutAccess",
      (select count(*) from groups g where g.org_id = ${orgId} and g.deleted_at is null) as groups,
      (select count(*) from users u where u.org_id = ${orgId} and u.deleted_at is not null) as "deletedUsers"`;
  return sizes;
}

/** How many users have a userName in each domain there is. Reads an index of the whole organization. */
export async function usersByDomain(sql: Queryable, orgId: OrgId): Promise<Map<string, number>> {
  const rows = await sql<{ domain: string; users: number }[]>`
    select split_part(u.user_name_key, '@', -1) as domain, count(*) as users from users u
    where u.org_id = ${orgId} and u.deleted_at is null
    group by 1`;
  return new Map(rows.map(({ domain, users }) => [domain, users]));
}
