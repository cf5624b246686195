import { z } from "zod";
import { GROUP_SORTS, pageOfGroups } from "../../directory/lists/page-of-groups.ts";
import { answerPage, order, pageOf, paging, positionOf } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { listedGroup, presentGroup } from "./listed.ts";
import { groupsFilters, groupsWanted } from "./wanted.ts";

/** GET /groups: a page of the organization's groups. */
export const listGroupsRoute = adminRoute({
  method: "GET",
  path: "/groups",
  access: "viewer",
  summary: "A page of the organization's groups: searched, filtered, sorted.",
  query: z.object({ ...groupsFilters, sort: z.enum(GROUP_SORTS).default("name"), order, ...paging }),
  status: 200,
  answer: pageOf(listedGroup),
  refusals: [429],
  handle: async (call) => {
    const { query, orgId } = call;
    const { sort, order, cursor, limit } = query;
    const list = `groups ${sort} ${order}`;
    const position = positionOf(list, cursor);
    const page = await reading(call, (sql) =>
      pageOfGroups(sql, orgId, groupsWanted(query), sort, { order, position, limit }),
    );
    return answerPage(list, page, presentGroup);
  },
});
