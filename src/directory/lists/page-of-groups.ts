/** Groups as the console lists them: searched, filtered, sorted, page after page; and how many there are. */

import type { Fragment, Queryable } from "../../db/connect.ts";
import { type GroupId, type OrgId, readId, type UserId } from "../../db/ids.ts";
import { beginsWith } from "./begins-with.ts";
import { MOST_COUNTED, type Total, totalOf } from "./page-of-users.ts";
import { beyond, type Page, type PageWanted, readingOrder, readPage, type SortedBy } from "./position.ts";
import type { Source } from "./users-wanted.ts";

export const GROUP_SORTS = ["name", "created"] as const;
export type GroupSort = (typeof GROUP_SORTS)[number];

export interface GroupsWanted {
  /** What the name begins with; or an id. */
  readonly search?: string | undefined;
  readonly source?: Source | undefined;
  /** A user or group that is a direct member of them; null is none there is. */
  readonly member?: UserId | GroupId | null | undefined;
  /** A group whose direct members they are; null is none there is. */
  readonly within?: GroupId | null | undefined;
}

/** What a list shows of a group. */
export interface GroupListed {
  readonly id: GroupId;
  readonly name: string;
  readonly scimManaged: boolean;
  /** Users and groups. */
  readonly members: Total;
  /** What its members may do in the console, where it is mapped to a role. */
  readonly role: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

type Row = Omit<GroupListed, "members"> & { key: string; count: number };

/** A page of the organization's groups. */
export async function pageOfGroups(
  sql: Queryable,
  orgId: OrgId,
  wanted: GroupsWanted,
  sort: GroupSort,
  page: PageWanted,
): Promise<Page<GroupListed & { key: string }>> {
  const by: SortedBy = { key: sort === "name" ? sql`r.display_name_key` : undefined, id: sql`r.id` };
  return await readPage(page, async (part) => {
    const rows = await sql<Row[]>`
      select ${by.key ?? sql`''`} as key, ${groupColumns(sql)} from groups r
      where ${isWanted(sql, orgId, wanted)} and ${beyond(sql, by, part)}
      order by ${readingOrder(sql, by, part)} limit ${part.limit}`;
    return rows.map(withMembers);
  });
}

/** A row with how many members there are. */
export function withMembers<R extends { count: number }>({ count, ...row }: R): Omit<R, "count"> & { members: Total } {
  return { ...row, members: totalOf(count, true) };
}

/** How many groups are wanted. */
export async function countGroups(sql: Queryable, orgId: OrgId, wanted: GroupsWanted): Promise<Total> {
  const [row] = await sql<[{ count: number }]>`
    select count(*) from (
      select from groups r where ${isWanted(sql, orgId, wanted)} limit ${MOST_COUNTED + 1}::integer) as counted`;
  return totalOf(row.count, true);
}

/** All groups that are wanted, a hundred at a time, read as they are taken, with their members counted to the last. */
export function allGroups(
  sql: Queryable,
  orgId: OrgId,
  wanted: GroupsWanted,
  sort: GroupSort,
  order: PageWanted["order"],
): AsyncIterable<GroupExported[]> {
  const by: SortedBy = { key: sort === "name" ? sql`r.display_name_key` : undefined, id: sql`r.id` };
  return sql<GroupExported[]>`
    select r.id, r.body ->> 'displayName' as name, r.connection_id is not null as "scimManaged",
      r.external_id as "externalId", r.created_at as "createdAt", r.updated_at as "updatedAt",
      (select count(*) from memberships m where m.org_id = r.org_id and m.group_id = r.id) as members
    from groups r where ${isWanted(sql, orgId, wanted)}
    order by ${readingOrder(sql, by, { order, position: undefined, limit: 0 })}`.cursor(100);
}

/** What an export has of a group. */
export interface GroupExported extends Omit<GroupListed, "members" | "role"> {
  readonly externalId: string | null;
  readonly members: number;
}

/** What {@link withMembers} makes a listed group of, from a row `r` of groups. */
export function groupColumns(sql: Queryable): Fragment {
  return sql`
    r.id, r.body ->> 'displayName' as name, r.connection_id is not null as "scimManaged", (
      select count(*) from (
        select from memberships m where m.org_id = r.org_id and m.group_id = r.id limit ${MOST_COUNTED + 1}::integer) as of
    ) as count, (
      select mapped.role from group_roles mapped where mapped.org_id = r.org_id and mapped.group_id = r.id
    ) as role, r.created_at as "createdAt", r.updated_at as "updatedAt"`;
}

function isWanted(sql: Queryable, orgId: OrgId, { search, source, member, within }: GroupsWanted): Fragment {
  const conditions = [
    sql`r.org_id = ${orgId} and r.deleted_at is null`,
    ...(search
      ? [sql`(${beginsWith(sql, sql`r.display_name_key`, search)} or r.id = ${readId<GroupId>(search)}::uuid)`]
      : []),
    ...(source ? [source === "scim" ? sql`r.connection_id is not null` : sql`r.connection_id is null`] : []),
    ...(member === undefined
      ? []
      : [
          sql`r.id = any(array(
            select m.group_id from memberships m
            where m.org_id = ${orgId} and m.member_id = ${member}::uuid
              and (m.user_id = ${member}::uuid or m.member_group_id = ${member}::uuid)))`,
        ]),
    ...(within === undefined
      ? []
      : [
          sql`r.id in (
            select m.member_group_id from memberships m
            where m.org_id = ${orgId} and m.group_id = ${within}::uuid and m.member_group_id is not null)`,
        ]),
  ];
  return conditions.reduce((all, one) => sql`${all} and ${one}`);
}
