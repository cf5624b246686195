import { z } from "zod";
import { findAccount } from "../../accounts/account.ts";
import { recordFailedSignIn } from "../../accounts/account-changes.ts";
import { MAX_PASSWORD } from "../../accounts/password.ts";
import { endSession } from "../../accounts/session.ts";
import { NO_ACCESS } from "../../accounts/sign-in.ts";
import { oneLine } from "../one-line.ts";
import { Refused } from "../refused.ts";
import { openRoute } from "../route.ts";
import { headersOf, sessionOf } from "../signed-in.ts";
import { refusalOf, withCookies } from "./ask-auth.ts";
import { signedInNow } from "./signed-in-now.ts";
import { throttled } from "./throttle.ts";

/** POST /auth/sign-in/email: the first step, and the only one where the account has no second. */
export const signInWithPassword = openRoute({
  method: "POST",
  path: "/auth/sign-in/email",
  summary: "Signs in with a password.",
  body: z.object({ email: oneLine.max(254), password: z.string().max(MAX_PASSWORD) }),
  status: 200,
  answer: z.object({ secondStep: z.boolean().describe("Whether a code is asked for, before anybody is signed in.") }),
  refusals: [401, 403, 429],
  handle: async (call) => {
    const { sql, auth, request, reply, body } = call;
    const signIn = await auth();
    const before = await sessionOf(request, signIn, sql);
    const answer = await throttled(sql, request, body.email, async () => {
      try {
        return await withCookies(
          reply,
          signIn.api.signInEmail({ body, headers: headersOf(request), returnHeaders: true }),
        );
      } catch (error) {
        const refused = refusalOf(error);
        if (!refused) throw error;
        // The password was right: whoever knows it may hear that it is of no use.
        return refused.code === NO_ACCESS ? NO_ACCESS : undefined;
      }
    });
    if (answer === NO_ACCESS) throw noAccess();
    if (!answer) {
      const account = await findAccount(sql, body.email);
      if (account) await recordFailedSignIn(sql, account.id, request.ip, { why: "wrong password" });
      request.log.info({ address: request.ip, isKnown: account !== undefined }, "A sign-in failed.");
      throw new Refused(401, "not signed in", "Email or password is not right.");
    }
    if ("twoFactorRedirect" in answer) {
      // Its cookie is gone from the browser by now.
      if (before) await endSession(sql, before.accountId, before.id);
      return { secondStep: true };
    }
    await signedInNow(call, before, answer.token, { with: "a password" });
    return { secondStep: false };
  },
});

/** The refusal of whoever is an active user nowhere. */
export function noAccess(): Refused {
  return new Refused(403, "not allowed", "Your access has ended. Ask an admin of your organization.");
}
