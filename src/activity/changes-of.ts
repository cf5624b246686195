/** The changes of one user or group, by index. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { GroupId, OrgId, UserId } from "../db/ids.ts";
import { LOOKED_THROUGH } from "./about.ts";

export type Of = { readonly user: UserId } | { readonly group: GroupId };

/** Of whom is a member of more groups, the changes of so many of them are looked at. */
const MOST_GROUPS = 100;

/**
 * The ids of the latest changes of whom `of` names: a group's own, a user's own and those by which it came to a group
 * and left one; not how it signs in, which is its own to see. The moves name their members inside, where no index finds
 * them: they are looked for among the changes of the groups that it is in, and among the latest of all groups.
 * `isWithin` bounds an id of `c`.
 */
export function changesOf(sql: Queryable, orgId: OrgId, of: Of, isWithin: Fragment, limit: number): Fragment {
  const id = "user" in of ? of.user : of.group;
  const own = sql`(
    select c.id from changes c
    where c.org_id = ${orgId} and c.resource_id = ${id}::uuid and ${isWithin}
      and c.resource_type in ('user', 'group', 'role', 'invite')
    order by c.id desc limit ${limit})`;
  const all = "user" in of ? sql`${own} union ${moves(sql, orgId, of.user, isWithin)}` : own;
  return sql`select of.id from (${all}) as of order by of.id desc limit ${limit}`;
}

function moves(sql: Queryable, orgId: OrgId, user: UserId, isWithin: Fragment): Fragment {
  return sql`(
    with theirs as materialized (
      select m.group_id from memberships m where m.org_id = ${orgId} and m.user_id = ${user}::uuid
      limit ${MOST_GROUPS}::integer)
    select c.id from (
      select c.* from theirs, lateral (
        select c.id, c.after from changes c
        where c.org_id = ${orgId} and c.resource_id = theirs.group_id and ${isWithin}
        order by c.id desc limit (select ${LOOKED_THROUGH}::integer / greatest(count(*), 1) from theirs)) as c
      union all (
        select c.id, c.after from (
          select c.id, c.after, c.resource_type from changes c where c.org_id = ${orgId} and ${isWithin}
          order by c.id desc limit ${LOOKED_THROUGH}::integer) as c
        where c.resource_type = 'group')
    ) as c
    where c.after #> '{members,added}' ? ${user}::text or c.after #> '{members,removed}' ? ${user}::text)`;
}
