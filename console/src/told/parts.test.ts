import { expect, test } from "vitest";
import { parts } from "./parts.ts";

const told = (text: string, names: string[] = []) => parts(text, names).map(({ kind, words }) => [kind, words]);

test("names stand apart where they first are", () => {
  expect(told("Okta added Ann Lee to Ann Lee's Crew", ["Ann Lee"])).toEqual([
    ["text", "Okta added "],
    ["name", "Ann Lee"],
    ["text", " to Ann Lee's Crew"],
  ]);
});

test("a name within another is told with it, and none is lost", () => {
  const text = "Okta created Ann Lee, Ann and 3 others";
  expect(
    told(text, ["Ann Lee", "Ann"])
      .map(([, words]) => words)
      .join(""),
  ).toBe(text);
});

test("moments are times, however the sentence says them", () => {
  expect(told("Ann was deleted on 2026-11-24 at 14:31 UTC by Okta.")).toEqual([
    ["text", "Ann was deleted on "],
    ["time", "2026-11-24T14:31:00.000Z"],
    ["text", " by Okta."],
  ]);
});
