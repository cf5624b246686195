import { z } from "zod";
import { refreshToken } from "../../connections/refresh.ts";
import { adminRoute } from "../route.ts";
import { CHANGES_SCIM, tokenOnce } from "./access.ts";

/** POST /scim/token/refresh: a new token in place of the one it names, which dies at once. */
export const refreshTokenRoute = adminRoute({
  method: "POST",
  path: "/scim/token/refresh",
  access: CHANGES_SCIM,
  summary: "Replaces the SCIM token. The one it names is refused from then on.",
  body: z.object({
    replaces: z.uuid().describe("The id of the token that is shown, so that it is never refreshed twice."),
  }),
  status: 201,
  answer: z.object({ token: tokenOnce }),
  refusals: [409],
  handle: async ({ sql, orgId, actor, body: { replaces } }) => ({
    token: await refreshToken(sql, orgId, replaces, actor),
  }),
});
