/** Lists of users. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { Caller, Found } from "./caller.ts";
import { orderOf, type PageQuery, pageOf, rowsOf } from "./page.ts";
import { type UserRow, userColumns } from "./user.ts";

export interface UserPage extends Caller {
  /** How many users the whole list has, exactly. */
  readonly total: number;
  readonly users: readonly UserRow[];
}

/**
 * In characters: a page of very large users ends early, which its `itemsPerPage` says (RFC 7644 §3.4.2.4). Else a few
 * requests for 1,000 users of 1 MiB would fill the memory.
 */
const LARGEST = 32 * 1024 * 1024;
const BATCH = 50;
/** A look-up that finds more is read as any page. */
const FEW = 16;

/**
 * A page of users, in one round trip where it is a look-up that finds few; undefined when the token is not
 * valid. `base` as for `readUser`.
 */
export async function listUsers(
  sql: Queryable,
  query: PageQuery,
  base: string | undefined,
): Promise<UserPage | undefined> {
  if (query.isLookup && query.where && query.startIndex === 1 && query.count > 0) {
    const most = Math.min(query.count, FEW);
    const rows = await lookUpUsers(sql, query, query.where, most, base);
    if (rows.length < most) return pageOfRows(rows, rows.filter(isFound).length);
  }
  const batches = sql<(Found<UserRow> & { total: number })[]>`
    ${pageOf(sql, "users", query)}
    select caller.org_id as "orgId", caller.connection_id as "connectionId", total.total, ${userColumns(sql, base)}
    from caller cross join total
    left join page on true
    ${rowsOf(sql, "users")}
    order by ${orderOf(sql, query)}`.cursor(BATCH);
  const rows = await upToLargest(batches);
  return pageOfRows(rows, rows[0]?.total ?? 0);
}

/** The rows of `batches` as far as a page may go; at least one. */
async function upToLargest<Row extends Found<UserRow>>(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  let size = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      size += row.body?.length ?? 0;
      if (size > LARGEST && rows.length > 0) return rows;
      rows.push(row);
    }
  }
  return rows;
}

/** The first that `where` finds, at most `most`. */
function lookUpUsers(sql: Queryable, query: PageQuery, where: Fragment, most: number, base: string | undefined) {
  return sql<Found<UserRow>[]>`
    select caller.org_id as "orgId", caller.connection_id as "connectionId", ${userColumns(sql, base)}
    from ${query.caller} caller
    left join lateral (
      select * from users r
      where r.org_id = caller.org_id and r.deleted_at is null and ${where}
      order by r.id limit ${most}
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
