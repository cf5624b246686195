import { z } from "zod";
import type { GroupId } from "../../db/ids.ts";
import { moveMembersByHand } from "../../lifecycle/by-hand/groups.ts";
import { byHand, byId, written } from "../by-hand.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";

const ids = z.array(z.uuid()).max(1_000).default([]);

/** PATCH /groups/{id}/members: who comes and who goes. */
export const moveMembersRoute = adminRoute({
  method: "PATCH",
  path: "/groups/:id/members",
  access: "admin",
  summary: "Adds users and groups to a group, and removes them. Who is a member already, or is none, is no error.",
  params: byId,
  body: z.object({ add: ids, remove: ids }),
  status: 200,
  answer: written,
  refusals: [404, 409],
  handle: async (call) => {
    const id = call.params.id as GroupId;
    // SCIM lets an identity provider do it; a person means something else.
    if (call.body.add.some((member) => member.toLowerCase() === id.toLowerCase())) {
      throw new Refused(409, "refused", "A group can't be a member of itself. Nothing was changed.");
    }
    return { id, ...(await byHand(call, (by) => moveMembersByHand(by, id, call.body))) };
  },
});
