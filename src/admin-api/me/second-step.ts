import { z } from "zod";
import {
  beginSecondStep,
  type Owner,
  renewRecoveryCodes,
  turnSecondStepOff,
  turnSecondStepOn,
} from "../../accounts/second-step.ts";
import { Refused } from "../refused.ts";
import { adminRoute, type Call } from "../route.ts";

const recoveryCodes = z
  .array(z.string())
  .describe("Each signs in once instead of a code. They are in this answer and nowhere else.");

/** POST /me/second-step: the secret for an authenticator app. */
export const beginSecondStepRoute = adminRoute({
  method: "POST",
  path: "/me/second-step",
  access: "signed in recently",
  summary: "Makes the secret for an authenticator app. A first code of it turns the second step on.",
  status: 201,
  answer: z.object({
    uri: z.string().describe("otpauth:, as a QR code holds it."),
    key: z.string().describe("The same secret, to be typed."),
  }),
  refusals: [409],
  handle: async (call) => {
    const begun = await beginSecondStep(call.sql, await keyOf(call), ownerOf(call));
    if (!begun) throw new Refused(409, "used", "Your sign-in has a second step already.");
    return begun;
  },
});

/** PUT /me/second-step: turns it on with a first code. */
export const turnSecondStepOnRoute = adminRoute({
  method: "PUT",
  path: "/me/second-step",
  access: "signed in recently",
  summary: "Turns the second step on, with a first code of the app.",
  body: z.object({ code: z.string().max(20) }),
  status: 200,
  answer: z.object({ recoveryCodes }),
  refusals: [409],
  throttled: true,
  handle: async (call) => {
    const code = call.body.code.replace(/\s/g, "");
    const codes = await turnSecondStepOn(call.sql, await keyOf(call), ownerOf(call), code);
    if (codes === "wrong code") throw new Refused(403, "wrong code", "This code is not right. Wait for the next one.");
    if (codes === "not begun") throw new Refused(409, "expired", "Begin again: this was done or left elsewhere.");
    return { recoveryCodes: [...codes] };
  },
});

/** DELETE /me/second-step: turns it off. */
export const turnSecondStepOffRoute = adminRoute({
  method: "DELETE",
  path: "/me/second-step",
  access: "signed in recently",
  summary: "Turns the second step off; its secret and recovery codes are deleted.",
  status: 204,
  handle: async (call) => {
    await turnSecondStepOff(call.sql, ownerOf(call));
  },
});

/** POST /me/second-step/recovery-codes: new ones. */
export const renewRecoveryCodesRoute = adminRoute({
  method: "POST",
  path: "/me/second-step/recovery-codes",
  access: "signed in recently",
  summary: "Makes new recovery codes; the old ones are of no use any more.",
  status: 201,
  answer: z.object({ recoveryCodes }),
  refusals: [409],
  handle: async (call) => {
    const codes = await renewRecoveryCodes(call.sql, await keyOf(call), ownerOf(call));
    if (!codes) throw new Refused(409, "expired", "Your sign-in has no second step.");
    return { recoveryCodes: [...codes] };
  },
});

function ownerOf({ by, request }: Call): Owner {
  return { accountId: by.accountId, email: by.email, address: request.ip };
}

async function keyOf({ auth }: Call) {
  return (await (await auth()).$context).secretConfig;
}
