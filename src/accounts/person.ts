/** Who is signed in: the user of an organization that an account stands for, and its role there. */

import type { Actor } from "../changes/actor.ts";
import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";
import { heldRole } from "./held-role.ts";
import type { Role } from "./roles.ts";

/** A signed-in person in one organization. */
export interface Person {
  readonly userId: UserId;
  readonly organization: { readonly id: OrgId; readonly name: string; readonly shortName: string };
  /** What the directory calls the person: displayName, else userName. */
  readonly name: string;
  readonly role: Role | null;
}

/** Of the organizations in which `accountId` is an active user, the person there; those with most rights first. */
export function personsOf(sql: Queryable, accountId: string): Promise<Person[]> {
  return read(sql, accountId, sql`true`);
}

/** The person that `accountId` is in that organization; undefined where access has ended. */
export async function personIn(sql: Queryable, accountId: string, orgId: OrgId): Promise<Person | undefined> {
  const [person] = await read(sql, accountId, sql`u.org_id = ${orgId}`);
  return person;
}

/** Access is: active, not blocked, not deleted. */
function read(sql: Queryable, accountId: string, where: Fragment): Promise<Person[]> {
  return sql<Person[]>`
    select u.id as "userId", coalesce(u.body ->> 'displayName', u.body ->> 'userName') as name, held.role,
      jsonb_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name) as organization
    from users u
    join organizations o on o.id = u.org_id
    left join lateral (${heldRole(sql)}) as held on true
    where u.account_id = ${accountId} and u.active and u.blocked_at is null and u.deleted_at is null and ${where}
    order by array_position(array['organization_admin', 'admin', 'viewer'], held.role), o.name`;
}

/**
 * The names of an organization's Organization Admins who can sign in: whom to ask. A hundred of them at most, and no more
 * are read of a group.
 */
export async function organizationAdmins(sql: Queryable, orgId: OrgId): Promise<string[]> {
  const canSignIn = sql`u.account_id is not null and u.active and u.blocked_at is null and u.deleted_at is null`;
  const rows = await sql<{ name: string }[]>`
    select coalesce(u.body ->> 'displayName', u.body ->> 'userName') as name
    from (
      (select r.user_id from role_grants r join users u on u.org_id = r.org_id and u.id = r.user_id
        where r.org_id = ${orgId} and r.role = 'organization_admin' and ${canSignIn} limit 100)
      union
      (select m.user_id
        from group_roles g
        join memberships m on m.org_id = g.org_id and m.group_id = g.group_id
        join users u on u.org_id = m.org_id and u.id = m.user_id
        where g.org_id = ${orgId} and g.role = 'organization_admin' and ${canSignIn} limit 100)
    ) as admin
    join users u on u.org_id = ${orgId} and u.id = admin.user_id
    order by 1 limit 100`;
  return rows.map(({ name }) => name);
}

/** The person as who changes something. `address` is where the request came from. */
export function actorOf({ userId, name }: Pick<Person, "userId" | "name">, address: string): Actor {
  return { kind: "person", id: userId, name, address };
}
