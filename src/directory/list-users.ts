/** Lists of users. */

import type { Fragment, Queryable } from "../db/connect.ts";
import { orderOf, type PageQuery, pageOf, rowsOf } from "./page.ts";
import { type Caller, type Found, type UserRow, userColumns } from "./user.ts";

export interface UserPage extends Caller {
  /** How many users the whole list has, exactly. */
  readonly total: number;
  readonly users: readonly UserRow[];
}

/**
 * A page of users, in one round trip but for a look-up that finds more than a page; undefined when the token is not
 * valid. `base` as for `readUser`.
 */
export async function listUsers(
  sql: Queryable,
  query: PageQuery,
  base: string | undefined,
): Promise<UserPage | undefined> {
  if (query.isLookup && query.where && query.startIndex === 1 && query.count > 0) {
    const rows = await lookUpUsers(sql, query, query.where, base);
    if (rows.length < query.count) return pageOfRows(rows, rows.filter(isFound).length);
  }
  const rows = await sql<(Found<UserRow> & { total: number })[]>`
    ${pageOf(sql, "users", query)}
    select caller.org_id as "orgId", caller.connection_id as "connectionId", total.total, ${userColumns(sql, base)}
    from caller cross join total
    left join page on true
    ${rowsOf(sql, "users")}
    order by ${orderOf(sql, query)}`;
  return pageOfRows(rows, rows[0]?.total ?? 0);
}

/** The first that `where` finds, at most a page. */
function lookUpUsers(sql: Queryable, query: PageQuery, where: Fragment, base: string | undefined) {
  return sql<Found<UserRow>[]>`
    select caller.org_id as "orgId", caller.connection_id as "connectionId", ${userColumns(sql, base)}
    from ${query.caller} caller
    left join lateral (
      select * from users r
      where r.org_id = caller.org_id and r.deleted_at is null and ${where}
      order by r.id limit ${query.count}
    ) r on true
    order by r.id`;
}

function pageOfRows(rows: readonly Found<UserRow>[], total: number): UserPage | undefined {
  const [first] = rows;
  return first && { orgId: first.orgId, connectionId: first.connectionId, total, users: rows.filter(isFound) };
}

function isFound(row: Found<UserRow>): row is Caller & UserRow {
  return row.id !== null;
}
