import { expect, test } from "vitest";
import { firstFree, shortNameOf } from "./short-name.ts";

test.each([
  ["Acme", "acme"],
  ["Acme, Inc.", "acme-inc"],
  ["  Möbel & Straße GmbH  ", "mobel-strasse-gmbh"],
  ["Łódź Sport Œuvre", "lodz-sport-oeuvre"],
  ["ＡＣＭＥ ２", "acme-2"],
  ["日本電気", "organization"],
  ["--", "organization"],
  [`${"a".repeat(39)} b`, "a".repeat(39)],
])("%j is called %s", (name, shortName) => {
  expect(shortNameOf(name)).toBe(shortName);
});

test("a short name is never taken for an id", () => {
  expect(shortNameOf("0193b0a0-0000-7000-8000-000000000001")).toBe("org-0193b0a0-0000-7000-8000-000000000001");
});

test("a short name that is taken gets the first number that is not", () => {
  expect(firstFree("acme", new Set())).toBe("acme");
  expect(firstFree("acme", new Set(["acme"]))).toBe("acme-2");
  expect(firstFree("acme", new Set(["acme", "acme-2", "acme-4"]))).toBe("acme-3");
});
