import { z } from "zod";
import { changeSendEmailInvites } from "../../connections/invites-toggle.ts";
import { adminRoute } from "../route.ts";
import { CHANGES_SCIM } from "./access.ts";

/** PUT /scim/send-email-invites: the toggle. */
export const sendEmailInvites = adminRoute({
  method: "PUT",
  path: "/scim/send-email-invites",
  access: CHANGES_SCIM,
  summary: "Whether people get an email invite when their account is created.",
  body: z.object({ on: z.boolean() }),
  status: 204,
  refusals: [409],
  handle: ({ sql, orgId, actor, body: { on } }) => changeSendEmailInvites(sql, orgId, on, actor),
});
