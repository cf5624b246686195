import { z } from "zod";
import { findAccount } from "../../accounts/account.ts";
import { recordFailedSignIn } from "../../accounts/account-changes.ts";
import { emailAddress } from "../../accounts/email.ts";
import { MAX_PASSWORD, refusalOfPassword } from "../../accounts/password.ts";
import { readSetupLink } from "../../accounts/setup-links.ts";
import type { OrgId } from "../../db/ids.ts";
import { AccountMadeMeanwhile, UserNotFree, useSetupLink } from "../../lifecycle/set-up.ts";
import { name } from "../one-line.ts";
import { Refused } from "../refused.ts";
import { type OpenCall, openRoute } from "../route.ts";
import { withCookies } from "../sign-in/ask-auth.ts";
import { signedInNow } from "../sign-in/signed-in-now.ts";
import { throttled } from "../sign-in/throttle.ts";
import { headersOf, sessionOf } from "../signed-in.ts";
import { uselessLink } from "./useless-link.ts";

const filledIn = name.min(1).max(200);

const body = z.object({
  secret: z.string().max(200),
  organizationName: filledIn.optional().describe("Where the link creates an organization."),
  name: filledIn,
  email: emailAddress,
  password: z.string().max(MAX_PASSWORD),
});

/** POST /set-up: uses a set-up link, and signs in whom it made an Organization Admin. */
export const setUp = openRoute({
  method: "POST",
  path: "/set-up",
  summary: "Makes an organization's first Organization Admin, and signs them in.",
  body,
  status: 204,
  refusals: [409, 410],
  throttled: true,
  handle: async (call) => {
    const { sql, request, body: setup } = call;
    const link = await readSetupLink(sql, setup.secret);
    if (typeof link === "string") throw uselessLink(link);
    if (link.organization === null && setup.organizationName === undefined) {
      throw new Refused(400, "invalid", "Give the organization a name.");
    }
    const { organizationName, name, email, secret } = setup;
    if (link.email !== null && link.email.toLowerCase() !== email.toLowerCase()) {
      throw new Refused(400, "invalid", `This link was made for ${link.email}.`);
    }
    const account = await accountFor(call);
    const done = await useSetupLink(sql, { secret, organizationName, name, email, account, address: request.ip }).catch(
      (error: unknown) => {
        if (error instanceof AccountMadeMeanwhile || isTaken(error)) {
          throw new Refused(409, "used", "Somebody of this address was set up at this moment. Try again.");
        }
        if (!(error instanceof UserNotFree)) throw error;
        throw new Refused(409, "not allowed", `${email} is suspended, or somebody else's by now. Use another address.`);
      },
    );
    if (!done) throw uselessLink("used");
    // It is done; who could not be signed in now can sign in.
    await signInNow(call, done.orgId).catch((error: unknown) =>
      request.log.error({ err: error }, "set up, not signed in"),
    );
  },
});

/** The account of the address, whose password it must be; else the password for one to make. */
async function accountFor({ sql, auth, request, body: { name, email, password } }: OpenCall<z.output<typeof body>>) {
  const context = await (await auth()).$context;
  const there = await findAccount(sql, email);
  if (there) {
    const isTheirs = await throttled(sql, request, email, async () => {
      const hash = there.passwordHash;
      return hash && (await context.password.verify({ hash, password })) ? true : undefined;
    });
    if (isTheirs) return { id: there.id };
    await recordFailedSignIn(sql, there.id, request.ip, { why: "wrong password" });
    throw new Refused(409, "wrong password", "There is an account with this address, and this is not its password.");
  }
  const weakness = await refusalOfPassword(password, [email, name]);
  if (weakness !== undefined) throw new Refused(400, "weak password", weakness);
  return { passwordHash: await context.password.hash(password) };
}

/** Signs in, in the organization that was set up; who has a second step is asked for it at the sign-in. */
async function signInNow(call: OpenCall<z.output<typeof body>>, orgId: OrgId): Promise<void> {
  const { sql, auth, request, reply, body } = call;
  const { email, password } = body;
  const signIn = await auth();
  const before = await sessionOf(request, signIn, sql);
  const asked = signIn.api.signInEmail({
    body: { email, password },
    headers: headersOf(request),
    returnHeaders: true,
  });
  const answer = await withCookies(reply, asked);
  if ("twoFactorRedirect" in answer) return;
  await sql`update sessions set "orgId" = ${orgId} where token = ${answer.token}`;
  await signedInNow(call, before, answer.token, { with: "a password" });
}

/** Whether a user of that name was made by somebody else at the same time. */
function isTaken(error: unknown): boolean {
  return (error as { code?: unknown }).code === "23505";
}
