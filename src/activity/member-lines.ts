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
  return membersInWords(moved, some, names).map(({ what, who }) => `${what}: ${who}`);
}

/** The same, apart: "added", "Ann Lee, Bob Ray and 10 others". */
export function membersInWords(
  moved: MembersMoved | null,
  some: MembersNamed,
  names: Names,
): { what: "added" | "removed"; who: string }[] {
  const inWords = (count: number, ids: readonly string[]) => {
    const named = ids.map((id) => {
      const member = namedIn(names, id);
      return member ? distinctly(member) : shown(id);
    });
    const others = count - named.length;
    return listed(others > 0 ? [...named, counted(others, "other")] : named);
  };
  return (["added", "removed"] as const)
    .filter((what) => moved !== null && moved[what] > 0)
    .map((what) => ({ what, who: inWords(moved?.[what] ?? 0, some[what]) }));
}
