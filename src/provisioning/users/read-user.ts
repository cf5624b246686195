/** GET /Users/{id}: one user. RFC 7644 §3.4.1. */

import type { UserId } from "../../db/ids.ts";
import { readUser } from "../../lifecycle/shared-statements.ts";
import { notFound } from "../../lifecycle/write.ts";
import { asksFor } from "../../scim/projection.ts";
import { USER } from "../../scim/resource-types.ts";
import { presentUser } from "../present.ts";
import { authorized, idOf, notModified, projectionOf, route, tokenOf } from "../route.ts";

export const readUserRoute = route("GET", "/Users/:id", async (call) => {
  const { base, params } = call;
  const projection = projectionOf(call, USER);
  const groupsBase = asksFor(projection, "groups") ? base : undefined;
  const row = authorized(call, await readUser(call.users, tokenOf(call), idOf<UserId>(call), groupsBase));
  if (row.id === null) throw notFound("user", params.id);
  const { text, tag, location } = presentUser(row, base, projection);
  return notModified(call, tag) ?? { status: 200, headers: { etag: tag, location }, body: text };
});
