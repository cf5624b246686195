import type { UserId } from "../../db/ids.ts";
import { restoreUser } from "../../lifecycle/by-hand/restore.ts";
import { byHand, byId, written } from "../by-hand.ts";
import { adminRoute } from "../route.ts";

/** POST /deleted-users/{id}/restore: back with its id, suspended. */
export const restoreUserRoute = adminRoute({
  method: "POST",
  path: "/deleted-users/:id/restore",
  access: "admin",
  summary: "Restores a deleted user: with its id, suspended, without memberships or roles.",
  params: byId,
  status: 200,
  answer: written,
  refusals: [404, 409],
  handle: async (call) => {
    const id = call.params.id as UserId;
    return { id, ...(await byHand(call, (by) => restoreUser(by, id))) };
  },
});
