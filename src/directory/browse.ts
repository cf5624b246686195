/** Looking through users or groups by name: from which on, how many. */

import type { Fragment, Queryable } from "../db/connect.ts";

export interface Browse {
  /** Only names that begin so, in any case. */
  readonly prefix: string | undefined;
  /** Only names behind this one, the last of the page before. It need not exist any more. */
  readonly after: string | undefined;
  readonly limit: number;
}

export interface BrowsedPage<Row> {
  readonly rows: readonly Row[];
  /** What `after` must be to go on; undefined at the end. */
  readonly next: string | undefined;
}

/** The condition on `key`, a folded name with an index: what comes after `after` and begins with `prefix`. */
export function afterAndPrefix(sql: Queryable, key: Fragment, { prefix, after }: Browse): Fragment {
  const folded = (text: string) => sql`casefold(${text} collate pg_unicode_fast) collate "C"`;
  const behind = after === undefined ? sql`` : sql`and ${key} > ${folded(after)}`;
  if (prefix === undefined) return behind;
  // The greatest code point ends the range of what begins with the prefix.
  return sql`${behind} and ${key} >= ${folded(prefix)} and ${key} < ${folded(prefix)} || ${"\u{10ffff}"}`;
}

/** The page of `rows`, which were read one further than the page goes. */
export function pageOfRows<Row>(rows: readonly Row[], limit: number, nameOf: (row: Row) => string): BrowsedPage<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last !== undefined ? nameOf(last) : undefined };
}
