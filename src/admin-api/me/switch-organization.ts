import { z } from "zod";
import { recordOfPerson } from "../../accounts/account-changes.ts";
import { personIn } from "../../accounts/person.ts";
import type { OrgId } from "../../db/ids.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";

/** PUT /me/organization: which of the account's organizations the session sees. */
export const switchOrganization = adminRoute({
  method: "PUT",
  path: "/me/organization",
  access: "signed in",
  summary: "Switches to another organization of this account.",
  body: z.object({ organizationId: z.uuid() }),
  status: 204,
  refusals: [404],
  handle: async ({ sql, by, request, body: { organizationId } }) => {
    const person = await personIn(sql, by.accountId, organizationId as OrgId);
    if (!person) throw new Refused(404, "not found", "There is no such organization among yours.");
    if (person.organization.id === by.person.organization.id) return;
    await sql.begin(async (tx) => {
      await tx`update sessions set "orgId" = ${organizationId} where id = ${by.sessionId}::uuid`;
      await recordOfPerson(tx, person, request.ip, { resourceType: "session", op: "switch" });
    });
  },
});
