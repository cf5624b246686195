import { z } from "zod";
import { organizationAdmins, personsOf } from "../../accounts/person.ts";
import { ROLES } from "../../accounts/roles.ts";
import { adminRoute } from "../route.ts";

const organization = z.object({ id: z.string(), name: z.string(), shortName: z.string() });

/** GET /me: who is signed in, where, and as what. */
export const readMe = adminRoute({
  method: "GET",
  path: "/me",
  access: "signed in",
  summary: "Who is signed in.",
  status: 200,
  answer: z
    .object({
      userId: z.string(),
      name: z.string(),
      email: z.string(),
      role: z.enum(ROLES).nullable(),
      organization,
      organizationAdmins: z.array(z.string()).describe("The names of whom to ask for what one may not do oneself."),
      organizations: z.array(organization).describe("Those that this account may switch to, this one among them."),
    })
    .meta({ id: "Me" }),
  handle: async ({ sql, by: { person, email, accountId } }) => {
    const [all, admins] = await Promise.all([
      personsOf(sql, accountId),
      organizationAdmins(sql, person.organization.id),
    ]);
    const { userId, name, role, organization } = person;
    return {
      userId,
      name,
      email,
      role,
      organization,
      organizationAdmins: admins,
      organizations: all.map((one) => one.organization),
    };
  },
});
