import { answerChanges, changesAnswer, changesQuery } from "../lists/changes.ts";
import { adminRoute } from "../route.ts";
import { groupThere, oneGroup } from "./read-group.ts";

/** GET /groups/{id}/changes */
export const groupChangesRoute = adminRoute({
  method: "GET",
  path: "/groups/:id/changes",
  access: "viewer",
  summary: "The changes of a group, newest first, each with its sentence and what was and is.",
  params: oneGroup,
  query: changesQuery,
  status: 200,
  answer: changesAnswer,
  refusals: [404, 429],
  handle: async (call) => {
    const { orgId, params, query } = call;
    return await answerChanges(call, async (sql) => ({ group: await groupThere(sql, orgId, params.id) }), query);
  },
});
