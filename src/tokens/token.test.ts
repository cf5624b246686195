import fc from "fast-check";
import { expect, test } from "vitest";
import { generateToken, hashToken, isWellFormed, lastFour } from "./token.ts";

test("a token is its prefix and 49 base62 characters, well-formed, and never the same", () => {
  const tokens = Array.from({ length: 200 }, generateToken);
  for (const token of tokens) {
    expect(token).toMatch(/^muster_scim_[0-9A-Za-z]{49}$/);
    expect(isWellFormed(token)).toBe(true);
  }
  expect(new Set(tokens).size).toBe(200);
});

test("one mistyped character is told from a token", () => {
  fc.assert(
    fc.property(
      fc.nat(48),
      fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
      (at, character) => {
        const token = generateToken();
        const place = "muster_scim_".length + at;
        fc.pre(token[place] !== character);
        expect(isWellFormed(token.slice(0, place) + character + token.slice(place + 1))).toBe(false);
      },
    ),
  );
});

test.each([
  "",
  "muster_scim_",
  "Bearer x",
  `muster_scim_${"0".repeat(48)}`,
  `muster_scim_${"0".repeat(50)}`,
  `other_scim__${"0".repeat(49)}`,
])("%j is not well-formed", (text) => {
  expect(isWellFormed(text)).toBe(false);
});

test("a token with blanks around it is not well-formed: whoever reads it trims", () => {
  expect(isWellFormed(` ${generateToken()}`)).toBe(false);
  expect(isWellFormed(`${generateToken()}\n`)).toBe(false);
});

test("what is stored of a token is its SHA-256", () => {
  const token = "muster_scim_x" as never;
  expect(hashToken(token).toString("hex")).toBe("c230579fe750d199ae4b3460bd38eb4f40ef3d9ca599db38e12ed8c476588a62");
});

test("four characters may be shown", () => {
  const token = generateToken();
  expect(lastFour(token)).toBe(token.slice(token.length - 4));
});
