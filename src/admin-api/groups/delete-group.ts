import type { GroupId } from "../../db/ids.ts";
import { deleteGroupByHand } from "../../lifecycle/by-hand/groups.ts";
import { byHand, byId } from "../by-hand.ts";
import { adminRoute } from "../route.ts";

/** DELETE /groups/{id} */
export const deleteGroupRoute = adminRoute({
  method: "DELETE",
  path: "/groups/:id",
  access: "admin",
  summary: "Deletes a group that no identity provider manages. Its members stay; a role that it gave ends.",
  params: byId,
  status: 204,
  refusals: [404, 409],
  handle: (call) => byHand(call, (by) => deleteGroupByHand(by, call.params.id as GroupId)),
});
