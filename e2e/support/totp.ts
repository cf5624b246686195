/** An authenticator app: the code of this moment (RFC 6238). */

import { createOTP } from "@better-auth/utils/otp";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** @param key as it is shown and in the QR code: base32 */
export function codeOf(key: string): Promise<string> {
  const bits = Array.from(key, (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  return createOTP(new Uint8Array(bytes)).totp();
}
