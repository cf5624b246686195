import { z } from "zod";
import { type GroupId, readId } from "../../db/ids.ts";
import { readGroupInFull } from "../../directory/lists/group-in-full.ts";
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
  refusals: [404],
  handle: async ({ sql, orgId, params }) => {
    const group = await readGroupInFull(sql, orgId, readId<GroupId>(params.id));
    if (!group) throw noGroup();
    const { version, memberGroups, resource } = group;
    return { ...presentGroup(group), version, memberGroups, resource };
  },
});

/** The refusal where there is no such group in the organization. */
export function noGroup(): Refused {
  return new Refused(404, "not found", "There is no such group. It may have been deleted.");
}
