import { z } from "zod";
import { findAccount } from "../../accounts/account.ts";
import { MAX_PASSWORD } from "../../accounts/password.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";

/** POST /me/confirm: the password again, for what needs a recent sign-in. */
export const confirm = adminRoute({
  method: "POST",
  path: "/me/confirm",
  access: "signed in",
  summary: "Proves again who is signed in.",
  body: z.object({ password: z.string().max(MAX_PASSWORD) }),
  status: 204,
  throttled: true,
  handle: async ({ sql, auth, by, body }) => {
    const account = await findAccount(sql, by.email);
    const { password } = await (await auth()).$context;
    if (!account?.passwordHash || !(await password.verify({ hash: account.passwordHash, password: body.password }))) {
      throw new Refused(403, "wrong password", "That is not your password.");
    }
    await sql`update sessions set "confirmedAt" = now() where id = ${by.sessionId}`;
  },
});
