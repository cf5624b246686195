/** How many users there are of a kind. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

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
