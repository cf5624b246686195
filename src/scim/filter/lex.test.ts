import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../errors.ts";
import { characterAt, isNumber, nextToken, type Token } from "./lex.ts";
import { anyText } from "./testing.ts";

function lex(text: string): Token[] {
  const tokens: Token[] = [];
  for (let token = nextToken(text, 0); ; token = nextToken(text, token.end)) {
    tokens.push(token);
    if (token.kind === "end") return tokens;
  }
}

function refusal(text: string): unknown {
  try {
    return lex(text);
  } catch (error) {
    return error instanceof ScimError ? [error.status, error.scimType, error.detail] : error;
  }
}

test("a filter is cut into words, strings and brackets, each with its place", () => {
  expect(lex('not(emails[type eq "a b"])')).toEqual([
    { kind: "word", text: "not", start: 0, end: 3 },
    { kind: "(", text: "(", start: 3, end: 4 },
    { kind: "word", text: "emails", start: 4, end: 10 },
    { kind: "[", text: "[", start: 10, end: 11 },
    { kind: "word", text: "type", start: 11, end: 15 },
    { kind: "word", text: "eq", start: 16, end: 18 },
    { kind: "string", text: "a b", start: 19, end: 24 },
    { kind: "]", text: "]", start: 24, end: 25 },
    { kind: ")", text: ")", start: 25, end: 26 },
    { kind: "end", text: "", start: 26, end: 26 },
  ]);
});

test("blanks of any kind separate words and are nothing else", () => {
  expect(lex(" \t a\r\n\u00a0b ").map(({ kind, text }) => [kind, text])).toEqual([
    ["word", "a"],
    ["word", "b"],
    ["end", ""],
  ]);
});

describe("a string means what JSON says", () => {
  test.each([
    ['"a\\"b"', 'a"b'],
    ['"\\\\"', "\\"],
    ['"\\/\\b\\f\\n\\r\\t"', "/\b\f\n\r\t"],
    ['"\\u0041\\u00e9\\uD83D\\ude00"', "Aé😀"],
    ['"😀 [](){}"', "😀 [](){}"],
    ['""', ""],
    ["'it is \"so\"'", 'it is "so"'],
    ["'it\\'s'", "it's"],
  ])("%s", (text, value) => {
    expect(lex(text)).toEqual([
      { kind: "string", text: value, start: 0, end: text.length },
      { kind: "end", text: "", start: text.length, end: text.length },
    ]);
  });
});

describe("what is no token is refused with its place", () => {
  test.each([
    ['a eq "b', 'The filter is wrong at character 6: the string that begins here has no closing "'],
    ["a eq 'b\"", "The filter is wrong at character 6: the string that begins here has no closing '"],
    ['a "b\\', "The filter is wrong at character 5: no such escape; a backslash itself is written \\\\"],
    ['"CORP\\jim"', "The filter is wrong at character 6: no such escape; a backslash itself is written \\\\"],
    ['"\\u00g0"', "The filter is wrong at character 2: no such escape; a backslash itself is written \\\\"],
    ['😀 "\\x"', "The filter is wrong at character 4: no such escape; a backslash itself is written \\\\"],
    ['a "x\\u0000"', "The filter is wrong at character 3: a NUL character cannot be in a value"],
    ["a \0", "The filter is wrong at character 3: a NUL character cannot be in a value"],
    ['"\\ud83d"', "The filter is wrong at character 1: half of a surrogate pair cannot be in a value"],
    ["a \udc00", "The filter is wrong at character 3: half of a surrogate pair cannot be in a value"],
  ])("%j", (text, detail) => {
    expect(refusal(text)).toEqual([400, "invalidFilter", detail]);
  });
});

test("whatever the text, it is cut from left to right or refused as a filter", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.stringMatching(/^[a"'\\u0 ()[\]]*$/)), (text) => {
      let end = 0;
      for (const token of tokensUnlessRefused(text)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(text.slice(end, token.start).trim()).toBe("");
        end = token.end;
      }
    }),
    { numRuns: 300 },
  );
});

function tokensUnlessRefused(text: string): Token[] {
  try {
    return lex(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ScimError);
    expect(error).toMatchObject({ status: 400, scimType: "invalidFilter" });
    return [];
  }
}

test("any string survives being written as JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(lex(JSON.stringify(text))[0]).toMatchObject({ kind: "string", text });
    }),
  );
});

test("a number is what JSON calls one", () => {
  for (const text of ["0", "-0", "5", "10", "-1.50", "1e5", "1E-5", "0.1e+7"]) expect(isNumber(text), text).toBe(true);
  for (const text of ["", "007", "+5", "5.", ".5", "1e", "0x1", "5a", "a5", "--1", "NaN"])
    expect(isNumber(text), text).toBe(false);
});

test("characters are counted as people count them, from 1", () => {
  expect([characterAt("abc", 0), characterAt("abc", 2), characterAt("😀😀a", 4)]).toEqual([1, 3, 3]);
});
