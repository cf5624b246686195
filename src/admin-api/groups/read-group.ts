import { z } from "zod";
import type { Queryable } from "../../db/connect.ts";
import { type GroupId, type OrgId, readId } from "../../db/ids.ts";
import { isGroupThere, readGroupInFull } from "../../directory/lists/group-in-full.ts";
import { reading } from "../reading.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { listedGroup, presentGroup } from "./listed.ts";

export const oneGroup = z.object({ id: z.string() });

const answer = listedGroup
  .extend({
    version: z.int(),
    resource: z.record(z.string(), z.unknown()).describe("The attributes as they are stored, without members."),
    memberGroups: z.int().nonnegative().describe("How many of the members are groups."),
  })
  .meta({ id: "Group" });

/** GET /groups/{id} */
export const readGroupRoute = adminRoute({
  method: "GET",
  path: "/groups/:id",
  access: "viewer",
  summary: "A group with all attributes but its members.",
  params: oneGroup,
  status: 200,
  answer,
  refusals: [404, 429],
  handle: async (call) => {
    const { orgId, params } = call;
    const group = await reading(call, (sql) => readGroupInFull(sql, orgId, readId<GroupId>(params.id)));
    if (!group) throw noGroup();
    const { version, memberGroups, resource } = group;
    return { ...presentGroup(group), version, memberGroups, resource };
  },
});

/** The id that `text` is, of a group there is. @throws Refused 404 */
export async function groupThere(sql: Queryable, orgId: OrgId, text: string): Promise<GroupId> {
  const id = readId<GroupId>(text);
  if (id === null || !(await isGroupThere(sql, orgId, id))) throw noGroup();
  return id;
}

/** The refusal where there is no such group in the organization. */
export function noGroup(): Refused {
  return new Refused(404, "not found", "There is no such group. It may have been deleted.");
}
