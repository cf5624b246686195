/** How a user of the directory signs in, and what it may do then. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";
import type { Role } from "./roles.ts";

export interface SignInOfUser {
  /** The account's address; null for who has never set up a sign-in. */
  readonly email: string | null;
  readonly role: Role | null;
  /** The name of the group that gives the role; null where it is held by itself. */
  readonly roleByGroup: string | null;
}

/** Of the user with `id`, who is not deleted: the account, and the highest role held. */
export async function signInOfUser(sql: Queryable, orgId: OrgId, id: UserId): Promise<SignInOfUser> {
  const [row] = await sql<SignInOfUser[]>`
    select account.email, held.role, held.by as "roleByGroup"
    from users u
    left join accounts account on account.id::text = u.account_id
    left join lateral (
      select each.role, each.by from (
        select r.role, null as by from role_grants r where r.org_id = u.org_id and r.user_id = u.id
        union all
        select r.role, g.body ->> 'displayName' from memberships m
        join group_roles r on r.org_id = m.org_id and r.group_id = m.group_id
        join groups g on g.org_id = m.org_id and g.id = m.group_id
        where m.org_id = u.org_id and m.user_id = u.id
      ) as each
      order by array_position(array['organization_admin', 'admin', 'viewer'], each.role), each.by nulls first limit 1
    ) as held on true
    where u.org_id = ${orgId} and u.id = ${id} and u.deleted_at is null`;
  return row ?? { email: null, role: null, roleByGroup: null };
}
