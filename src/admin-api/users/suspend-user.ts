import { z } from "zod";
import type { UserId } from "../../db/ids.ts";
import { liftSuspension, suspendByHand } from "../../lifecycle/by-hand/suspend.ts";
import { byHand, byId } from "../by-hand.ts";
import { adminRoute } from "../route.ts";

/** POST /users/{id}/suspend: access ends at once; SCIM neither sees nor lifts it. */
export const suspendUserRoute = adminRoute({
  method: "POST",
  path: "/users/:id/suspend",
  access: "admin",
  summary: "Suspends a user. Sessions end at once; data, memberships and roles stay.",
  params: byId,
  status: 204,
  refusals: [404, 409],
  handle: (call) => byHand(call, (by) => suspendByHand(by, call.params.id as UserId)),
});

/** POST /users/{id}/lift-suspension: only of what was suspended here, or is no identity provider's. */
export const liftSuspensionRoute = adminRoute({
  method: "POST",
  path: "/users/:id/lift-suspension",
  access: "admin",
  summary: "Lifts a suspension made in the console.",
  params: byId,
  status: 200,
  answer: z.object({ access: z.boolean().describe("False while the identity provider suspends the user, too.") }),
  refusals: [404, 409],
  handle: async (call) => ({
    access: await byHand(call, (by) => liftSuspension(by, call.params.id as UserId)),
  }),
});
