import { readId, type UserId } from "../../db/ids.ts";
import { readUserInFull } from "../../directory/lists/user-in-full.ts";
import { answerChanges, changesAnswer, changesQuery } from "../lists/changes.ts";
import { adminRoute } from "../route.ts";
import { noUser, oneUser } from "./read-user.ts";

/** GET /users/{id}/changes */
export const userChangesRoute = adminRoute({
  method: "GET",
  path: "/users/:id/changes",
  access: "viewer",
  summary: "The changes of a user, its groups' too, newest first, each with its sentence and what was and is.",
  params: oneUser,
  query: changesQuery,
  status: 200,
  answer: changesAnswer,
  refusals: [404, 429],
  handle: async (call) => {
    const user = await readUserInFull(call.sql, call.orgId, readId<UserId>(call.params.id));
    if (!user) throw noUser();
    return await answerChanges(call, { user: user.id }, call.query);
  },
});
