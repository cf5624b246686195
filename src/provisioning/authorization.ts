/** The token in a request's Authorization header. RFC 6750 §2.1. */

import { hashToken, isWellFormed, type TokenHash } from "../tokens/token.ts";

/**
 * The hash of the token in `header`: after `Bearer` in any case, bare, or as the password of `Basic`, as clients send
 * it. Why not, where there is none or it has not the form of one: then no look-up is due.
 */
export function readAuthorization(header: string | undefined): TokenHash | "missing" | "malformed" {
  const text = header?.trim() ?? "";
  if (text === "") return "missing";
  const token = tokenIn(text);
  return token !== undefined && isWellFormed(token) ? hashToken(token) : "malformed";
}

function tokenIn(text: string): string | undefined {
  const [, scheme, credentials = ""] = /^(\S+)\s+(.*)$/s.exec(text) ?? [];
  switch (scheme?.toLowerCase()) {
    case undefined:
      return text;
    case "bearer":
      return credentials;
    case "basic":
      return passwordOf(credentials);
    default:
      return undefined;
  }
}

/** The password in the credentials of `Basic`. RFC 7617 §2. */
function passwordOf(credentials: string): string {
  const text = Buffer.from(credentials, "base64").toString("utf8");
  return text.slice(text.indexOf(":") + 1);
}
