/** What lists of users and of groups have in common. RFC 7644 §3.4.2. */

import { compileFilter, isLookup } from "../directory/filter-sql.ts";
import type { PageQuery } from "../directory/page.ts";
import { compileSort } from "../directory/sort-sql.ts";
import { LIST_RESPONSE_URN, type ListQuery } from "../scim/list.ts";
import { reader } from "../tokens/authorize.ts";
import { whole } from "./batches.ts";
import { type Answer, type Call, tokenOf } from "./route.ts";

/** What `query` asks of a table, and whether it is to be asked among searches; a look-up or a plain list is prepared. */
export function pageQueryOf(
  call: Call,
  table: "users" | "groups",
  { filter, sort, startIndex, count }: ListQuery,
): { isSearch: boolean; page: PageQuery } {
  const lookup = !sort && filter !== undefined && isLookup(filter, table);
  const { sql } = call;
  const page = {
    caller: reader(sql, tokenOf(call)),
    where: filter && compileFilter(sql, filter, table, call.base),
    orderBy: sort && compileSort(sql, sort, table, call.base),
    isLookup: lookup,
    startIndex,
    count,
  };
  return { isSearch: !lookup && (sort ?? filter) !== undefined, page };
}

interface Sizes {
  /** How many resources the whole list has. */
  readonly total: number;
  /** How many this page has. */
  readonly length: number;
  readonly startIndex: number;
}

/** The body of a list before and behind its elements. */
export function listEnvelope({ total, length, startIndex }: Sizes): [before: string, behind: string] {
  const sizes = `"totalResults":${total},"startIndex":${startIndex},"itemsPerPage":${length}`;
  return [`{"schemas":["${LIST_RESPONSE_URN}"],${sizes},"Resources":[`, "]}"];
}

/** The answer with a page: `resources` are the texts of its elements, in parts, commas included. */
export async function listAnswer(sizes: Sizes, resources: AsyncIterable<string>): Promise<Answer> {
  return { status: 200, body: await whole(listParts(sizes, resources)) };
}

async function* listParts(sizes: Sizes, resources: AsyncIterable<string>): AsyncGenerator<string> {
  const [before, behind] = listEnvelope(sizes);
  yield before;
  yield* resources;
  yield behind;
}
