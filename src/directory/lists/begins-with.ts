/** Keys that begin with a text: a range, which an index serves. */

import type { Fragment, Queryable } from "../../db/connect.ts";
import { fold } from "../../scim/fold.ts";

/** The condition that the folded `key` begins with `text`, in any case. The greatest code point ends the range. */
export function beginsWith(sql: Queryable, key: Fragment, text: string): Fragment {
  const from = fold(text);
  return sql`(${key} >= ${from} and ${key} < ${`${from}\u{10ffff}`})`;
}
