import { z } from "zod";
import { removeDomain } from "../../connections/remove-domain.ts";
import { oneLine } from "../one-line.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { CHANGES_SCIM } from "./access.ts";

/** DELETE /scim/domains/{domain} */
export const removeDomainRoute = adminRoute({
  method: "DELETE",
  path: "/scim/domains/:domain",
  access: CHANGES_SCIM,
  summary: "Removes an email domain. Who carries it stays; nobody can be created or moved there.",
  params: z.object({ domain: oneLine }),
  status: 204,
  refusals: [404],
  handle: async ({ sql, orgId, actor, params: { domain } }) => {
    const removed = await removeDomain(sql, orgId, domain, actor);
    if (removed === undefined) throw new Refused(404, "not found", `${domain} is not in your list.`);
  },
});
