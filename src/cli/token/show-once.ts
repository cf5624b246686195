/** A new token's one showing: alone on stdout, so that it can be piped; the words about it on stderr. */

import type { Organization } from "../../accounts/organizations.ts";
import type { Queryable } from "../../db/connect.ts";
import type { Settings } from "../../settings.ts";
import type { ScimToken } from "../../tokens/token.ts";
import { CommandFailed } from "../failure.ts";
import { printOnce, say } from "../say.ts";
import { addressBySettings, addressOfServer } from "../server-address.ts";

/**
 * Prints `token`, which is in hand this once, behind where it goes.
 * @throws CommandFailed when it could not be written: then nobody has it
 */
export async function showOnce(
  token: ScimToken,
  sql: Queryable,
  settings: Settings,
  { shortName }: Organization,
): Promise<void> {
  const running = await addressOfServer(sql);
  const { tenantUrl, isPublic } = running ?? addressBySettings(settings);
  say(`Tenant URL: ${tenantUrl}`);
  if (running === undefined) say("No Muster runs: that is where this command's settings would have it.");
  if (!isPublic) say("Set MUSTER_PUBLIC_URL to the address at which identity providers reach Muster.");
  const onTerminal = process.stdout.isTTY;
  say(`The SCIM token${onTerminal ? "" : ", on stdout"}: shown this once, it does not re-appear.`);
  if (onTerminal) say("");
  await printOnce(token).catch((error: Error) => {
    throw new CommandFailed(
      `The SCIM token could not be written (${error.message}) and is lost. ` +
        `For another: ./muster token refresh ${shortName}`,
    );
  });
  if (onTerminal) say("");
  say("Immediately update your identity provider configuration with this new token.");
}
