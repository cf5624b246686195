/** What a user must fulfil to be written by an identity provider, before the database is asked. */

import { type DomainName, domainOfAddress } from "../domains/domain-name.ts";
import { ScimError } from "../scim/errors.ts";
import type { JsonObject } from "../scim/json.ts";
import { primaryEmail } from "../scim/resource/emails.ts";

/**
 * The domains that must be the organization's for `user` to be written: those of its userName and its primary email,
 * where they are new or changed against `stored`. A userName without "@" is fine, then the primary email decides.
 * @throws ScimError 400 invalidValue when a new or changed user has a domain in neither
 */
export function domainsToCheck(user: JsonObject, stored?: JsonObject): DomainName[] {
  const userName = user.userName as string;
  const email = primaryEmail(user);
  const changed = [
    userName !== stored?.userName && userName,
    email !== (stored && primaryEmail(stored)) && email,
  ].filter((address) => typeof address === "string");
  if (changed.length === 0) return [];
  const ofUserName = domainOfAddress(userName);
  const ofEmail = email === undefined ? undefined : domainOfAddress(email);
  if (ofUserName === undefined && ofEmail === undefined) {
    throw new ScimError(
      400,
      "invalidValue",
      `Neither userName "${userName}" nor a primary email has a domain; send an email address in one of them.`,
    );
  }
  return [...new Set(changed.map(domainOfAddress).filter((domain) => domain !== undefined))];
}
