/** A user as lists answer it. */

import { z } from "zod";
import type { UserListed } from "../../directory/lists/page-of-users.ts";
import { STATUSES } from "../../directory/lists/users-wanted.ts";

export const listedUser = z
  .object({
    id: z.string(),
    userName: z.string(),
    name: z.string().describe("The displayName, else what the name has, else the userName."),
    status: z.enum(STATUSES).describe("Suspended by the identity provider, or blocked in the console."),
    scimManaged: z.boolean(),
    department: z.string().nullable(),
    groups: z.int().nonnegative().describe("Of how many groups it is a direct member; 10,000 at most."),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "ListedUser" });

/** What a list shows of it. */
export function presentUser(user: UserListed): z.output<typeof listedUser> {
  const { id, userName, name, status, scimManaged, department, groups, createdAt, updatedAt } = user;
  const [created, updated] = [createdAt.toISOString(), updatedAt.toISOString()];
  return { id, userName, name, status, scimManaged, department, groups, createdAt: created, updatedAt: updated };
}
