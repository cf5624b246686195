/** Groups that give their direct members a role. The mapping is bound to the group's id, and ends with it. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable, Sql } from "../db/connect.ts";
import type { GroupId, OrgId } from "../db/ids.ts";
import { keepOne, RoleRefused } from "./grant-role.ts";
import type { Role } from "./roles.ts";

export interface MappedGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly role: Role;
  /** How many people get the role by it. */
  readonly people: number;
}

/** The groups that give a role, those with most rights first. */
export function listMappedGroups(sql: Queryable, orgId: OrgId): Promise<MappedGroup[]> {
  return sql<MappedGroup[]>`
    select g.id, g.body ->> 'displayName' as name, r.role, (
      select count(*) from memberships m where m.org_id = r.org_id and m.group_id = r.group_id and m.user_id is not null
    ) as people
    from group_roles r join groups g on g.org_id = r.org_id and g.id = r.group_id
    where r.org_id = ${orgId}
    order by array_position(array['organization_admin', 'admin', 'viewer'], r.role), g.display_name_key limit 500`;
}

/** Groups whose name begins with `search`, by name. */
export function groupsToBe(
  sql: Queryable,
  orgId: OrgId,
  search: string,
  limit: number,
): Promise<Pick<MappedGroup, "id" | "name">[]> {
  const key = sql`casefold(${search} collate pg_unicode_fast)`;
  return sql<Pick<MappedGroup, "id" | "name">[]>`
    select g.id, g.body ->> 'displayName' as name from groups g
    where g.org_id = ${orgId} and g.deleted_at is null
      and g.display_name_key >= ${key} collate "C" and g.display_name_key < (${key} || chr(1114111)) collate "C"
    order by g.display_name_key limit ${limit}::integer`;
}

/** What a change of a mapping is made from. */
interface Mapping {
  readonly orgId: OrgId;
  readonly actor: Actor;
}

/** Lets the group give `role`. @throws RoleRefused */
export function mapGroup(sql: Sql, { orgId, actor }: Mapping, groupId: GroupId, role: Role): Promise<void> {
  return sql.begin(async (tx) => {
    const [group] = await tx`
      select from groups where org_id = ${orgId} and id = ${groupId} and deleted_at is null for no key update`;
    if (!group) throw new RoleRefused("nobody");
    const before = await mappingOf(tx, orgId, groupId);
    if (before === role) return;
    await tx`
      insert into group_roles (org_id, group_id, role) values (${orgId}, ${groupId}, ${role})
      on conflict (org_id, group_id) do update set role = excluded.role, granted_at = now()`;
    if (before === "organization_admin") await keepOne(tx, orgId);
    await recordChanges(tx, [
      {
        orgId,
        actor,
        resourceType: "role",
        resourceId: groupId,
        op: "map",
        ...(before && { before: { role: before } }),
        after: { role },
      },
    ]);
  });
}

/** Lets the group give no role any more. @returns whether it gave one @throws RoleRefused */
export function unmapGroup(sql: Sql, { orgId, actor }: Mapping, groupId: GroupId): Promise<boolean> {
  return sql.begin(async (tx) => {
    const before = await mappingOf(tx, orgId, groupId);
    if (before === undefined) return false;
    await tx`delete from group_roles where org_id = ${orgId} and group_id = ${groupId}`;
    if (before === "organization_admin") await keepOne(tx, orgId);
    await recordChanges(tx, [
      { orgId, actor, resourceType: "role", resourceId: groupId, op: "unmap", before: { role: before } },
    ]);
    return true;
  });
}

async function mappingOf(tx: Queryable, orgId: OrgId, groupId: GroupId): Promise<Role | undefined> {
  const [mapping] = await tx<{ role: Role }[]>`
    select role from group_roles where org_id = ${orgId} and group_id = ${groupId} for update`;
  return mapping?.role;
}
