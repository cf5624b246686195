/** Lists of users. */

import type { Queryable } from "../db/connect.ts";
import { orderOf, type PageQuery, pageOf } from "./page.ts";
import { type Caller, type Found, type UserRow, userColumns } from "./user.ts";

export interface UserPage extends Caller {
  /** How many users the whole list has, exactly. */
  readonly total: number;
  readonly users: readonly UserRow[];
}

/** A page of users, in one round trip; undefined when the token is not valid. `base` as for `readUser`. */
export async function listUsers(
  sql: Queryable,
  query: PageQuery,
  base: string | undefined,
): Promise<UserPage | undefined> {
  const rows = await sql<(Found<UserRow> & { total: number })[]>`
    ${pageOf(sql, "users", query)}
    select caller.org_id as "orgId", caller.connection_id as "connectionId", total.total, ${userColumns(sql, base)}
    from caller cross join total
    left join (page join users r on r.id = page.id) on r.org_id = caller.org_id
    order by ${orderOf(sql, query)}`;
  const [first] = rows;
  if (!first) return undefined;
  const { orgId, connectionId, total } = first;
  return { orgId, connectionId, total, users: rows.filter((row) => row.id !== null) };
}
