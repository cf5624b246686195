import { z } from "zod";
import { pageOfGroups } from "../../directory/lists/page-of-groups.ts";
import { pageOfUsers } from "../../directory/lists/page-of-users.ts";
import { answerPage, pageOf, paging, positionOf } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { listedUser, presentUser } from "../users/listed.ts";
import { search } from "../users/wanted.ts";
import { listedGroup, presentGroup } from "./listed.ts";
import { groupThere, oneGroup } from "./read-group.ts";

const USERS = "members of a group";
const GROUPS = "groups of a group";
const query = z.object({ search, ...paging });

/** GET /groups/{id}/members: the users among its members, by name. */
export const groupMembersRoute = adminRoute({
  method: "GET",
  path: "/groups/:id/members",
  access: "viewer",
  summary: "A page of the users that are direct members of a group, by name.",
  params: oneGroup,
  query,
  status: 200,
  answer: pageOf(listedUser),
  refusals: [404, 429],
  handle: async (call) => {
    const { orgId, params, query } = call;
    const page = { order: "ascending" as const, position: positionOf(USERS, query.cursor), limit: query.limit };
    const read = await reading(call, async (sql) => {
      const group = await groupThere(sql, orgId, params.id);
      return await pageOfUsers(sql, orgId, { group, search: query.search || undefined }, "name", page);
    });
    return answerPage(USERS, read, presentUser);
  },
});

/** GET /groups/{id}/groups: the groups among its members, by name. */
export const groupGroupsRoute = adminRoute({
  method: "GET",
  path: "/groups/:id/groups",
  access: "viewer",
  summary: "A page of the groups that are direct members of a group, by name.",
  params: oneGroup,
  query,
  status: 200,
  answer: pageOf(listedGroup),
  refusals: [404, 429],
  handle: async (call) => {
    const { orgId, params, query } = call;
    const page = { order: "ascending" as const, position: positionOf(GROUPS, query.cursor), limit: query.limit };
    const read = await reading(call, async (sql) => {
      const within = await groupThere(sql, orgId, params.id);
      return await pageOfGroups(sql, orgId, { within, search: query.search || undefined }, "name", page);
    });
    return answerPage(GROUPS, read, presentGroup);
  },
});
