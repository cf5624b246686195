import { z } from "zod";
import { listDomains } from "../../domains/domains.ts";
import { adminRoute } from "../route.ts";
import { isHostPublic } from "./reachable.ts";
import { standing, standingOf } from "./standing.ts";

const provisioning = z
  .object({
    ...standing,
    tenantUrl: z.url(),
    reachable: z
      .enum(["public", "local", "not https"])
      .describe("Whether an identity provider can reach that address."),
    sendEmailInvites: z.boolean(),
    domains: z.array(z.object({ domain: z.string(), addedAt: z.iso.datetime() })),
  })
  .meta({ id: "Provisioning" });

/** GET /scim: all that the page SCIM Users Provisioning shows. */
export const readProvisioning = adminRoute({
  method: "GET",
  path: "/scim",
  access: "viewer",
  summary: "The state of SCIM users provisioning.",
  status: 200,
  answer: provisioning,
  refusals: [429],
  handle: async (call) => {
    const { sql, orgId, origin } = call;
    const [{ standing, connection }, domains] = await Promise.all([standingOf(call), listDomains(sql, orgId)]);
    return {
      ...standing,
      tenantUrl: `${origin}/scim/v2`,
      reachable: isHostPublic(origin),
      sendEmailInvites: connection?.sendEmailInvites ?? true,
      domains: domains.map(({ domain, createdAt }) => ({ domain, addedAt: createdAt.toISOString() })),
    };
  },
});
