/** GET /Users and POST /Users/.search: the users that a filter matches. RFC 7644 §3.4.2, §3.4.3. */

import type { Sql } from "../../db/connect.ts";
import { listUsers } from "../../directory/list-users.ts";
import { type ListQuery, parseListQuery, parseSearchRequest } from "../../scim/list.ts";
import { asksFor } from "../../scim/projection.ts";
import { USER } from "../../scim/resource-types.ts";
import { listEnvelope, pageQueryOf } from "../list.ts";
import { presentUser } from "../present.ts";
import { type Answer, answersWith, askerOf, authorized, bodyOf, type Call, route } from "../route.ts";

export const listUsersRoute = route("GET", "/Users", (call) => answerList(call, parseListQuery(call.query, USER)));

export const searchUsersRoute = route("POST", "/Users/.search", (call) =>
  answerList(call, parseSearchRequest(bodyOf(call), USER)),
);

async function answerList(call: Call, query: ListQuery): Promise<Answer> {
  const { total, texts } = await usersOf(call, query);
  const [before, behind] = listEnvelope({ total, length: texts.length, startIndex: query.startIndex });
  return { status: 200, body: before + texts.join(",") + behind };
}

/** A page of users as texts, and how many there are in all. @throws NotAuthorized */
export async function usersOf(call: Call, query: ListQuery): Promise<{ total: number; texts: string[] }> {
  const { base } = call;
  const { isSearch, page } = pageQueryOf(call, "users", query);
  const read = (sql: Sql) => listUsers(sql, page, asksFor(query.projection, "groups") ? base : undefined);
  const found = authorized(call, await (isSearch ? call.search.run(askerOf(call), read) : read(call.sql)));
  const texts = found.users.map((row) => presentUser(row, base, query.projection).text);
  answersWith(call, texts.length, found.total === 1 ? found.users[0]?.id : undefined);
  return { total: found.total, texts };
}
