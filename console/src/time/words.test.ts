import { expect, test } from "vitest";
import { ago, count, list, onDay, several } from "./words.ts";

const now = new Date(2026, 10, 24, 14, 32).getTime();
const before = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();

test.each([
  [0, "just now"],
  [2, "2 min ago"],
  [59, "59 min ago"],
  [60, "13:32"],
  [14 * 60 + 32, "00:00"],
  [14 * 60 + 33, "Yesterday"],
  [3 * 24 * 60, "21 Nov"],
  [365 * 24 * 60, "24 Nov 2025"],
])("%i minutes ago reads as %s", (minutes, words) => {
  expect(ago(before(minutes), now)).toBe(words);
});

test("September is Sep", () => {
  expect(onDay(new Date(2026, 8, 3, 12).toISOString())).toBe("3 Sep 2026");
});

test("counts have their thousands parted, and one is one", () => {
  expect(count(1284)).toBe("1,284");
  expect(several(1, "group", "groups")).toBe("1 group");
  expect(several(0, "group", "groups")).toBe("0 groups");
});

test("names are listed as in a sentence", () => {
  expect([list([]), list(["a"]), list(["a", "b"]), list(["a", "b", "c"])]).toEqual(["", "a", "a and b", "a, b and c"]);
});
