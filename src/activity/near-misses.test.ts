import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "../scim/fold.ts";
import { oneLetterAway } from "./near-misses.ts";

test.each([
  ["one missing", "an@example.com"],
  ["one too many", "annn@example.com"],
  ["another", "anm@example.com"],
  ["two neighbours exchanged", "nan@example.com"],
  ["the first missing", "nn@example.com"],
  ["the last exchanged", "ann@example.cmo"],
  ["another case besides", "ANM@Example.com"],
])("%s: %s means ann@example.com", (_, typed) => expect(oneLetterAway(typed).has("ann@example.com")).toBe(true));

test.each(["ann@example.com", "anna@exemple.com", "bob@example.com"])("%s is not one letter away", (typed) =>
  expect(oneLetterAway(typed).has("ann@example.com")).toBe(false),
);

test("a letter that is dropped is found, whatever it is; all of them in bounded number", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 2, maxLength: 40 }), fc.nat(), (text, n) => {
      const letters = [...fold(text.trim())];
      fc.pre(letters.length > 1);
      const without = letters.toSpliced(n % letters.length, 1).join("");
      fc.pre(without.trim() === without && without !== letters.join("") && fold(without) === without);
      expect(oneLetterAway(letters.join("")).has(without)).toBe(true);
    }),
  );
  expect(oneLetterAway("a".repeat(100)).size).toBeLessThan(10_000);
  expect(oneLetterAway("a".repeat(101)).size).toBe(0);
  expect(oneLetterAway(" ").size).toBe(0);
});
