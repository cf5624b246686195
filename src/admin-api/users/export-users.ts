import { z } from "zod";
import { allUsers, USER_SORTS, type UserExported } from "../../directory/lists/page-of-users.ts";
import { shownByLink } from "../access.ts";
import { type Columns, sendCsv } from "../lists/export.ts";
import { order } from "../lists/paging.ts";
import { adminRoute } from "../route.ts";
import { usersFilters, usersWanted } from "./wanted.ts";

const COLUMNS: Columns<UserExported> = {
  id: ({ id }) => id,
  userName: ({ userName }) => userName,
  displayName: ({ displayName }) => displayName,
  givenName: ({ givenName }) => givenName,
  familyName: ({ familyName }) => familyName,
  email: ({ email }) => email,
  status: ({ status }) => status,
  source: ({ scimManaged }) => (scimManaged ? "SCIM-managed" : "by hand"),
  title: ({ title }) => title,
  department: ({ department }) => department,
  externalId: ({ externalId }) => externalId,
  groups: ({ groups }) => groups,
  created: ({ createdAt }) => createdAt.toISOString(),
  changed: ({ updatedAt }) => updatedAt.toISOString(),
};

/** GET /users/export: all users wanted, as CSV. */
export const exportUsersRoute = adminRoute({
  method: "GET",
  path: "/users/export",
  access: "viewer",
  summary: "All users that are wanted, as a CSV file; one export of an organization at a time.",
  query: z.object({ ...usersFilters, ...shownByLink, sort: z.enum(USER_SORTS).default("name"), order }),
  status: 200,
  refusals: [429],
  handle: async (call) => {
    const { query, orgId } = call;
    await sendCsv(call, "users", COLUMNS, (sql) => allUsers(sql, orgId, usersWanted(query), query.sort, query.order));
  },
});
