import { z } from "zod";
import { ROLES } from "../../accounts/roles.ts";
import { signInOfUser } from "../../accounts/sign-in-of-user.ts";
import type { Queryable } from "../../db/connect.ts";
import { type OrgId, readId, type UserId } from "../../db/ids.ts";
import { isUserThere, readUserInFull } from "../../directory/lists/user-in-full.ts";
import { STATUSES } from "../../directory/lists/users-wanted.ts";
import { reading } from "../reading.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";

export const oneUser = z.object({ id: z.string() });

const answer = z
  .object({
    id: z.string(),
    userName: z.string(),
    name: z.string(),
    status: z.enum(STATUSES),
    scimManaged: z.boolean(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    blockedAt: z.iso.datetime().nullable().describe("Since when it is suspended in the console."),
    resource: z.record(z.string(), z.unknown()).describe("The attributes as they are stored, by their SCIM names."),
    manager: z.object({ id: z.string(), name: z.string() }).nullable(),
    groups: z.int().nonnegative().describe("Of how many groups it is a direct member."),
    signIn: z.object({
      email: z.string().nullable().describe("Of the account; null where there is none."),
      role: z.enum(ROLES).nullable(),
      roleByGroup: z.string().nullable().describe("The name of the group that gives the role."),
    }),
  })
  .meta({ id: "User" });

/** GET /users/{id} */
export const readUserRoute = adminRoute({
  method: "GET",
  path: "/users/:id",
  access: "viewer",
  summary: "A user with all attributes.",
  params: oneUser,
  status: 200,
  answer,
  refusals: [404, 429],
  handle: async (call) => {
    const { sql, orgId, params } = call;
    const user = await reading(call, (sql) => readUserInFull(sql, orgId, readId<UserId>(params.id)));
    if (!user) throw noUser();
    const { createdAt, updatedAt, blockedAt, resource, ...rest } = user;
    return {
      ...rest,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      blockedAt: blockedAt?.toISOString() ?? null,
      resource,
      signIn: await signInOfUser(sql, orgId, user.id),
    };
  },
});

/** The id that `text` is, of a user there is. @throws Refused 404 */
export async function userThere(sql: Queryable, orgId: OrgId, text: string): Promise<UserId> {
  const id = readId<UserId>(text);
  if (id === null || !(await isUserThere(sql, orgId, id))) throw noUser();
  return id;
}

/** The refusal where there is no such user in the organization. */
export function noUser(): Refused {
  return new Refused(404, "not found", "There is no such user. It may have been deleted.");
}
