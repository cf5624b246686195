/** Who came to a group and who left it, by name: "removed: Ann Lee, Bob Ray and 10 others". */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { MembersMoved } from "./kept-request.ts";
import { counted, distinctly, listed, type Names, namedIn, shown } from "./names.ts";

/** The first of those who came and of those who left, by id. */
export interface MembersNamed {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Of a change of members, so many are named of those who came, and as many of those who left. */
const MOST_NAMED = 10;

/** {@link MembersNamed} of row `c` of changes. */
export function membersNamed(sql: Queryable): Fragment {
  const first = (which: Fragment) =>
    sql`coalesce(jsonb_path_query_array(c.after #> ${which}, ${`$[0 to ${MOST_NAMED - 1}]`}::jsonpath), '[]')`;
  return sql`jsonb_build_object('added', ${first(sql`'{members,added}'`)}, 'removed', ${first(sql`'{members,removed}'`)})`;
}

/** A line for those who came, and one for those who left. `names` has whom `some` lists, as far as they are known. */
export function memberLines(moved: MembersMoved | null, some: MembersNamed, names: Names): string[] {
  const lineOf = (what: string, count: number, ids: readonly string[]) => {
    const named = ids.map((id) => {
      const member = namedIn(names, id);
      return member ? distinctly(member) : shown(id);
    });
    const others = count - named.length;
    return `${what}: ${listed(others > 0 ? [...named, counted(others, "other")] : named)}`;
  };
  if (!moved) return [];
  return [
    ...(moved.added > 0 ? [lineOf("added", moved.added, some.added)] : []),
    ...(moved.removed > 0 ? [lineOf("removed", moved.removed, some.removed)] : []),
  ];
}
