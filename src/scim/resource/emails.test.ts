import { expect, test } from "vitest";
import type { Json } from "../json.ts";
import { emailValues, primaryEmail } from "./emails.ts";

test.each<[string, Json, string | undefined]>([
  [
    "the one marked",
    [
      { value: "a", type: "work" },
      { value: "b", primary: true },
    ],
    "b",
  ],
  ["else the first for work", [{ value: "a" }, { value: "b", type: "Work" }, { value: "c", type: "work" }], "b"],
  [
    "else the first",
    [
      { value: "a", primary: false },
      { value: "b", type: "home" },
    ],
    "a",
  ],
  ["else none", [], undefined],
  ["one with a value", [{ display: "a", primary: true }, { value: "b" }], "b"],
  ["none where there are no emails", "x", undefined],
])("the primary email is %s", (_, emails, expected) => {
  expect(primaryEmail({ emails })).toBe(expected);
});

test("a user without emails has none", () => {
  expect(primaryEmail({})).toBeUndefined();
  expect(emailValues({})).toEqual([]);
});

test("the values of all emails, in their order", () => {
  expect(emailValues({ emails: [{ value: "b" }, { display: "x" }, { value: "a" }, "c", null] })).toEqual(["b", "a"]);
});
