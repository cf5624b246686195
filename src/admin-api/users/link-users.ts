import { z } from "zod";
import type { UserId } from "../../db/ids.ts";
import { linkUsers } from "../../lifecycle/by-hand/link.ts";
import { byHand, byId } from "../by-hand.ts";
import { adminRoute } from "../route.ts";

/** POST /users/{id}/link: two records of one person become one. */
export const linkUsersRoute = adminRoute({
  method: "POST",
  path: "/users/:id/link",
  access: "admin",
  summary: "Links the identity provider's record with one made by hand, which is deleted.",
  params: byId,
  body: z.object({
    with: z.uuid().toLowerCase().describe("The user made by hand, whose sign-in and role are taken over."),
  }),
  status: 204,
  refusals: [404, 409],
  handle: (call) => byHand(call, (by) => linkUsers(by, call.params.id as UserId, call.body.with as UserId)),
});
