import { z } from "zod";
import { pageOfGroups } from "../../directory/lists/page-of-groups.ts";
import { listedGroup, presentGroup } from "../groups/listed.ts";
import { answerPage, pageOf, paging, positionOf } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { oneUser, userThere } from "./read-user.ts";

const LIST = "groups of a user";

/** GET /users/{id}/groups */
export const userGroupsRoute = adminRoute({
  method: "GET",
  path: "/users/:id/groups",
  access: "viewer",
  summary: "A page of the groups that a user is a direct member of, by name.",
  params: oneUser,
  query: z.object(paging),
  status: 200,
  answer: pageOf(listedGroup),
  refusals: [404, 429],
  handle: async (call) => {
    const { orgId, params, query } = call;
    const position = positionOf(LIST, query.cursor);
    const page = await reading(call, async (sql) => {
      const member = await userThere(sql, orgId, params.id);
      return await pageOfGroups(sql, orgId, { member }, "name", { order: "ascending", position, limit: query.limit });
    });
    return answerPage(LIST, page, presentGroup);
  },
});
