import { z } from "zod";
import { grantRole, withdrawRole } from "../../accounts/grant-role.ts";
import { ROLES } from "../../accounts/roles.ts";
import type { UserId } from "../../db/ids.ts";
import { adminRoute, type Call } from "../route.ts";
import { CHANGES_ROLES, refusalOfRole } from "./access.ts";

const params = z.object({ userId: z.uuid() });

/** PUT /members/:userId/role: grants a role, or changes the one that was granted. */
export const grantRoleRoute = adminRoute({
  method: "PUT",
  path: "/members/:userId/role",
  access: CHANGES_ROLES,
  summary: "Grants a user a role, in place of the one granted before.",
  params,
  body: z.object({ role: z.enum(ROLES) }),
  status: 204,
  refusals: [404, 409],
  handle: async (call) => {
    const { sql, params, body } = call;
    await grantRole(sql, grantingOf(call), params.userId as UserId, body.role).catch(refusalOfRole);
  },
});

/** DELETE /members/:userId/role: withdraws the role that was granted. */
export const withdrawRoleRoute = adminRoute({
  method: "DELETE",
  path: "/members/:userId/role",
  access: CHANGES_ROLES,
  summary: "Withdraws the role that was granted; one through a group stays.",
  params,
  status: 204,
  refusals: [404, 409],
  handle: async (call) => {
    await withdrawRole(call.sql, grantingOf(call), call.params.userId as UserId).catch(refusalOfRole);
  },
});

function grantingOf({ orgId, actor, by }: Call) {
  const own = by.person.role;
  if (own === null) throw new Error("whoever has no role is refused before");
  return { orgId, actor, own };
}
