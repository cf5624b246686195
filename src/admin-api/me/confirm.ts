import { z } from "zod";
import { findAccount } from "../../accounts/account.ts";
import { recordFailedSignIn, recordOfPerson } from "../../accounts/account-changes.ts";
import { MAX_PASSWORD } from "../../accounts/password.ts";
import { Refused } from "../refused.ts";
import { adminRoute, type Call } from "../route.ts";
import { throttled } from "../sign-in/throttle.ts";
import { assertion, verified } from "../sign-in/with-passkey.ts";

/** POST /me/confirm: the password again, for what needs a recent sign-in. */
export const confirm = adminRoute({
  method: "POST",
  path: "/me/confirm",
  access: "signed in",
  summary: "Proves again who is signed in.",
  body: z.object({ password: z.string().max(MAX_PASSWORD) }),
  status: 204,
  refusals: [429],
  handle: async (call) => {
    const { sql, auth, by, body, request } = call;
    const { password } = await (await auth()).$context;
    const isTheirs = await throttled(sql, request, by.email, async () => {
      const hash = (await findAccount(sql, by.email))?.passwordHash;
      return hash && (await password.verify({ hash, password: body.password })) ? true : undefined;
    });
    if (!isTheirs) {
      await recordFailedSignIn(sql, by.accountId, request.ip, { why: "wrong password" });
      throw new Refused(403, "wrong password", "That is not your password.");
    }
    await confirmed(call, "a password");
  },
});

/** POST /me/confirm/passkey: the same, by a passkey. */
export const confirmByPasskey = adminRoute({
  method: "POST",
  path: "/me/confirm/passkey",
  access: "signed in",
  summary: "Proves again who is signed in, by a passkey.",
  body: assertion,
  status: 204,
  throttled: true,
  handle: async (call) => {
    const { session } = (await verified(call)).response;
    // It signs in anew; the session that there is goes on.
    await call.sql`delete from sessions where id = ${session.id}::uuid`;
    if (session.userId !== call.by.accountId) {
      throw new Refused(403, "not allowed", "This passkey is another account's. Use one of yours.");
    }
    await confirmed(call, "a passkey");
  },
});

function confirmed({ sql, by, request }: Call, how: string): Promise<void> {
  return sql.begin(async (tx) => {
    await tx`update sessions set "confirmedAt" = now() where id = ${by.sessionId}::uuid`;
    await recordOfPerson(tx, by.person, request.ip, { resourceType: "session", op: "confirm", after: { with: how } });
  });
}
