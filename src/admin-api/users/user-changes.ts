import { answerChanges, changesAnswer, changesQuery } from "../lists/changes.ts";
import { adminRoute } from "../route.ts";
import { oneUser, userThere } from "./read-user.ts";

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
    const { orgId, params, query } = call;
    return await answerChanges(call, async (sql) => ({ user: await userThere(sql, orgId, params.id) }), query);
  },
});
