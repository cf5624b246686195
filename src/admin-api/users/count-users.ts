import { z } from "zod";
import { countUsers } from "../../directory/lists/page-of-users.ts";
import { total } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { usersFilters, usersWanted } from "./wanted.ts";

/** GET /users/count: apart from the page, since it may take longer. */
export const countUsersRoute = adminRoute({
  method: "GET",
  path: "/users/count",
  access: "viewer",
  summary: "How many users there are of those wanted: exactly, or up to 10,000 where they are filtered.",
  query: z.object(usersFilters),
  status: 200,
  answer: total,
  refusals: [429],
  handle: (call) => reading(call, (sql) => countUsers(sql, call.orgId, usersWanted(call.query))),
});
