/** A group as lists answer it. */

import { z } from "zod";
import { ROLES, type Role } from "../../accounts/roles.ts";
import type { GroupListed } from "../../directory/lists/page-of-groups.ts";
import { total } from "../lists/paging.ts";

export const listedGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    scimManaged: z.boolean(),
    members: total.describe("Users and groups that are direct members."),
    role: z.enum(ROLES).nullable().describe("The role that its members have by it."),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "ListedGroup" });

/** What a list shows of it. */
export function presentGroup(group: GroupListed): z.output<typeof listedGroup> {
  const { id, name, scimManaged, members, role, createdAt, updatedAt } = group;
  const [created, updated] = [createdAt.toISOString(), updatedAt.toISOString()];
  return { id, name, scimManaged, members, role: role as Role | null, createdAt: created, updatedAt: updated };
}
