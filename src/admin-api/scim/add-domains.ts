import { z } from "zod";
import { addDomains } from "../../connections/add-domains.ts";
import { adminRoute } from "../route.ts";
import { CHANGES_SCIM, tokenOnce } from "./access.ts";

/** POST /scim/domains: email domains more, all or none. The first of an organization enables SCIM. */
export const addDomainsRoute = adminRoute({
  method: "POST",
  path: "/scim/domains",
  access: CHANGES_SCIM,
  summary: "Adds email domains; the first enables SCIM and gives the token, this once.",
  body: z.object({
    domains: z.array(z.string().max(300)).min(1).max(200),
    sendEmailInvites: z.boolean().optional(),
  }),
  status: 201,
  answer: z.object({ token: tokenOnce.nullable() }),
  refusals: [422],
  handle: async ({ sql, orgId, actor, body }) => {
    const { token } = await addDomains(sql, orgId, body.domains, actor, body.sendEmailInvites);
    return { token: token ?? null };
  },
});
