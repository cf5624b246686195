import { expect, test } from "vitest";
import { difference } from "./difference.ts";

test("only attributes that differ are told, as each had them", () => {
  const before = { userName: "ann", title: "Engineer", emails: [{ value: "a@x" }], active: true };
  const after = { userName: "ann", emails: [{ value: "b@x" }], nickName: "A", active: true };
  expect(difference(before, after)).toEqual({
    before: { title: "Engineer", emails: [{ value: "a@x" }] },
    after: { emails: [{ value: "b@x" }], nickName: "A" },
  });
});

test("the order of an object's keys is no difference, and schemas follow from the rest", () => {
  const before = { schemas: ["a"], name: { givenName: "A", familyName: "B" } };
  const after = { schemas: ["a", "b"], name: { familyName: "B", givenName: "A" } };
  expect(difference(before, after)).toEqual({ before: {}, after: {} });
});
