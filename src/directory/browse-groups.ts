/** Groups as a person looks through them: by name, page after page, and one in full. */

import type { Fragment, Queryable } from "../db/connect.ts";
import { type GroupId, type OrgId, readId, type UserId } from "../db/ids.ts";
import type { JsonObject } from "../scim/json.ts";
import { afterAndPrefix, type Browse, type BrowsedPage, pageOfRows } from "./browse.ts";

/** What a list shows of a group. */
export interface ListedGroup {
  readonly id: GroupId;
  readonly displayName: string;
  /** How many members it has, users and groups. */
  readonly memberCount: number;
  /** Whether an identity provider manages it, or it was made by hand. */
  readonly scimManaged: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A group in full, but for its members. */
export interface ShownGroup extends ListedGroup {
  readonly version: number;
  /** The resource as stored: without id, meta and members. */
  readonly resource: JsonObject;
}

export interface ListedMember {
  readonly id: UserId | GroupId;
  readonly type: "user" | "group";
  /** The userName or displayName. */
  readonly name: string;
}

/** The organization's groups by displayName; a page costs the same wherever it is. */
export async function browseGroups(sql: Queryable, orgId: OrgId, browse: Browse): Promise<BrowsedPage<ListedGroup>> {
  const rows = await sql<ListedGroup[]>`
    select ${columns(sql)} from groups r
    where r.org_id = ${orgId} and r.deleted_at is null ${afterAndPrefix(sql, sql`r.display_name_key`, browse)}
    order by r.display_name_key limit ${browse.limit + 1}`;
  return pageOfRows(rows, browse.limit, (group) => group.displayName);
}

/** The group with this displayName (in any case) or id; undefined when there is none or it is deleted. */
export async function findGroup(sql: Queryable, orgId: OrgId, nameOrId: string): Promise<ShownGroup | undefined> {
  const [group] = await sql<ShownGroup[]>`
    select ${columns(sql)}, r.version, r.body as resource from groups r
    where r.org_id = ${orgId} and r.deleted_at is null
      and (r.id = ${readId<GroupId>(nameOrId)} or r.display_name_key = casefold(${nameOrId} collate pg_unicode_fast) collate "C")
    -- A name that looks like another's id: the id is meant.
    order by r.id = ${readId<GroupId>(nameOrId)} desc limit 1`;
  return group;
}

/** The group's members in the order of their ids, a thousand at a time. */
export function membersOfGroup(sql: Queryable, orgId: OrgId, id: GroupId): AsyncIterable<ListedMember[]> {
  return sql<ListedMember[]>`
    select m.member_id as id, case when m.user_id is null then 'group' else 'user' end as type,
      coalesce(u.body ->> 'userName', g.body ->> 'displayName') as name
    from memberships m
    left join users u on u.org_id = m.org_id and u.id = m.user_id
    left join groups g on g.org_id = m.org_id and g.id = m.member_group_id
    where m.org_id = ${orgId} and m.group_id = ${id}
    order by m.member_id`.cursor(1_000);
}

function columns(sql: Queryable): Fragment {
  return sql`
    r.id, r.body ->> 'displayName' as "displayName",
    (select count(*) from memberships m where m.org_id = r.org_id and m.group_id = r.id) as "memberCount",
    r.connection_id is not null as "scimManaged", r.created_at as "createdAt", r.updated_at as "updatedAt"`;
}
