/** The email addresses of a user. RFC 7643 §4.1.2. */

import { isObject, type JsonObject } from "../json.ts";

/** The address a user is reached at: the one marked primary, else the first for work, else the first. */
export function primaryEmail(user: JsonObject): string | undefined {
  const emails = withValue(user);
  const chosen =
    emails.find(({ email }) => email.primary === true) ??
    emails.find(({ email }) => typeof email.type === "string" && email.type.toLowerCase() === "work") ??
    emails[0];
  return chosen?.value;
}

/** All addresses of a user, in their order. */
export function emailValues(user: JsonObject): string[] {
  return withValue(user).map(({ value }) => value);
}

function withValue(user: JsonObject): { email: JsonObject; value: string }[] {
  const emails = user.emails;
  if (!Array.isArray(emails)) return [];
  return emails.flatMap((email) => {
    const value = isObject(email) ? email.value : undefined;
    return typeof value === "string" ? [{ email, value }] : [];
  });
}
