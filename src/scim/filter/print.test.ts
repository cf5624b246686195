import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilter } from "./parse.ts";
import { printFilter } from "./print.ts";
import { filters } from "./testing.ts";

test("what is printed is read as the same filter", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(parseFilter(printFilter(filter))).toEqual(filter);
    }),
    { numRuns: 500 },
  );
});

test("what is read is printed as what is read", () => {
  const text = 'a[(b eq "\\"\\\\" or c pr) and not (d ne 5)] or urn:x:y:e.f gt True and (g pr or h pr)';
  expect(printFilter(parseFilter(text))).toBe(text);
});
