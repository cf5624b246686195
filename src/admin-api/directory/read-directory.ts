import { z } from "zod";
import { mostOf } from "../../activity/identity-provider.ts";
import { sampleOf } from "../../activity/list-requests.ts";
import { sizesOfDirectory } from "../../directory/count-directory.ts";
import { listDomains } from "../../domains/domains.ts";
import { sharedReading } from "../reading.ts";
import { adminRoute } from "../route.ts";

const count = z.int().nonnegative();

/** GET /directory: its sizes, and what its lists can be filtered by. */
export const readDirectoryRoute = adminRoute({
  method: "GET",
  path: "/directory",
  access: "viewer",
  summary: "How many users, groups and deleted users the organization has.",
  status: 200,
  answer: z
    .object({
      users: count,
      byHand: count.describe("Of the users, those that no identity provider manages."),
      withoutAccess: count.describe("Of the users, those that are suspended or blocked."),
      groups: count,
      deletedUsers: count,
      provider: z.string().nullable().describe("Which identity provider most requests are from."),
      domains: z.array(z.string()).describe("The organization's email domains."),
    })
    .meta({ id: "Directory" }),
  refusals: [429],
  handle: async (call) => {
    const { sql, orgId } = call;
    const [sizes, sample, domains] = await Promise.all([
      sharedReading(call, "sizes of the directory", (on) => sizesOfDirectory(on, orgId)),
      sampleOf(sql, orgId),
      listDomains(sql, orgId),
    ]);
    return { ...sizes, provider: mostOf(sample) ?? null, domains: domains.map(({ domain }) => domain) };
  },
});
