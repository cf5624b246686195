import { z } from "zod";
import type { GroupId } from "../../db/ids.ts";
import { renameGroupByHand } from "../../lifecycle/by-hand/groups.ts";
import { byHand, byId, written } from "../by-hand.ts";
import { adminRoute } from "../route.ts";
import { groupName } from "./create-group.ts";

/** PATCH /groups/{id}: another name. */
export const renameGroupRoute = adminRoute({
  method: "PATCH",
  path: "/groups/:id",
  access: "admin",
  summary: "Renames a group that no identity provider manages.",
  params: byId,
  body: z.object({ displayName: groupName }),
  status: 200,
  answer: written,
  refusals: [404, 409],
  handle: async (call) => {
    const id = call.params.id as GroupId;
    return { id, ...(await byHand(call, (by) => renameGroupByHand(by, id, call.body.displayName))) };
  },
});
