import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "./filter/testing.ts";
import { compareText, fold } from "./fold.ts";

// That every code point folds as in PostgreSQL is in directory/fold.test.ts, which has one.
describe("what differs in case only folds alike", () => {
  test.each([
    ["Bjensen@EXAMPLE.com", "bjensen@example.com"],
    ["STRAßE", "strasse"],
    ["straẞe", "strasse"],
    ["ΑΣ", "ας"],
    ["Ǆ", "ǅ"],
    ["ﬁ", "FI"],
    ["K", "k"],
    ["ꭰ", "Ꭰ"],
    ["ᏸ", "Ᏸ"],
    ["𐐀", "𐐨"],
  ])("%s and %s", (left, right) => {
    expect(fold(left)).toBe(fold(right));
  });
});

test("letters have the fold that Unicode gives them", () => {
  expect(fold("AZaz09~ ")).toBe("azaz09~ ");
  expect(fold("ΑΣ Σ")).toBe("ασ σ");
  expect(fold("İ")).toBe("i\u0307");
  expect(fold("Straße\n")).toBe("strasse\n");
  expect(fold("ꭰꮿᏸᏽ")).toBe("ᎠᏯᏰᏵ");
});

test("the dotless i and what Unicode 17 added fold to themselves, as in PostgreSQL 18", () => {
  for (const letter of ["ı", "\ua7ce", "\ua7d2", "\ua7d4", "\u{16ea0}", "\u{16eb8}"]) expect(fold(letter)).toBe(letter);
});

test("folding twice is folding once", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(fold(fold(text))).toBe(fold(text));
    }),
  );
});

test("texts are in the order of their code points, as of their bytes in UTF-8", () => {
  const texts = anyText;
  const alike = fc.constantFrom("", "a", "ab", "b", "\ud7ff", "\ue000", "\uffff", "😀", "😁", "a😀", "a\uffff", "😀a");
  fc.assert(
    fc.property(fc.oneof(texts, alike), fc.oneof(texts, alike), (left, right) => {
      expect(Math.sign(compareText(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }),
    { numRuns: 500 },
  );
});
