/** PUT /Groups/{id}: the whole group anew. Without `members` they stay, with `[]` they go. RFC 7644 §3.5.1. */

import type { GroupId } from "../../db/ids.ts";
import { changeGroup } from "../../lifecycle/change-group.ts";
import { notFound } from "../../lifecycle/write.ts";
import { readGroup } from "../../scim/resource/members.ts";
import { GROUP } from "../../scim/resource-types.ts";
import { groupBodyOf, idOf, projectionOf, route, writeOf } from "../route.ts";
import { answerGroup } from "./answer-group.ts";

export const replaceGroupRoute = route("PUT", "/Groups/:id", async (call) => {
  const { exchange, params } = call;
  const projection = projectionOf(call, GROUP);
  const write = writeOf(call);
  const { resource, members, notes } = readGroup(await groupBodyOf(call));
  const id = idOf<GroupId>(call);
  if (id === null) throw notFound("group", params.id);
  const changed = await changeGroup(write, id, {
    attributes: () => resource,
    members: members && { replaceAll: true, add: members, remove: [] },
    notes,
    status: 200,
  });
  exchange.notes = changed.notes;
  return answerGroup(call, id, 200, projection);
});
