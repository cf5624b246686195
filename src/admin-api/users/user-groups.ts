import { z } from "zod";
import { readId, type UserId } from "../../db/ids.ts";
import { pageOfGroups } from "../../directory/lists/page-of-groups.ts";
import { readUserInFull } from "../../directory/lists/user-in-full.ts";
import { listedGroup, presentGroup } from "../groups/listed.ts";
import { answerPage, pageOf, paging, positionOf } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { noUser, oneUser } from "./read-user.ts";

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
    const { orgId, query } = call;
    const user = await readUserInFull(call.sql, orgId, readId<UserId>(call.params.id));
    if (!user) throw noUser();
    const position = positionOf(LIST, query.cursor);
    const page = await reading(call, (sql) =>
      pageOfGroups(sql, orgId, { member: user.id }, "name", { order: "ascending", position, limit: query.limit }),
    );
    return answerPage(LIST, page, presentGroup);
  },
});
