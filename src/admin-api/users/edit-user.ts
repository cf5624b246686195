import { z } from "zod";
import type { UserId } from "../../db/ids.ts";
import { editUserByHand } from "../../lifecycle/by-hand/users.ts";
import { byHand, byId, written } from "../by-hand.ts";
import { adminRoute } from "../route.ts";
import { changedUser, withAttributes } from "./attributes.ts";

/** PATCH /users/{id}: attributes of a user that was made by hand. */
export const editUserRoute = adminRoute({
  method: "PATCH",
  path: "/users/:id",
  access: "admin",
  summary: "Changes a user that no identity provider manages. The address it signs in with stays.",
  params: byId,
  body: changedUser.extend({ version: z.int().describe("The version that was read: if it moved on since, 409.") }),
  status: 200,
  answer: written,
  refusals: [404, 409],
  handle: async (call) => {
    const { version, ...filled } = call.body;
    const id = call.params.id as UserId;
    const edited = await byHand(call, (by) =>
      editUserByHand(by, id, version, (stored) => withAttributes(stored, filled)),
    );
    return { id, ...edited };
  },
});
