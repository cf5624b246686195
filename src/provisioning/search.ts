/** POST /.search: users and groups at once, the users first. RFC 7644 §3.4.3. */

import { parseSearchRequest } from "../scim/list.ts";
import { GROUP, USER } from "../scim/resource-types.ts";
import { groupsOf } from "./groups/list-groups.ts";
import { listAnswer } from "./list.ts";
import { bodyOf, route } from "./route.ts";
import { usersOf } from "./users/list-users.ts";

export const searchRoute = route("POST", "/.search", async (call) => {
  const body = bodyOf(call);
  const query = parseSearchRequest(body, USER);
  const { startIndex, count } = query;
  const users = await usersOf(call, query);
  const rest = { startIndex: Math.max(1, startIndex - users.total), count: count - users.texts.length };
  const groups = await groupsOf(call, { ...parseSearchRequest(body, GROUP), ...rest });

  const sizes = { total: users.total + groups.total, length: users.texts.length + groups.length, startIndex };
  return listAnswer(sizes, joined(users.texts.join(","), groups.texts));
});

async function* joined(users: string, groups: AsyncIterable<string>): AsyncGenerator<string> {
  const rest = groups[Symbol.asyncIterator]();
  try {
    yield users;
    let separator = users === "" ? "" : ",";
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      if (next.value === "") continue;
      yield separator + next.value;
      separator = "";
    }
  } finally {
    // Also when the client leaves before the first group: its connection is wanted back.
    await rest.return?.();
  }
}
