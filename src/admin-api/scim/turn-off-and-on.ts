import { z } from "zod";
import { turnOff, turnOn } from "../../connections/on-and-off.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { CHANGES_SCIM, tokenOnce } from "./access.ts";

/** POST /scim/off: the token is revoked at once; people and groups stay. */
export const turnScimOff = adminRoute({
  method: "POST",
  path: "/scim/off",
  access: CHANGES_SCIM,
  summary: "Turns SCIM off. The token is revoked; people and groups stay.",
  status: 204,
  refusals: [409],
  handle: async ({ sql, orgId, actor }) => {
    await turnOff(sql, orgId, actor);
  },
});

/** POST /scim/on: with a new token. */
export const turnScimOn = adminRoute({
  method: "POST",
  path: "/scim/on",
  access: CHANGES_SCIM,
  summary: "Turns SCIM on again, with a new token.",
  status: 201,
  answer: z.object({ token: tokenOnce }),
  refusals: [409],
  handle: async ({ sql, orgId, actor }) => {
    const token = await turnOn(sql, orgId, actor);
    if (token === undefined) throw new Refused(409, "refreshed meanwhile", "SCIM is on already. Nothing was changed.");
    return { token };
  },
});
