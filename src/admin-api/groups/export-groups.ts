import { z } from "zod";
import { allGroups, GROUP_SORTS, type GroupExported } from "../../directory/lists/page-of-groups.ts";
import { shownByLink } from "../access.ts";
import { type Columns, sendCsv } from "../lists/export.ts";
import { order } from "../lists/paging.ts";
import { adminRoute } from "../route.ts";
import { groupsFilters, groupsWanted } from "./wanted.ts";

const COLUMNS: Columns<GroupExported> = {
  id: ({ id }) => id,
  displayName: ({ name }) => name,
  source: ({ scimManaged }) => (scimManaged ? "SCIM-managed" : "by hand"),
  externalId: ({ externalId }) => externalId,
  members: ({ members }) => members,
  created: ({ createdAt }) => createdAt.toISOString(),
  changed: ({ updatedAt }) => updatedAt.toISOString(),
};

/** GET /groups/export: all groups wanted, as CSV. */
export const exportGroupsRoute = adminRoute({
  method: "GET",
  path: "/groups/export",
  access: "viewer",
  summary: "All groups that are wanted, as a CSV file; one export of an organization at a time.",
  query: z.object({ ...groupsFilters, ...shownByLink, sort: z.enum(GROUP_SORTS).default("name"), order }),
  status: 200,
  refusals: [429],
  handle: async (call) => {
    const { query, orgId } = call;
    await sendCsv(call, "groups", COLUMNS, (sql) =>
      allGroups(sql, orgId, groupsWanted(query), query.sort, query.order),
    );
  },
});
