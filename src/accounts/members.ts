/** Members: the users who have a role, granted or through a group. Page after page, those with most rights first. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { GroupId, OrgId, UserId } from "../db/ids.ts";
import { heldRole } from "./held-role.ts";
import type { Role } from "./roles.ts";

export interface Member {
  readonly id: UserId;
  /** displayName, else userName. */
  readonly name: string;
  readonly userName: string;
  /** The highest that they have. */
  readonly role: Role;
  /** The one that was granted, where one was. */
  readonly granted: Role | null;
  /** The groups through which they have one. */
  readonly groups: readonly { readonly id: GroupId; readonly name: string; readonly role: Role }[];
  readonly status: "active" | "suspended" | "blocked";
  /** Whether they have set up a sign-in. */
  readonly signsIn: boolean;
}

export interface MembersWanted {
  /** What the name or userName begins with. */
  readonly search?: string | undefined;
  /** The last of the page before. */
  readonly after?: Pick<Member, "role" | "id"> | undefined;
  readonly limit: number;
}

const NONE = "00000000-0000-0000-0000-000000000000";

/**
 * A page of members. Each group is read from where the page begins, in the order of its members' ids, and no further
 * than the page: a group of a million costs what a small one does.
 */
export async function listMembers(
  sql: Queryable,
  orgId: OrgId,
  { search, after, limit }: MembersWanted,
): Promise<{ members: Member[]; hasMore: boolean }> {
  const rank = (role: Fragment) => sql`array_position(array['organization_admin', 'admin', 'viewer'], ${role})`;
  const afterRank = after ? rank(sql`${after.role}::text`) : sql`0`;
  const afterId = sql`${after?.id ?? NONE}::uuid`;
  const key = sql`casefold(${search ?? ""} collate pg_unicode_fast)`;
  const isFound =
    search === undefined || search === ""
      ? sql`true`
      : sql`(starts_with(u.user_name_key, ${key}) or starts_with(u.name_key, ${key}))`;
  /** Row `u` counts where its highest role is the one of this source: else it stands, or stood, further up. */
  const counts = (sourceRank: Fragment) => sql`
    u.deleted_at is null and ${isFound} and ${rank(sql`(${heldRole(sql)})`)} = ${sourceRank}`;
  const rows = await sql<Member[]>`
    with source as (
      select 'granted' as kind, null::uuid as group_id, ${rank(sql`role`)} as rank
      from unnest(array['organization_admin', 'admin', 'viewer']) as role
      union all
      select 'group', group_id, ${rank(sql`role`)} from group_roles where org_id = ${orgId}
    ),
    found as (
      select distinct source.rank, one.user_id from source, lateral (
        (select r.user_id from role_grants r join users u on u.org_id = r.org_id and u.id = r.user_id
        where source.kind = 'granted' and r.org_id = ${orgId} and ${rank(sql`r.role`)} = source.rank
          and r.user_id > case when source.rank > ${afterRank} then ${NONE}::uuid else ${afterId} end
          and ${counts(sql`source.rank`)}
        order by r.user_id limit ${limit + 1}::integer)
        union all
        (select m.user_id from memberships m join users u on u.org_id = m.org_id and u.id = m.user_id
        where source.kind = 'group' and m.org_id = ${orgId} and m.group_id = source.group_id
          and m.member_id > case when source.rank > ${afterRank} then ${NONE}::uuid else ${afterId} end
          and ${counts(sql`source.rank`)}
        order by m.member_id limit ${limit + 1}::integer)
      ) as one
      where source.rank >= ${afterRank}
      order by source.rank, one.user_id limit ${limit + 1}::integer
    )
    select u.id, coalesce(u.body ->> 'displayName', u.body ->> 'userName') as name, u.body ->> 'userName' as "userName",
      (array['organization_admin', 'admin', 'viewer'])[found.rank] as role, granted.role as granted,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.body -> 'displayName', 'role', gr.role)
          order by ${rank(sql`gr.role`)}, g.display_name_key)
        from group_roles gr
        join memberships m on m.org_id = gr.org_id and m.group_id = gr.group_id and m.member_id = u.id
        join groups g on g.org_id = gr.org_id and g.id = gr.group_id
        where gr.org_id = ${orgId}
      ), '[]') as groups,
      case when not u.active then 'suspended' when u.blocked_at is not null then 'blocked' else 'active' end as status,
      u.account_id is not null as "signsIn"
    from found join users u on u.org_id = ${orgId} and u.id = found.user_id
    left join role_grants granted on granted.org_id = ${orgId} and granted.user_id = u.id
    order by found.rank, found.user_id`;
  return { members: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** Users who may get a role: whose name or userName begins with `search`, by name. */
export function membersToBe(
  sql: Queryable,
  orgId: OrgId,
  search: string,
  limit: number,
): Promise<Pick<Member, "id" | "name" | "userName" | "status" | "signsIn">[]> {
  const range = (column: Fragment) => sql`
    ${column} >= casefold(${search} collate pg_unicode_fast) collate "C"
    and ${column} < (casefold(${search} collate pg_unicode_fast) || chr(1114111)) collate "C"`;
  return sql<Pick<Member, "id" | "name" | "userName" | "status" | "signsIn">[]>`
    select id, coalesce(body ->> 'displayName', body ->> 'userName') as name, body ->> 'userName' as "userName",
      case when not active then 'suspended' when blocked_at is not null then 'blocked' else 'active' end as status,
      account_id is not null as "signsIn"
    from (
      (select u.* from users u where u.org_id = ${orgId} and u.deleted_at is null and ${range(sql`u.name_key`)}
        order by u.name_key limit ${limit}::integer)
      union
      (select u.* from users u where u.org_id = ${orgId} and u.deleted_at is null and ${range(sql`u.user_name_key`)}
        order by u.user_name_key limit ${limit}::integer)
    ) as found
    order by name_key, id limit ${limit}::integer`;
}
