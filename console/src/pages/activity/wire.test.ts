import { expect, test } from "vitest";
import { durationInWords, indented, sizeInWords } from "./wire.ts";

test("JSON is indented, what was cut or is none stays as it is", () => {
  expect(indented('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(indented('{"a":…')).toBe('{"a":…');
});

test("sizes and times read as one says them", () => {
  expect([sizeInWords("é"), sizeInWords("x".repeat(1_234))]).toEqual(["2 B", "1.2 kB"]);
  expect([null, 0.4, 4.3, 1_234].map(durationInWords)).toEqual([null, "less than 1 ms", "4 ms", "1.2 s"]);
});
