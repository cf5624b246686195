/** POST /Groups: a new group. RFC 7644 §3.3. */

import { createGroup } from "../../lifecycle/create-group.ts";
import { asksFor } from "../../scim/projection.ts";
import { readGroup } from "../../scim/resource/members.ts";
import { GROUP } from "../../scim/resource-types.ts";
import { presentGroup } from "../present.ts";
import { groupBodyOf, projectionOf, route, writeOf } from "../route.ts";
import { answerGroup } from "./answer-group.ts";

export const createGroupRoute = route("POST", "/Groups", async (call) => {
  const { base } = call;
  const projection = projectionOf(call, GROUP);
  const write = writeOf(call);
  const { resource, members = [], notes } = readGroup(await groupBodyOf(call));
  const created = await createGroup(write, resource, members, notes);
  if (members.length > 0 && asksFor(projection, "members")) return answerGroup(call, created.id, 201, projection);
  const row = { ...created, body: JSON.stringify(resource), managedBy: null };
  const noMembers = asksFor(projection, "members") ? "" : undefined;
  const { text, tag, location } = presentGroup(row, noMembers, base, projection);
  return { status: 201, headers: { etag: tag, location }, body: text };
});
