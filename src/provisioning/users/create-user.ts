/** POST /Users: a new user. RFC 7644 §3.3. */

import { createUser } from "../../lifecycle/create-user.ts";
import { readUser } from "../../scim/resource/read-resource.ts";
import { USER } from "../../scim/resource-types.ts";
import { presentUser } from "../present.ts";
import { bodyOf, projectionOf, route, writeOf } from "../route.ts";

export const createUserRoute = route("POST", "/Users", async (call) => {
  const { base, exchange } = call;
  const projection = projectionOf(call, USER);
  const write = writeOf(call, projection);
  const { resource, notes } = readUser(bodyOf(call), true);
  exchange.notes = notes;
  const created = await createUser(write, resource, notes);
  const row = { ...created, body: JSON.stringify(resource), groups: null, managedBy: null };
  const { text, tag, location } = presentUser(row, base, projection);
  return { status: 201, headers: { etag: tag, location }, body: text };
});
