import { describe, expect, test } from "vitest";
import { etag, ifMatchAllows, ifNoneMatchHits } from "./version.ts";

test("the tag of a user's answer tells its groups, one without them only the version", () => {
  expect(etag(7, undefined)).toBe('W/"7"');
  expect(etag(7, "a1b2")).toBe('W/"7.a1b2"');
});

describe("If-Match", () => {
  test.each([
    [undefined, true],
    ["*", true],
    ['W/"7"', true],
    ['"7"', true],
    ["7", true],
    ["W/7", true],
    ['w/"7"', true],
    ['W/"7.a1b2"', true],
    ['W/"7.other"', true],
    ['W/"1", W/"7"', true],
    ['"1","7"', true],
    [' W/"7" ', true],
    ['W/"8"', false],
    ['W/"70"', false],
    ['W/"a.7"', false],
    ['"07"', false],
    ["", false],
    ['W/"1", W/"2"', false],
    ['"*', false],
  ])("%s lets a change of version 7 through: %s", (header, allowed) => {
    expect(ifMatchAllows(header, 7)).toBe(allowed);
  });
});

describe("If-None-Match", () => {
  test.each([
    [undefined, false],
    ["*", true],
    ['W/"7.a1b2"', true],
    ['"7.a1b2"', true],
    ["7.a1b2", true],
    ['W/"1", W/"7.a1b2"', true],
    ['W/"7"', false],
    ['W/"7.other"', false],
    ["", false],
  ])("%s has the answer with the tag of version 7 and groups a1b2: %s", (header, hits) => {
    expect(ifNoneMatchHits(header, 'W/"7.a1b2"')).toBe(hits);
  });
});
