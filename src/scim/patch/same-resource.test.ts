import { expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { sameResource } from "./same-resource.ts";

test.each<[JsonObject, JsonObject, boolean]>([
  [{}, {}, true],
  [{ a: 1, b: { c: [1, "x", null], d: true } }, { b: { d: true, c: [1, "x", null] }, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 1 }, false],
  [{ a: 1, b: 1 }, { a: 1 }, false],
  [{ a: 1 }, { b: 1 }, false],
  [{ a: "1" }, { a: 1 }, false],
  [{ a: null }, { a: {} }, false],
  [{ a: {} }, { a: null }, false],
  [{ a: [] }, { a: {} }, false],
  [{ a: {} }, { a: [] }, false],
  [{ a: [1, 2] }, { a: [2, 1] }, false],
  [{ a: [1, 2] }, { a: [1] }, false],
  [{ a: [1] }, { a: [1, 2] }, false],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, false],
  [{ toString: 1 } as unknown as JsonObject, { valueOf: 1 } as unknown as JsonObject, false],
])("%j and %j say the same: %j", (a, b, same) => {
  expect(sameResource(a, b)).toBe(same);
});
