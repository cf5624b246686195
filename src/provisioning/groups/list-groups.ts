/** GET /Groups and POST /Groups/.search: the groups that a filter matches. RFC 7644 §3.4.2, §3.4.3. */

import type { Sql } from "../../db/connect.ts";
import type { SharedPool } from "../../db/shared-pool.ts";
import { listGroups } from "../../directory/list-groups.ts";
import { type ListQuery, parseListQuery, parseSearchRequest } from "../../scim/list.ts";
import { asksFor } from "../../scim/projection.ts";
import { GROUP } from "../../scim/resource-types.ts";
import { peek } from "../batches.ts";
import { listAnswer, pageQueryOf } from "../list.ts";
import { answersWith, askerOf, authorized, bodyOf, type Call, route } from "../route.ts";
import { groupTexts } from "./present-groups.ts";

export const listGroupsRoute = route("GET", "/Groups", (call) => answerList(call, parseListQuery(call.query, GROUP)));

export const searchGroupsRoute = route("POST", "/Groups/.search", (call) =>
  answerList(call, parseSearchRequest(bodyOf(call), GROUP)),
);

async function answerList(call: Call, query: ListQuery) {
  const { total, length, texts } = await groupsOf(call, query);
  return listAnswer({ total, length, startIndex: query.startIndex }, texts);
}

/** A page of groups as text, part by part, how many it has, and how many there are in all. @throws NotAuthorized */
export async function groupsOf(
  call: Call,
  query: ListQuery,
): Promise<{ total: number; length: number; texts: AsyncGenerator<string> }> {
  const { base } = call;
  const { projection } = query;
  const { isSearch, page } = pageQueryOf(call, "groups", query);
  const members = asksFor(projection, "members");
  const read = (sql: Sql) => listGroups(sql, page, members ? base : undefined);
  const pool = members ? streamOf(call, isSearch) : isSearch ? call.search : undefined;
  const { first, all } = await peek(pool ? pool.batches(askerOf(call), read) : read(call.sql));
  const { total, length } = authorized(call, first?.[0]);
  answersWith(call, length, total === 1 ? first?.[0]?.id : undefined);
  return { total, length, texts: groupTexts(all, { base, projection }) };
}

/** Where to read what is long: its client may read it slowly, holding the connection. */
function streamOf({ stream, searchStream }: Call, isSearch: boolean): SharedPool {
  return isSearch ? searchStream : stream;
}
