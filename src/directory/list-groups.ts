/** Lists of groups, with their members where these are asked for. */

import type { Queryable } from "../db/connect.ts";
import { type GroupChunk, groupColumns, joinMembers } from "./group.ts";
import { orderOf, type PageQuery, pageOf, rowsOf } from "./page.ts";

/** A row of a page: a group with a chunk of its members, and the page's sizes. */
export type GroupOfPage = GroupChunk & {
  /** How many groups the whole list has, exactly, and how many the page. */
  readonly total: number;
  readonly length: number;
};

/**
 * A page of groups, batch by batch: rows of the caller and a group with a chunk of its members, in the
 * list's order; one row without a group where the page is empty, none when the token is not valid. Without `base` no
 * members are read, and each group is one row. One round trip for a list that fits a batch, one snapshot for all.
 */
export function listGroups(sql: Queryable, query: PageQuery, base: string | undefined): AsyncIterable<GroupOfPage[]> {
  return sql<GroupOfPage[]>`
    ${pageOf(sql, "groups", query)}
    select caller.org_id as "orgId", caller.connection_id as "connectionId", total.total, total.length,
      ${groupColumns(sql)}, ${base === undefined ? sql`null::text as members` : sql`chunk.members`}
    from caller cross join total
    left join page on true
    ${rowsOf(sql, "groups")}
    ${base === undefined ? sql`` : joinMembers(sql, base)}
    order by ${orderOf(sql, query)}${base === undefined ? sql`` : sql`, chunk.n`}`.cursor(
    base === undefined ? 1_000 : 10,
  );
}
