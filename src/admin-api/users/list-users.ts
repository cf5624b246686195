import { z } from "zod";
import { pageOfUsers, USER_SORTS } from "../../directory/lists/page-of-users.ts";
import { answerPage, order, pageOf, paging, positionOf } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { listedUser, presentUser } from "./listed.ts";
import { usersFilters, usersWanted } from "./wanted.ts";

/** GET /users: a page of the organization's users. */
export const listUsersRoute = adminRoute({
  method: "GET",
  path: "/users",
  access: "viewer",
  summary: "A page of the organization's users: searched, filtered, sorted.",
  query: z.object({ ...usersFilters, sort: z.enum(USER_SORTS).default("name"), order, ...paging }),
  status: 200,
  answer: pageOf(listedUser),
  refusals: [429],
  handle: async (call) => {
    const { query, orgId } = call;
    const { sort, order, cursor, limit } = query;
    const list = `users ${sort} ${order}`;
    const position = positionOf(list, cursor);
    const page = await reading(call, (sql) =>
      pageOfUsers(sql, orgId, usersWanted(query), sort, { order, position, limit }),
    );
    return answerPage(list, page, presentUser);
  },
});
