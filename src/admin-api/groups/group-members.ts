import { z } from "zod";
import { type GroupId, readId } from "../../db/ids.ts";
import { readGroupInFull } from "../../directory/lists/group-in-full.ts";
import { pageOfGroups } from "../../directory/lists/page-of-groups.ts";
import { pageOfUsers } from "../../directory/lists/page-of-users.ts";
import { answerPage, pageOf, paging, positionOf } from "../lists/paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { listedUser, presentUser } from "../users/listed.ts";
import { search } from "../users/wanted.ts";
import { listedGroup, presentGroup } from "./listed.ts";
import { noGroup, oneGroup } from "./read-group.ts";

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
    const { orgId, query } = call;
    const group = await readGroupInFull(call.sql, orgId, readId<GroupId>(call.params.id));
    if (!group) throw noGroup();
    const page = { order: "ascending" as const, position: positionOf(USERS, query.cursor), limit: query.limit };
    const wanted = { group: group.id, search: query.search || undefined };
    return answerPage(USERS, await reading(call, (sql) => pageOfUsers(sql, orgId, wanted, "name", page)), presentUser);
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
    const { orgId, query } = call;
    const group = await readGroupInFull(call.sql, orgId, readId<GroupId>(call.params.id));
    if (!group) throw noGroup();
    const page = { order: "ascending" as const, position: positionOf(GROUPS, query.cursor), limit: query.limit };
    const wanted = { within: group.id, search: query.search || undefined };
    return answerPage(
      GROUPS,
      await reading(call, (sql) => pageOfGroups(sql, orgId, wanted, "name", page)),
      presentGroup,
    );
  },
});
