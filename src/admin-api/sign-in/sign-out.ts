import { recordOfPerson } from "../../accounts/account-changes.ts";
import { personIn } from "../../accounts/person.ts";
import { endSession } from "../../accounts/session.ts";
import { openRoute } from "../route.ts";
import { headersOf, sessionOf } from "../signed-in.ts";
import { withCookies } from "./ask-auth.ts";

/** POST /auth/sign-out: ends the session, also one whose person has no access any more. */
export const signOut = openRoute({
  method: "POST",
  path: "/auth/sign-out",
  summary: "Signs out.",
  status: 204,
  handle: async ({ sql, auth, request, reply }) => {
    const signIn = await auth();
    const session = await sessionOf(request, signIn, sql);
    if (session) {
      await sql.begin(async (tx) => {
        await endSession(tx, session.accountId, session.id);
        const person = session.orgId && (await personIn(tx, session.accountId, session.orgId));
        if (person) await recordOfPerson(tx, person, request.ip, { resourceType: "session", op: "end" });
      });
    }
    await withCookies(reply, signIn.api.signOut({ headers: headersOf(request), returnHeaders: true }));
  },
});
