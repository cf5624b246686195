/** A page of a list: which resources, in which order, and how many there are in all. RFC 7644 §3.4.2. */

import type { Fragment, Queryable } from "../db/connect.ts";

export interface PageQuery {
  /** The caller: a select of `org_id, connection_id`. */
  readonly caller: Fragment;
  /** What a row `r` of the table must fulfil; undefined for all. */
  readonly where: Fragment | undefined;
  /** Whether an index finds the few that fulfil it: then the page is asked for without a total, which it tells by itself. */
  readonly isLookup: boolean;
  /** By which expressions of a row `r` they are sorted before the id; undefined for the id alone, the order of creation. */
  readonly orderBy: Fragment | undefined;
  /** The first wanted, from 1. */
  readonly startIndex: number;
  readonly count: number;
}

/**
 * The beginning of a list's statement: `caller`, `page` (id) and `total`. The ids of a page are found first, from the
 * index alone where there is no filter, and their rows then: a page at the end of a million costs a tenth of an OFFSET
 * over rows. The exact total is taken from the page where that tells it, and counted only else.
 */
export function pageOf(sql: Queryable, table: "users" | "groups", query: PageQuery): Fragment {
  const offset = query.startIndex - 1;
  const all = sql`
    from ${sql(table)} r
    where r.org_id = (select org_id from caller) and r.deleted_at is null ${query.where ? sql`and ${query.where}` : sql``}`;
  return sql`
    with caller as materialized ${query.caller},
    page as materialized (
      select r.id ${all} order by ${query.orderBy ? sql`${query.orderBy}, ` : sql``}r.id
      limit ${query.count} offset ${offset}
    ),
    length as (select count(*) as length from page),
    total as materialized (
      select length, case
        when length > 0 and length < ${query.count} or length = 0 and ${offset}::int8 = 0 and ${query.count}::int8 > 0
          then ${offset}::int8 + length
        else (select count(*) ${all})
      end as total
      from length
    )`;
}

/** The order of the rows `r` of a page. */
export function orderOf(sql: Queryable, query: PageQuery): Fragment {
  return sql`${query.orderBy ? sql`${query.orderBy}, ` : sql``}r.id`;
}

/**
 * Joins the rows `r` of `page`, each looked up by its key: how long a page is nobody can tell the planner, and for as
 * many as it takes it for, it would read the table whole (`offset 0` keeps it from that).
 */
export function rowsOf(sql: Queryable, table: "users" | "groups"): Fragment {
  return sql`
    left join lateral (
      select * from ${sql(table)} one where one.org_id = caller.org_id and one.id = page.id offset 0
    ) r on true`;
}
