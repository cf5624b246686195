import { describe, expect, test } from "vitest";
import { checkText, parseJson } from "./parse-json.ts";
import { refusal, refused } from "./patch/testing.ts";

describe("JSON", () => {
  test("is read as it is", () => {
    expect(parseJson('{"a": [1, "é", null, {"b": true}]}')).toEqual({ a: [1, "é", null, { b: true }] });
  });

  test("may begin with a byte order mark", () => {
    expect(parseJson('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  test("the last of two equal keys counts", () => {
    expect(parseJson('{"userName": "a", "userName": "b"}')).toEqual({ userName: "b" });
  });

  test.each(["", "{", "{'a': 1}", "undefined", '{"a":1}}', '"\u0000"'])(
    "%j is none: invalidSyntax, and why",
    (text) => {
      expect(refusal(() => parseJson(text))).toEqual(refused("invalidSyntax", "The body is not JSON: ", "JSON"));
    },
  );

  test("nests 40 deep and no deeper", () => {
    expect(refusal(() => parseJson("[".repeat(40) + "]".repeat(40)))).toBeInstanceOf(Array);
    expect(() => parseJson("[".repeat(40) + "]".repeat(40))).not.toThrow();
    expect(() => parseJson('{"a":'.repeat(40) + 1 + "}".repeat(40))).not.toThrow();
    const deep = refused("invalidSyntax", "more than 40 arrays and objects in one another");
    expect(refusal(() => parseJson("[".repeat(41) + "]".repeat(41)))).toEqual(deep);
    expect(refusal(() => parseJson('{"a":'.repeat(41) + 1 + "}".repeat(41)))).toEqual(deep);
    expect(refusal(() => parseJson('[{"a":'.repeat(5000) + 1 + "}]".repeat(5000)))).toEqual(deep);
  });

  test("only what nests counts as depth: neither what follows nor what stands in a text", () => {
    expect(() =>
      parseJson(`[${"[],{},".repeat(50)}"${"[{".repeat(50)}", "\\"${"[".repeat(50)}", "\\\\", []]`),
    ).not.toThrow();
    expect(refusal(() => parseJson(`["\\\\", ${"[".repeat(40)}`))).toEqual(refused("invalidSyntax", "40 arrays"));
  });

  test.each<[string, string]>([
    ["objects", "{},"],
    ["lists", "[],"],
    ["numbers", "1,"],
    ["texts", '"a",'],
  ])("has at most 600,000 values: 413 for more %s, however they go on", (_, one) => {
    expect(refusal(() => parseJson(`[${one.repeat(600_000)}`))).toEqual([
      413,
      undefined,
      expect.stringMatching(/600000 values/),
    ]);
  });

  test("100,000 members with all their parts are read", () => {
    const member = '{"value":"a","$ref":"b","type":"User","display":"c"}';
    expect(parseJson(`[${`${member},`.repeat(99_999)}${member}]`)).toHaveLength(100_000);
  });

  test("an object has at most 10,000 names: 413 for more, whatever is in it", () => {
    const named = (count: number) => Array.from({ length: count }, (_, n) => `"${n}":{"a":[]}`).join();
    expect(() => parseJson(`[{${named(10_000)}},{${named(10_000)}}]`)).not.toThrow();
    const many = [413, undefined, expect.stringMatching(/10000 names/)];
    expect(refusal(() => parseJson(`{"a":{${named(10_001)}}}`))).toEqual(many);
  });

  test("commas in a text are no values", () => {
    expect(parseJson(`["${",".repeat(600_001)}"]`)).toHaveLength(1);
  });
});

describe("text that cannot be stored", () => {
  test.each([
    ['{"userName": "a\\u0000b"}', "userName has a NUL character"],
    ['{"name": {"givenName": "\\u0000"}}', "givenName has a NUL character"],
    ['{"emails": [{"value": "\\u0000"}]}', "value has a NUL character"],
    ['["\\u0000"]', "The body has a NUL character"],
    ['{"a\\u0000": 1}', "The body has a NUL character"],
    ['{"title": "\\ud83d"}', "title has half a character"],
    ['{"title": "\\uDE00 x"}', "title has half a character"],
    ['{"\\uD83D": 1}', "The body has half a character"],
    ['{"x": {"\\uD83D": 1}}', "x has half a character"],
  ])("%s: invalidValue", (text, detail) => {
    expect(refusal(() => parseJson(text))).toEqual(refused("invalidValue", detail));
  });

  test("a whole character outside the BMP is text, escaped or not, and so is a backslash before u0000", () => {
    expect(parseJson('["\\ud83d\\ude00", "😀", "\\\\u0000"]')).toEqual(["😀", "😀", "\\u0000"]);
  });

  test("is found in values of any type", () => {
    expect(() => checkText([1, true, null, { a: "b" }])).not.toThrow();
    expect(refusal(() => checkText({ a: ["\0"] }))).toEqual(refused("invalidValue", "a has a NUL"));
  });
});
