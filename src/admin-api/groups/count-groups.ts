import { z } from "zod";
import { countGroups } from "../../directory/lists/page-of-groups.ts";
import { total } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { groupsFilters, groupsWanted } from "./wanted.ts";

/** GET /groups/count */
export const countGroupsRoute = adminRoute({
  method: "GET",
  path: "/groups/count",
  access: "viewer",
  summary: "How many groups there are of those wanted, up to 10,000.",
  query: z.object(groupsFilters),
  status: 200,
  answer: total,
  refusals: [429],
  handle: (call) => reading(call, (sql) => countGroups(sql, call.orgId, groupsWanted(call.query))),
});
