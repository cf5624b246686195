import { type GroupId, readId } from "../../db/ids.ts";
import { readGroupInFull } from "../../directory/lists/group-in-full.ts";
import { answerChanges, changesAnswer, changesQuery } from "../lists/changes.ts";
import { adminRoute } from "../route.ts";
import { noGroup, oneGroup } from "./read-group.ts";

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
    const group = await readGroupInFull(call.sql, call.orgId, readId<GroupId>(call.params.id));
    if (!group) throw noGroup();
    return await answerChanges(call, { group: group.id }, call.query);
  },
});
