/** PATCH /Users/{id}: some attributes of a user. RFC 7644 §3.5.2. */

import { applyPatch } from "../../scim/patch/apply.ts";
import { parsePatch } from "../../scim/patch/parse-patch.ts";
import { USER } from "../../scim/resource-types.ts";
import { bodyOf, route } from "../route.ts";
import { answerChange } from "./change-user.ts";

export const patchUserRoute = route("PATCH", "/Users/:id", async (call) => {
  const patch = parsePatch(bodyOf(call), USER);
  return answerChange(call, (stored) => applyPatch(USER, stored, patch));
});
