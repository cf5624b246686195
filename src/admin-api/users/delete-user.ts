import type { UserId } from "../../db/ids.ts";
import { deleteUserByHand } from "../../lifecycle/by-hand/users.ts";
import { byHand, byId } from "../by-hand.ts";
import { adminRoute } from "../route.ts";

/** DELETE /users/{id}: to Deleted users. */
export const deleteUserRoute = adminRoute({
  method: "DELETE",
  path: "/users/:id",
  access: "admin",
  summary: "Deletes a user: access ends, memberships and roles are removed. The record stays under Deleted users.",
  params: byId,
  status: 204,
  refusals: [404, 409],
  handle: (call) => byHand(call, (by) => deleteUserByHand(by, call.params.id as UserId)),
});
