/** PATCH /Groups/{id}: some attributes of a group, or some of its members. RFC 7644 §3.5.2. */

import type { GroupId } from "../../db/ids.ts";
import { changeGroup } from "../../lifecycle/change-group.ts";
import { notFound } from "../../lifecycle/write.ts";
import type { JsonObject } from "../../scim/json.ts";
import { applyPatch } from "../../scim/patch/apply.ts";
import { foldMembers, needsStoredMembers } from "../../scim/patch/fold-members.ts";
import { parseGroupPatch } from "../../scim/patch/group.ts";
import { GROUP } from "../../scim/resource-types.ts";
import { etag } from "../../scim/version.ts";
import { asksForAttributes, groupBodyOf, idOf, noContent, projectionOf, route, writeOf } from "../route.ts";
import { answerGroup } from "./answer-group.ts";

export const patchGroupRoute = route("PATCH", "/Groups/:id", async (call) => {
  const { exchange, params } = call;
  const projection = projectionOf(call, GROUP);
  const answered = asksForAttributes(call);
  const write = writeOf(call);
  const patch = parseGroupPatch(await groupBodyOf(call));
  const id = idOf<GroupId>(call);
  if (id === null) throw notFound("group", params.id);
  const changed = await changeGroup(write, id, {
    attributes:
      patch.operations.length > 0 ? (stored: JsonObject) => applyPatch(GROUP, stored, patch).resource : undefined,
    members: needsStoredMembers(patch.members)
      ? (stored) => foldMembers(patch.members, stored)
      : foldMembers(patch.members, []),
    notes: patch.notes,
    status: answered ? 200 : 204,
  });
  exchange.notes = changed.notes;
  // A group may be large, and its client knows what it sent: it is answered only where it asks for attributes.
  return answered ? answerGroup(call, id, 200, projection) : noContent({ etag: etag(changed.version, undefined) });
});
