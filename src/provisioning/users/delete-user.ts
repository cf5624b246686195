/** DELETE /Users/{id}. RFC 7644 §3.6. */

import type { UserId } from "../../db/ids.ts";
import { deleteUser } from "../../lifecycle/delete-user.ts";
import { notFound } from "../../lifecycle/write.ts";
import { idOf, noContent, route, writeOf } from "../route.ts";

export const deleteUserRoute = route("DELETE", "/Users/:id", async (call) => {
  const id = idOf<UserId>(call);
  if (id === null) throw notFound("user", call.params.id);
  await deleteUser(writeOf(call), id);
  return noContent();
});
