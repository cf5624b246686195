import { expect, test } from "vitest";
import { marked } from "./found.ts";

test("what was searched for is marked where a word begins with it", () => {
  expect(marked("Joanna Ann", "ann").filter(({ isFound }) => isFound)).toEqual([
    { words: "Ann", isFound: true, at: 7 },
  ]);
  expect(marked("Ann", "bob")).toEqual([{ words: "Ann", isFound: false, at: 0 }]);
  expect(marked("Ann Lee", "ann").map(({ words }) => words)).toEqual(["Ann", " Lee"]);
});
