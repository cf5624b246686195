/** Which role somebody holds: by a grant, or through a group that they are a direct member of. The highest counts. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";
import type { Role } from "./roles.ts";

/** The role of row `u` of users: a select of `role`, one row at most. */
export function heldRole(sql: Queryable): Fragment {
  return sql`
    select role from (
      select r.role from role_grants r where r.org_id = u.org_id and r.user_id = u.id
      union all
      select r.role from memberships m
      join group_roles r on r.org_id = m.org_id and r.group_id = m.group_id
      where m.org_id = u.org_id and m.user_id = u.id
    ) as each
    order by array_position(array['organization_admin', 'admin', 'viewer'], role) limit 1`;
}

/** The role that a user holds, whether or not they have access at the moment; null for none, and for nobody. */
export async function roleOf(sql: Queryable, orgId: OrgId, userId: UserId): Promise<Role | null> {
  const [row] = await sql<{ role: Role | null }[]>`
    select (${heldRole(sql)}) as role from users u where u.org_id = ${orgId} and u.id = ${userId}`;
  return row?.role ?? null;
}

/**
 * Whether the organization has an Organization Admin who can sign in. Held until the transaction ends: of two who each
 * take away another one, the second sees what the first has done. Asked after a change, which is undone where nobody is
 * left.
 */
export async function hasOrganizationAdmin(tx: Queryable, orgId: OrgId): Promise<boolean> {
  // In a statement of its own: the next one sees what was committed while this one waited.
  await tx`select pg_advisory_xact_lock(hashtextextended('Organization Admins of ' || ${orgId}, 0))`;
  const [row] = await tx<[{ has: boolean }]>`
    select exists (
      select from users u
      join (
        select g.user_id from role_grants g where g.org_id = ${orgId} and g.role = 'organization_admin'
        union all
        select m.user_id from group_roles g
        join memberships m on m.org_id = g.org_id and m.group_id = g.group_id
        where g.org_id = ${orgId} and g.role = 'organization_admin' and m.user_id is not null
      ) as admin on admin.user_id = u.id
      where u.org_id = ${orgId} and u.account_id is not null
        and u.active and u.blocked_at is null and u.deleted_at is null
    ) as has`;
  return row.has;
}
