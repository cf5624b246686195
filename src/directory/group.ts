/** A group as it is stored, and reading one with its members, however many they are. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { ConnectionId, GroupId } from "../db/ids.ts";
import type { Found } from "./caller.ts";

/** A group's row. */
export interface GroupRow {
  readonly id: GroupId;
  /** The resource as stored, as JSON text: without id, meta and members. */
  readonly body: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The connection that manages it; null while it is one made by hand. */
  readonly managedBy: ConnectionId | null;
}

/** Members come in texts of so many: a group of 100,000 stalls nobody. */
const CHUNK = 1_000;
/** A group of so many chunks is small: all of it is read at once. */
const FEW = 2;

/** The columns of `GroupRow` from a row `r` of groups. */
export function groupColumns(sql: Queryable): Fragment {
  return sql`
    r.id, r.body::text as body, r.version, r.created_at as "createdAt", r.updated_at as "updatedAt",
    r.connection_id as "managedBy"`;
}

/**
 * Joins the members of row `r` of groups: `chunk.members` is the text of up to 1,000 elements of a JSON array, one row
 * a chunk, one with null where there are none. `base` is the address of the endpoint. With `most`, so many members at
 * most. RFC 7643 §4.2.
 */
export function joinMembers(sql: Queryable, base: string, most?: number): Fragment {
  const members = sql`
    select m.member_id, m.user_id from memberships m where m.org_id = r.org_id and m.group_id = r.id`;
  return sql`
    left join lateral (
      select n, string_agg(member, ',' order by member_id) as members
      from (
        select m.member_id, (row_number() over (order by m.member_id) - 1) / ${CHUNK}::int as n,
          case when m.user_id is not null
            then '{"value":"' || m.member_id || '","$ref":"' || ${`${base}/Users/`}::text || m.member_id || '","type":"User"}'
            else '{"value":"' || m.member_id || '","$ref":"' || ${`${base}/Groups/`}::text || m.member_id || '","type":"Group"}'
          end as member
        from (${most === undefined ? members : sql`${members} order by m.member_id limit ${most}`}) m
      ) numbered
      group by n
    ) chunk on true`;
}

/** The caller and the group without its members, in one round trip. As `readUser`. */
export async function readGroup(
  sql: Queryable,
  caller: Fragment,
  id: GroupId | null,
): Promise<Found<GroupRow> | undefined> {
  const [row] = await sql<Found<GroupRow>[]>`
    select caller.org_id as "orgId", caller.connection_id as "connectionId", ${groupColumns(sql)}
    from ${caller} caller
    left join groups r on r.org_id = caller.org_id and r.id = ${id} and r.deleted_at is null`;
  return row;
}

/** A group and a part of its members. */
export type GroupChunk = Found<GroupRow & { members: string | null }>;

/**
 * As `readGroup`, with the members of a group that has few of them: the group with each chunk of them, in one row at
 * least. Undefined for a group that has more.
 */
export async function readSmallGroup(
  sql: Queryable,
  caller: Fragment,
  id: GroupId | null,
  base: string,
): Promise<GroupChunk[] | undefined> {
  const rows = await selectChunks(sql, caller, id, joinMembers(sql, base, FEW * CHUNK + 1));
  return rows.length > FEW ? undefined : rows;
}

/** As `readGroup`, with the members: batches of rows, each row the group with its next chunk. One snapshot for all. */
export function readGroupWithMembers(
  sql: Queryable,
  caller: Fragment,
  id: GroupId | null,
  base: string,
): AsyncIterable<GroupChunk[]> {
  return selectChunks(sql, caller, id, joinMembers(sql, base)).cursor(8);
}

function selectChunks(sql: Queryable, caller: Fragment, id: GroupId | null, join: Fragment) {
  return sql<GroupChunk[]>`
    select caller.org_id as "orgId", caller.connection_id as "connectionId", ${groupColumns(sql)}, chunk.members
    from ${caller} caller
    left join groups r on r.org_id = caller.org_id and r.id = ${id} and r.deleted_at is null
    ${join}
    order by chunk.n`;
}
