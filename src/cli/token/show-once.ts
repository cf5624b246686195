/** A new token's one showing: alone on stdout, so that it can be piped; the words about it on stderr. */

import type { Settings } from "../../settings.ts";
import type { ScimToken } from "../../tokens/token.ts";
import { tenantUrl } from "../addresses.ts";
import { print, say } from "../say.ts";

/** Prints `token`, which is in hand this once. */
export function showOnce(token: ScimToken, settings: Settings): void {
  say("This is the SCIM token. It is shown this once and does not re-appear:");
  print(token);
  say(`Tenant URL: ${tenantUrl(settings)}`);
  if (settings.publicUrl === undefined) {
    say("Set MUSTER_PUBLIC_URL to the address at which identity providers reach Muster.");
  }
  say("Immediately update your identity provider configuration with this new token.");
}
