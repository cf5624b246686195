import { z } from "zod";
import { findAccount } from "../../accounts/account.ts";
import { recordFailedSignIn, recordOfAccount } from "../../accounts/account-changes.ts";
import { MAX_PASSWORD, refusalOfPassword } from "../../accounts/password.ts";
import { endOtherSessions } from "../../accounts/session.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { throttled } from "../sign-in/throttle.ts";

/** PUT /me/password: another password, by whoever knows the one there is. All other sessions end. */
export const changePassword = adminRoute({
  method: "PUT",
  path: "/me/password",
  access: "signed in",
  summary: "Changes the person's password, and ends all of their other sessions.",
  body: z.object({ current: z.string().max(MAX_PASSWORD), password: z.string().max(MAX_PASSWORD) }),
  status: 200,
  answer: z.object({ sessionsEnded: z.number() }),
  refusals: [429],
  handle: async ({ sql, auth, by, body, request }) => {
    const { password: hashing } = await (await auth()).$context;
    const account = await throttled(sql, request, by.email, async () => {
      const found = await findAccount(sql, by.email);
      const hash = found?.passwordHash;
      return hash && (await hashing.verify({ hash, password: body.current })) ? found : undefined;
    });
    if (!account) {
      await recordFailedSignIn(sql, by.accountId, request.ip, { why: "wrong password" });
      throw new Refused(403, "wrong password", "That is not your password.");
    }
    if (body.password === body.current) {
      throw new Refused(400, "weak password", "That is the password you have. Choose another.");
    }
    const refusal = await refusalOfPassword(body.password, [by.email, by.person.name]);
    if (refusal !== undefined) throw new Refused(400, "weak password", refusal);
    const passwordHash = await hashing.hash(body.password);
    const sessionsEnded = await sql.begin(async (tx) => {
      await tx`
        update credentials set password = ${passwordHash}, "updatedAt" = now()
        where "userId" = ${by.accountId}::uuid and "providerId" = 'credential'`;
      const ended = await endOtherSessions(tx, by.accountId, by.sessionId);
      await tx`update sessions set "confirmedAt" = now() where id = ${by.sessionId}::uuid`;
      await recordOfAccount(tx, by.accountId, request.ip, {
        resourceType: "account",
        op: "password",
        after: { sessionsEnded: ended },
      });
      return ended;
    });
    return { sessionsEnded };
  },
});
