import { z } from "zod";
import { createGroupByHand } from "../../lifecycle/by-hand/groups.ts";
import { byHand, written } from "../by-hand.ts";
import { adminRoute } from "../route.ts";

/** What people call a group. */
export const groupName = z.string().trim().min(1, "Fill in a name.").max(200, "Use at most 200 characters.");

/** POST /groups: a group made by hand. */
export const createGroupRoute = adminRoute({
  method: "POST",
  path: "/groups",
  access: "admin",
  summary: "Creates a group by hand. An identity provider that finds it may adopt it.",
  body: z.object({ displayName: groupName }),
  status: 201,
  answer: written,
  refusals: [409],
  handle: (call) => byHand(call, (by) => createGroupByHand(by, call.body.displayName)),
});
