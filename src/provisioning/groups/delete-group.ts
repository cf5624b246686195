/** DELETE /Groups/{id}. RFC 7644 §3.6. */

import type { GroupId } from "../../db/ids.ts";
import { deleteGroup } from "../../lifecycle/delete-group.ts";
import { notFound } from "../../lifecycle/write.ts";
import { idOf, noContent, route, writeOf } from "../route.ts";

export const deleteGroupRoute = route("DELETE", "/Groups/:id", async (call) => {
  const id = idOf<GroupId>(call);
  if (id === null) throw notFound("group", call.params.id);
  await deleteGroup(writeOf(call), id);
  return noContent();
});
