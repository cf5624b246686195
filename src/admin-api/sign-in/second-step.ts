import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { recordFailedSignIn } from "../../accounts/account-changes.ts";
import { takeCode } from "../../accounts/second-step.ts";
import { signedValue } from "../../accounts/session.ts";
import { NO_ACCESS, type SignIn } from "../../accounts/sign-in.ts";
import type { Sql } from "../../db/connect.ts";
import { Refused } from "../refused.ts";
import { openRoute } from "../route.ts";
import { headersOf } from "../signed-in.ts";
import { refusalOf, withCookies } from "./ask-auth.ts";
import { signedInNow } from "./signed-in-now.ts";
import { noAccess } from "./with-password.ts";

/** POST /auth/second-step: the code after the password, of the authenticator app or one of the recovery codes. */
export const takeSecondStep = openRoute({
  method: "POST",
  path: "/auth/second-step",
  summary: "Takes the second step of a sign-in.",
  body: z.object({
    code: z.string().max(40).describe("Six digits of the authenticator app, or a recovery code, which is used up."),
  }),
  status: 204,
  refusals: [401, 403, 429],
  handle: async (call) => {
    const { sql, auth, request, reply } = call;
    const signIn = await auth();
    const code = call.body.code.replace(/\s/g, "");
    const isApps = /^\d{6}$/.test(code);
    const challenge = await challengeOf(request, signIn, sql);
    if (!challenge) throw startAgain();
    if (isApps && !(await takeCode(sql, challenge.accountId, code))) throw refusalFor("INVALID_CODE");
    const asked = { body: { code }, headers: challenge.headers, returnHeaders: true } as const;
    try {
      const answer = await withCookies(
        reply,
        isApps ? signIn.api.verifyTOTP(asked) : signIn.api.verifyBackupCode(asked),
      );
      const secondStep = isApps ? "an authenticator app" : "a recovery code";
      await signedInNow(call, undefined, String(answer.token), { with: "a password", secondStep });
    } catch (error) {
      const refused = refusalOf(error);
      if (!refused) throw error;
      if (refused.code === NO_ACCESS) throw noAccess();
      // Of a try that was not let to be one, nothing is known.
      if (WRONG.has(refused.code)) {
        await recordFailedSignIn(sql, challenge.accountId, request.ip, { why: "wrong code" });
      }
      request.log.info({ address: request.ip, isKnown: true }, "The second step of a sign-in failed.");
      throw refusalFor(refused.code);
    }
  },
});

const WRONG: ReadonlySet<string> = new Set(["INVALID_CODE", "INVALID_BACKUP_CODE"]);

function refusalFor(code: string): Refused {
  if (WRONG.has(code)) return new Refused(401, "wrong code", "This code is not right, or was used already.");
  switch (code) {
    case "ACCOUNT_TEMPORARILY_LOCKED":
      return new Refused(429, "slow down", "Too many codes were wrong. Wait 15 minutes, then try again.", {}, 15 * 60);
    default:
      return startAgain();
  }
}

function startAgain(): Refused {
  return new Refused(401, "expired", "This sign-in took too long, or too many codes were wrong. Start again.");
}

/** Who is between the two steps; what else the browser holds, a session of somebody's, does not count here. */
async function challengeOf(request: FastifyRequest, signIn: SignIn, sql: Sql) {
  const context = await signIn.$context;
  const { name } = context.createAuthCookie("two_factor");
  const header = request.headers.cookie ?? "";
  const identifier = signedValue({ name, secret: context.secret }, header);
  if (identifier === undefined) return undefined;
  const [found] = await sql<{ accountId: string }[]>`
    select value as "accountId" from verifications where identifier = ${identifier} and "expiresAt" > now()`;
  if (!found) return undefined;
  const headers = headersOf(request);
  headers.set(
    "cookie",
    header
      .split("; ")
      .filter((one) => one.startsWith(`${name}=`))
      .join("; "),
  );
  return { ...found, headers };
}
