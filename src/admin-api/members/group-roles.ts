import { z } from "zod";
import { groupsToBe, listMappedGroups, mapGroup, unmapGroup } from "../../accounts/group-role.ts";
import { ROLES } from "../../accounts/roles.ts";
import type { GroupId } from "../../db/ids.ts";
import { oneLine } from "../one-line.ts";
import { reading } from "../reading.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { CHANGES_ROLES, refusalOfRole } from "./access.ts";

const params = z.object({ id: z.uuid() });

/** GET /members/groups: the groups that give a role. */
export const readMappedGroups = adminRoute({
  method: "GET",
  path: "/members/groups",
  access: "viewer",
  summary: "The groups whose direct members have a role by them.",
  status: 200,
  answer: z.object({
    groups: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES), people: z.number() })),
  }),
  handle: async (call) => ({ groups: await reading(call, (sql) => listMappedGroups(sql, call.orgId)) }),
});

/** GET /members/groups/to-be: which group to let give a role. */
export const readGroupsToBe = adminRoute({
  method: "GET",
  path: "/members/groups/to-be",
  access: "organization_admin",
  summary: "Groups whose name begins with a text: the first ten, by name.",
  query: z.object({ search: oneLine.min(1).max(200) }),
  status: 200,
  answer: z.object({ groups: z.array(z.object({ id: z.string(), name: z.string() })) }),
  handle: async (call) => ({
    groups: await reading(call, (sql) => groupsToBe(sql, call.orgId, call.query.search, 10)),
  }),
});

/** PUT /groups/:id/role: lets a group give a role. */
export const mapGroupRoute = adminRoute({
  method: "PUT",
  path: "/groups/:id/role",
  access: CHANGES_ROLES,
  summary: "Lets a group give its direct members a role, in place of the one it gave.",
  params,
  body: z.object({
    role: z.enum(ROLES),
    isWarned: z
      .boolean()
      .default(false)
      .describe(
        "For organization_admin: knows that whoever may change the group, the identity provider too, can make such.",
      ),
  }),
  status: 204,
  refusals: [404, 409],
  handle: async ({ sql, orgId, actor, params, body }) => {
    if (body.role === "organization_admin" && !body.isWarned) {
      throw new Refused(
        409,
        "refused",
        "Whoever can change this group, your identity provider too, could make themselves Organization Admin. Tick that you know.",
      );
    }
    await mapGroup(sql, { orgId, actor }, params.id as GroupId, body.role).catch(refusalOfRole);
  },
});

/** DELETE /groups/:id/role: lets a group give no role any more. */
export const unmapGroupRoute = adminRoute({
  method: "DELETE",
  path: "/groups/:id/role",
  access: CHANGES_ROLES,
  summary: "Lets a group give no role any more.",
  params,
  status: 204,
  refusals: [409],
  handle: async ({ sql, orgId, actor, params }) => {
    await unmapGroup(sql, { orgId, actor }, params.id as GroupId).catch(refusalOfRole);
  },
});
