/** The SCIM token: a connection's one bearer secret. Stored as a hash, shown once. */

import { hash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

declare const brand: unique symbol;
export type ScimToken = string & { readonly [brand]: "ScimToken" };
export type TokenHash = Buffer & { readonly [brand]: "TokenHash" };

export const TOKEN_PREFIX = "muster_scim_";
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 43; // 62^43 > 2^256
const CHECKSUM_LENGTH = 6; // 62^6 > 2^32
const FORM = new RegExp(`^${TOKEN_PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/** A new token. 256 bits from the system's generator; the checksum tells a typo from a revoked token without a look-up. */
export function generateToken(): ScimToken {
  const secret = base62(BigInt(`0x${randomBytes(32).toString("hex")}`));
  return (TOKEN_PREFIX + secret + checksum(secret)) as ScimToken;
}

/** Whether `text` has the form of a token (prefix, length, checksum), whether or not it is valid anywhere. */
export function isWellFormed(text: string): text is ScimToken {
  return FORM.test(text) && text.endsWith(checksum(text.slice(TOKEN_PREFIX.length, -CHECKSUM_LENGTH)));
}

/** What the database keeps: SHA-256. The token has 256 bits of entropy, so neither salt nor stretching is needed. */
export function hashToken(token: ScimToken): TokenHash {
  return hash("sha256", token, "buffer") as TokenHash;
}

/** What may be shown of a token after its first showing. */
export function lastFour(token: ScimToken): string {
  return token.slice(-4);
}

/** The CRC-32 of `secret` in base62. Made for each request, hence without BigInt. */
function checksum(secret: string): string {
  let text = "";
  for (let rest = crc32(secret); rest > 0; rest = Math.floor(rest / 62)) text = DIGITS[rest % 62] + text;
  return text.padStart(CHECKSUM_LENGTH, "0");
}

function base62(number: bigint): string {
  let text = "";
  for (let rest = number; rest > 0n; rest /= 62n) text = DIGITS[Number(rest % 62n)] + text;
  return text.padStart(SECRET_LENGTH, "0");
}
