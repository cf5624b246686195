import { z } from "zod";
import { readSetupLink } from "../../accounts/setup-links.ts";
import { openRoute } from "../route.ts";
import { uselessLink } from "./useless-link.ts";

/** POST /set-up/look: what a set-up link is for. Posted, so that its secret is in no address. */
export const lookAtSetupLink = openRoute({
  method: "POST",
  path: "/set-up/look",
  summary: "What a set-up link is for.",
  body: z.object({ secret: z.string().max(200) }),
  status: 200,
  answer: z.object({
    organization: z.string().nullable().describe("Null: the link creates one."),
    email: z.string().nullable(),
  }),
  refusals: [410],
  throttled: true,
  handle: async ({ sql, body }) => {
    const link = await readSetupLink(sql, body.secret);
    if (typeof link === "string") throw uselessLink(link);
    return { organization: link.organization?.name ?? null, email: link.email };
  },
});
