import { createUserByHand } from "../../lifecycle/by-hand/users.ts";
import { byHand, written } from "../by-hand.ts";
import { adminRoute } from "../route.ts";
import { newUser, withAttributes } from "./attributes.ts";

/** POST /users: a user made by hand, with any address. */
export const createUserRoute = adminRoute({
  method: "POST",
  path: "/users",
  access: "admin",
  summary: "Creates a user by hand. An identity provider that finds it may adopt it.",
  body: newUser,
  status: 201,
  answer: written,
  refusals: [409],
  handle: (call) => byHand(call, (by) => createUserByHand(by, withAttributes({}, call.body))),
});
