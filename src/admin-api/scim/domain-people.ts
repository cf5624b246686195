import { z } from "zod";
import { usersByDomain } from "../../directory/count-directory.ts";
import { listDomains } from "../../domains/domains.ts";
import { sharedReading } from "../reading.ts";
import { adminRoute } from "../route.ts";

/** GET /scim/domains/people: how many people carry each domain. Apart from the page, since it reads all of them. */
export const readDomainPeople = adminRoute({
  method: "GET",
  path: "/scim/domains/people",
  access: "viewer",
  summary: "How many people have a userName in each of the organization's domains.",
  status: 200,
  answer: z.array(z.object({ domain: z.string(), people: z.int().nonnegative() })),
  refusals: [429],
  handle: async (call) => {
    const { sql, orgId } = call;
    const [domains, users] = await Promise.all([
      listDomains(sql, orgId),
      sharedReading(call, "people of domains", (read) => usersByDomain(read, orgId)),
    ]);
    return domains.map(({ domain }) => ({ domain, people: users.get(domain) ?? 0 }));
  },
});
