import { expect, test } from "vitest";
import { generateToken, hashToken } from "../tokens/token.ts";
import { readAuthorization } from "./authorization.ts";

const token = generateToken();
const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString("base64")}`;

test.each([
  ["Bearer", `Bearer ${token}`],
  ["bearer", `bearer ${token}`],
  ["BEARER and blanks", `  BEARER   ${token} `],
  ["a bare token", token],
  ["Basic, the token as password", basic(`scim:${token}`)],
  ["Basic, no user", basic(`:${token}`)],
])("%s carries the token", (_, header) => {
  expect(readAuthorization(header)).toEqual(hashToken(token));
});

test.each([
  ["no header", undefined, "missing"],
  ["an empty header", "  ", "missing"],
  ["a scheme alone", "Bearer ", "malformed"],
  ["a token cut short", `Bearer ${token.slice(0, -1)}`, "malformed"],
  ["a token with its first character missing", `Bearer ${token.slice(1)}`, "malformed"],
  ["another scheme", `Digest ${token}`, "malformed"],
  ["no scheme known", `foo ${token}`, "malformed"],
  ["Basic, not encoded", `Basic ${token}`, "malformed"],
  ["Bearer twice", `Bearer Bearer ${token}`, "malformed"],
  ["Basic, the token as user", basic(`${token}:`), "malformed"],
])("%s: %s is %s", (_, header, reason) => {
  expect(readAuthorization(header)).toBe(reason);
});
