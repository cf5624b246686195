import { z } from "zod";
import { NO_ACCESS } from "../../accounts/sign-in.ts";
import { Refused } from "../refused.ts";
import { type OpenCall, openRoute } from "../route.ts";
import { headersOf, sessionOf } from "../signed-in.ts";
import { refusalOf, withCookies } from "./ask-auth.ts";
import { signedInNow } from "./signed-in-now.ts";
import { noAccess } from "./with-password.ts";

/** What the browser makes of a passkey. */
export const assertion = z.object({ response: z.record(z.string(), z.unknown()) });

/** POST /auth/passkey/options: what a passkey is asked; of the signed-in person's own, where somebody is. */
export const askPasskey = openRoute({
  method: "POST",
  path: "/auth/passkey/options",
  summary: "What a passkey is asked (WebAuthn's request options).",
  status: 200,
  answer: z.object({ options: z.record(z.string(), z.unknown()) }),
  throttled: true,
  handle: async ({ auth, request, reply }) => {
    const asked = (await auth()).api.generatePasskeyAuthenticationOptions({
      headers: headersOf(request),
      returnHeaders: true,
    });
    return { options: { ...(await withCookies(reply, asked)), userVerification: "required" } };
  },
});

/** POST /auth/sign-in/passkey: signs in by itself, without a second step: it is two already. */
export const signInWithPasskey = openRoute({
  method: "POST",
  path: "/auth/sign-in/passkey",
  summary: "Signs in with a passkey.",
  body: assertion,
  status: 204,
  refusals: [401, 403],
  throttled: true,
  handle: async (call) => {
    const { sql, auth, request, reply } = call;
    const signIn = await auth();
    const before = await sessionOf(request, signIn, sql);
    const { session } = await withCookies(reply, verified(call));
    await signedInNow(call, before, session.token, { with: "a passkey" });
  },
});

/** The account and the new session of a passkey's answer. @throws Refused 401, 403 */
export async function verified({ auth, request, body }: OpenCall<z.output<typeof assertion>>) {
  try {
    const { api } = await auth();
    return await api.verifyPasskeyAuthentication({
      body: body as never,
      headers: headersOf(request),
      returnHeaders: true,
    });
  } catch (error) {
    const refused = refusalOf(error);
    if (!refused) throw error;
    if (refused.code === NO_ACCESS) throw noAccess();
    request.log.info({ address: request.ip }, "A sign-in with a passkey failed.");
    const why =
      refused.code === "PASSKEY_NOT_FOUND"
        ? "This passkey is not known here. It may have been removed; sign in with your password."
        : "This passkey could not be checked. Try again.";
    throw new Refused(401, "not signed in", why);
  }
}
