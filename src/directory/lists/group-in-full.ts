/** One group as its page shows it. */

import type { Queryable } from "../../db/connect.ts";
import type { GroupId, OrgId } from "../../db/ids.ts";
import type { JsonObject } from "../../scim/json.ts";
import { type GroupListed, groupColumns, withMembers } from "./page-of-groups.ts";

export interface GroupInFull extends GroupListed {
  readonly version: number;
  /** The resource as stored: without id, meta and members. */
  readonly resource: JsonObject;
  /** How many of its members are groups. */
  readonly memberGroups: number;
}

/** The group with `id`; undefined when there is none or it is deleted. */
export async function readGroupInFull(
  sql: Queryable,
  orgId: OrgId,
  id: GroupId | null,
): Promise<GroupInFull | undefined> {
  const [group] = await sql<(Omit<GroupInFull, "members"> & { count: number })[]>`
    select ${groupColumns(sql)}, r.version, r.body as resource, (
      select count(*) from groups inner_group
      where inner_group.org_id = r.org_id and inner_group.id in (
        select m.member_group_id from memberships m
        where m.org_id = r.org_id and m.group_id = r.id and m.member_group_id is not null)
    ) as "memberGroups"
    from groups r where r.org_id = ${orgId} and r.id = ${id} and r.deleted_at is null`;
  return group && withMembers(group);
}

/** Whether there is such a group, and it is not deleted. */
export async function isGroupThere(sql: Queryable, orgId: OrgId, id: GroupId): Promise<boolean> {
  const found = await sql`
    select from groups r where r.org_id = ${orgId} and r.id = ${id} and r.deleted_at is null`;
  return found.length > 0;
}
