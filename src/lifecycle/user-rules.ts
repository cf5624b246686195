/** What a user must fulfil to be written by an identity provider, before the database is asked. */

import { type DomainName, domainOfAddress } from "../domains/domain-name.ts";
import { ScimError } from "../scim/errors.ts";
import type { JsonObject } from "../scim/json.ts";
import { primaryEmail } from "../scim/resource/emails.ts";

/**
 * The domains that must be the organization's for `user` to be written: those of its userName and its primary email,
 * where they are new or changed against `stored`. A userName without "@" is fine, then the primary email decides.
 * @throws ScimError 400 invalidValue when a new or changed user has a domain in neither, or one that can't be read
 */
export function domainsToCheck(user: JsonObject, stored?: JsonObject): DomainName[] {
  const userName = String(user.userName);
  const email = primaryEmail(user);
  const isNewName = userName !== stored?.userName;
  const isNewEmail = email !== (stored && primaryEmail(stored));
  if (!isNewName && !isNewEmail) return [];
  const domains = [userName, email].map((address) => (address === undefined ? undefined : domainOfAddress(address)));
  if (domains.every((domain) => domain === undefined)) {
    throw invalid(
      `Neither userName "${userName}" nor a primary email has a domain; send an email address in one of them.`,
    );
  }
  const [ofName, ofEmail] = domains;
  if (isNewName && ofName === null) throw invalid(`userName "${userName}" is no email address that can be read.`);
  if (isNewEmail && ofEmail === null) throw invalid(`The primary email "${email}" is no address that can be read.`);
  return [...new Set([isNewName && ofName, isNewEmail && ofEmail].filter((domain) => typeof domain === "string"))];
}

function invalid(detail: string): ScimError {
  return new ScimError(400, "invalidValue", detail);
}
