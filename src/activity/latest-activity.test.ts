import { expect, test } from "vitest";
import { hasCome } from "./latest-activity.ts";

test("something has come where the latest is another or more have landed; not where those of before have aged", () => {
  const last = { id: "b", recent: 2 };
  expect(hasCome(last, { id: "c", recent: 1 })).toBe(true);
  expect(hasCome(last, { id: "b", recent: 3 })).toBe(true);
  expect(hasCome(last, { id: "b", recent: 2 })).toBe(false);
  expect(hasCome(last, { id: "b", recent: 0 })).toBe(false);
  expect(hasCome(undefined, { id: null, recent: 0 })).toBe(true);
});
