import type { UserId } from "../../db/ids.ts";
import { eraseUser } from "../../lifecycle/by-hand/erase.ts";
import { byHand, byId } from "../by-hand.ts";
import { adminRoute } from "../route.ts";

/** DELETE /deleted-users/{id}: the person's data is erased, in the log too. Nothing brings it back. */
export const eraseUserRoute = adminRoute({
  method: "DELETE",
  path: "/deleted-users/:id",
  // It takes evidence out of the log, too.
  access: { role: "organization_admin", recently: true },
  summary:
    "Permanently removes a deleted user, from the log too. What remains says that somebody was erased, when and by whom.",
  params: byId,
  status: 204,
  refusals: [404],
  handle: (call) => byHand(call, (by) => eraseUser(by, call.params.id as UserId)),
});
