/** PUT /Users/{id}: the whole user anew. What the body lacks is cleared, but for `active`. RFC 7644 §3.5.1. */

import { readUser } from "../../scim/resource/read-resource.ts";
import { bodyOf, route } from "../route.ts";
import { answerChange } from "./change-user.ts";

export const replaceUserRoute = route("PUT", "/Users/:id", async (call) => {
  const body = bodyOf(call);
  return answerChange(call, (stored) => readUser(body, stored.active === true));
});
