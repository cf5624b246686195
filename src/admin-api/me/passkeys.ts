import { z } from "zod";
import { recordOfAccount } from "../../accounts/account-changes.ts";
import { removePasskey, renamePasskey } from "../../accounts/passkeys.ts";
import { name } from "../one-line.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { refusalOf, withCookies } from "../sign-in/ask-auth.ts";
import { headersOf } from "../signed-in.ts";

/** What WebAuthn's browser side takes and gives: the browser's business, and better-auth's. */
const ceremony = z.record(z.string(), z.unknown());
const passkeyName = name.min(1).max(60);

/** POST /me/passkeys/options: what the browser makes a passkey from. */
export const beginPasskey = adminRoute({
  method: "POST",
  path: "/me/passkeys/options",
  access: "signed in recently",
  summary: "What the browser makes a passkey from (WebAuthn's creation options).",
  status: 200,
  answer: z.object({ options: ceremony }),
  handle: async ({ auth, request, reply }) => {
    const asked = (await auth()).api.generatePasskeyRegistrationOptions({
      headers: headersOf(request),
      returnHeaders: true,
    });
    return { options: { ...(await withCookies(reply, asked)) } };
  },
});

/** POST /me/passkeys: the passkey that the browser made. */
export const addPasskey = adminRoute({
  method: "POST",
  path: "/me/passkeys",
  access: "signed in recently",
  summary: "Adds the passkey that the browser made.",
  body: z.object({ name: passkeyName, response: ceremony }),
  status: 201,
  answer: z.object({ id: z.string() }),
  handle: async ({ sql, auth, by, request, reply, body }) => {
    const { api } = await auth();
    try {
      const asked = api.verifyPasskeyRegistration({ body, headers: headersOf(request), returnHeaders: true });
      const { id } = await withCookies(reply, asked);
      await recordOfAccount(sql, by.accountId, request.ip, {
        resourceType: "passkey",
        op: "add",
        after: { name: body.name },
      });
      return { id };
    } catch (error) {
      if (!refusalOf(error)) throw error;
      throw new Refused(400, "invalid", "This passkey could not be checked. Add it again.");
    }
  },
});

/** PATCH /me/passkeys/:id: another name. */
export const renamePasskeyRoute = adminRoute({
  method: "PATCH",
  path: "/me/passkeys/:id",
  access: "signed in",
  summary: "Gives a passkey another name.",
  params: z.object({ id: z.uuid() }),
  body: z.object({ name: passkeyName }),
  status: 204,
  refusals: [404],
  handle: async ({ sql, by, params, body, request }) => {
    const done = await renamePasskey(sql, { accountId: by.accountId, address: request.ip, ...params, ...body });
    if (!done) throw gone();
  },
});

/** DELETE /me/passkeys/:id: nobody signs in with it any more. */
export const removePasskeyRoute = adminRoute({
  method: "DELETE",
  path: "/me/passkeys/:id",
  access: "signed in recently",
  summary: "Removes a passkey.",
  params: z.object({ id: z.uuid() }),
  status: 204,
  refusals: [404],
  handle: async ({ sql, by, params, request }) => {
    if (!(await removePasskey(sql, { accountId: by.accountId, address: request.ip, ...params }))) throw gone();
  },
});

function gone(): Refused {
  return new Refused(404, "not found", "There is no such passkey any more.");
}
