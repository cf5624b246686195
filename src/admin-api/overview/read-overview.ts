import { z } from "zod";
import { organizationAdmins } from "../../accounts/person.ts";
import { adminRoute } from "../route.ts";
import { standing, standingOf } from "../scim/standing.ts";
import { nextStep, nextSteps } from "./next-steps.ts";

const DAY_MS = 24 * 60 * 60_000;

/** GET /overview: the start page. */
export const readOverviewRoute = adminRoute({
  method: "GET",
  path: "/overview",
  access: "viewer",
  summary: "How the organization's provisioning stands, what was refused of late and what to do next.",
  status: 200,
  answer: z
    .object({ ...standing, next: z.array(nextStep).describe("What to do next, the most urgent first.") })
    .meta({ id: "Overview" }),
  refusals: [429],
  handle: async (call) => {
    const { sql, orgId } = call;
    const [{ standing, connection, token }, admins] = await Promise.all([
      standingOf(call),
      organizationAdmins(sql, orgId),
    ]);
    const { lastRequestAt, refused, refusals } = standing;
    const since = Date.now() - DAY_MS;
    const next = nextSteps({
      connection,
      token,
      lastRequestAt: lastRequestAt === null ? undefined : new Date(lastRequestAt),
      refused,
      organizationAdmins: admins.length,
    });
    return { ...standing, refusals: refusals.filter(({ at }) => Date.parse(at) > since), next };
  },
});
