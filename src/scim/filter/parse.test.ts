import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../errors.ts";
import { parseBrackets, parseFilter } from "./parse.ts";
import { printFilter } from "./print.ts";
import { anyText } from "./testing.ts";

function refusal(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof ScimError ? [error.status, error.scimType, error.detail] : error;
  }
}

/** Nested `depth` times by `open` and `close`. */
const nested = (depth: number, open: string, filter: string, close: string) =>
  open.repeat(depth) + filter + close.repeat(depth);

const path = (name: string, sub?: string, urn?: string) => ({ urn, name, sub });

test("a comparison is a path, an operator and a value", () => {
  expect(parseFilter('name.familyName co "O\\"Malley"')).toEqual({
    kind: "compare",
    path: path("name", "familyName"),
    operator: "co",
    value: { type: "string", text: 'O"Malley' },
  });
});

test("a URN stands before the name, its dots and colons are its own", () => {
  expect(parseFilter("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value pr")).toEqual({
    kind: "present",
    path: path("manager", "value", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"),
  });
});

describe("a value keeps its text and is read as JSON would, else as a text", () => {
  test.each([
    ['"7"', { type: "string", text: "7" }],
    ["-1.50E2", { type: "number", text: "-1.50E2", value: -150 }],
    ["True", { type: "boolean", text: "True", value: true }],
    ["FALSE", { type: "boolean", text: "FALSE", value: false }],
    ["bob@example.org", { type: "string", text: "bob@example.org" }],
    ["2011-05-13T04:42:34Z", { type: "string", text: "2011-05-13T04:42:34Z" }],
    ["007", { type: "string", text: "007" }],
    ["'x y'", { type: "string", text: "x y" }],
    ["pr", { type: "string", text: "pr" }],
    ['"and"', { type: "string", text: "and" }],
    ['"null"', { type: "string", text: "null" }],
  ])("a eq %s", (text, value) => {
    expect(parseFilter(`a eq ${text}`)).toEqual({ kind: "compare", path: path("a"), operator: "eq", value });
  });
});

describe("a filter is read as the RFC means it, and written in its form", () => {
  test.each([
    // RFC 7644 §3.4.2.2, figure 2
    ['userName eq "bjensen"', 'userName eq "bjensen"'],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
      'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
    ],
    ["title pr", "title pr"],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', 'meta.lastModified gt "2011-05-13T04:42:34Z"'],
    ['title pr or userType eq "Intern"', 'title pr or userType eq "Intern"'],
    [
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    ],
    [
      'userType ne "Employee" and not (emails co "example.com")',
      'userType ne "Employee" and not (emails co "example.com")',
    ],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
    ],
    // Operators and words in any case, blanks anywhere
    ["userName EQ bob AND Title Pr oR NOT(a Sw b)", 'userName eq "bob" and Title pr or not (a sw "b")'],
    ['\t emails [ type\n eq  "work" ] ', 'emails[type eq "work"]'],
    ["not\t ( a pr )", "not (a pr)"],
    ["( a pr )and( b pr )", "a pr and b pr"],
    // Precedence: not, then and, then or
    ["a pr or b pr and c pr or d pr", "a pr or b pr and c pr or d pr"],
    ["(a pr or b pr) and c pr", "(a pr or b pr) and c pr"],
    ["not (a pr) and b pr", "not (a pr) and b pr"],
    ["not (not (a pr or b pr))", "not (not (a pr or b pr))"],
    ["((a pr) and ((b pr and c pr)))", "a pr and b pr and c pr"],
    ["(a pr or b pr) or c pr and (d pr)", "a pr or b pr or c pr and d pr"],
    // Null is absent
    ["a eq null", "not (a pr)"],
    ["a ne NULL", "a pr"],
    // A sub-attribute behind the brackets is one of the same element
    ['emails[type eq "work"].value eq "x"', 'emails[type eq "work" and value eq "x"]'],
    [
      "emails[type eq work and primary eq true].value co x",
      'emails[type eq "work" and primary eq true and value co "x"]',
    ],
    ["emails[type eq work or type eq home].value pr", 'emails[(type eq "work" or type eq "home") and value pr]'],
    ["emails[type eq work].value ne x", 'not (emails[type eq "work" and value eq "x"])'],
    ["emails[type eq work].value eq null", 'not (emails[type eq "work" and value pr])'],
    ["emails[type eq work].value ne null", 'emails[type eq "work" and value pr]'],
    ["emails[type eq work].$ref eq x and a pr", 'emails[type eq "work" and $ref eq "x"] and a pr'],
    ["urn:x:y:a[b pr] or (c[d pr] and e[f pr])", "urn:x:y:a[b pr] or c[d pr] and e[f pr]"],
    ["a[not (b pr) and (c pr or d pr)]", "a[not (b pr) and (c pr or d pr)]"],
  ])("%s", (text, printed) => {
    expect(printFilter(parseFilter(text))).toBe(printed);
  });
});

test("operands joined alike are one node, however they were bracketed", () => {
  const a = { kind: "present", path: path("a") };
  expect(parseFilter("(a pr and (a pr and a pr)) and a pr")).toEqual({ kind: "and", operands: [a, a, a, a] });
  expect(parseFilter("((a pr))")).toEqual(a);
});

describe("what cannot be read is refused with the place and what was expected", () => {
  const term = 'expected an attribute\'s name, "not" or "("';
  const operator = "expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)";
  test.each([
    ["", 1, `${term}, found the end`],
    ["   ", 4, `${term}, found the end`],
    ['"a" eq b', 1, `${term}, found "a"`],
    ["and eq b", 1, `${term}, found "and"`],
    ["a pr and or b pr", 10, `${term}, found "or"`],
    ["a pr or", 8, `${term}, found the end`],
    ["a.b.c pr", 1, `${term}, found "a.b.c"`],
    ["a! pr", 1, `${term}, found "a!"`],
    ["x:y pr", 1, `${term}, found "x:y"`],
    ["()", 2, `${term}, found ")"`],
    ["not a pr", 5, 'expected "(" after "not", found "a"'],
    ["a", 2, `${operator}, found the end`],
    ["a equals b", 3, `${operator}, found "equals"`],
    ['a "eq" b', 3, `${operator}, found "eq"`],
    ["a = b", 3, `${operator}, found "="`],
    ["emails[type]", 12, `${operator}, found "]"`],
    ["a[b pr].c", 10, `${operator}, found the end`],
    ["a eq", 5, "expected a value in double quotes, found the end"],
    ["a eq and b pr", 6, 'expected a value in double quotes, found "and"'],
    ["a eq OR", 6, 'expected a value in double quotes, found "OR"'],
    ["a eq (b)", 6, 'expected a value in double quotes, found "("'],
    [
      "a eq John Smith",
      11,
      'expected "and", "or" or the end (a value with blanks or brackets needs double quotes), found "Smith"',
    ],
    [
      "a eq 'O'Brien'",
      9,
      'expected "and", "or" or the end (a value with blanks or brackets needs double quotes), found "Brien\'"',
    ],
    [
      "a eq Sales(EU)",
      11,
      'expected "and", "or" or the end (a value with blanks or brackets needs double quotes), found "("',
    ],
    [
      'a[b pr]".c" pr',
      8,
      'expected "and", "or" or the end (a value with blanks or brackets needs double quotes), found ".c"',
    ],
    ["(a pr))", 7, 'expected "and", "or" or the end (a value with blanks or brackets needs double quotes), found ")"'],
    ["(a pr", 6, 'expected "and", "or" or ")", found the end'],
    ["(a pr]", 6, 'expected "and", "or" or ")", found "]"'],
    ["a[b pr", 7, 'expected "and", "or" or "]", found the end'],
    ["a[b pr)", 7, 'expected "and", "or" or "]", found ")"'],
    ["a[b[c pr]]", 4, 'expected an operator, for brackets cannot be nested, found "["'],
    ["a[(b[c pr])]", 5, 'expected an operator, for brackets cannot be nested, found "["'],
    ["a[b pr].c.d eq e", 8, 'expected a sub-attribute such as ".value", found ".c.d"'],
    ["a[b pr].urn:x:c eq e", 8, 'expected a sub-attribute such as ".value", found ".urn:x:c"'],
    ["a[b pr]. eq e", 8, 'expected a sub-attribute such as ".value", found "."'],
    ["a gt null", 6, "null can be compared with eq and ne only, not with gt"],
    ["a[b pr].c sw Null", 14, "null can be compared with eq and ne only, not with sw"],
  ])("%s", (text, character, problem) => {
    const detail = `The filter is wrong at character ${character}: ${problem}`;
    expect(refusal(() => parseFilter(text))).toEqual([400, "invalidFilter", detail]);
  });
});

test("a refusal quotes no more than the beginning of what was found", () => {
  const [, , detail] = refusal(() => parseFilter(`a ${"b".repeat(8000)}`)) as string[];
  expect(detail).toMatch(/found "b+…$/);
});

describe("a filter has its limits", () => {
  test("8 KiB, counted in bytes", () => {
    const text = (length: number) => `a eq "${"é".repeat((length - 7) / 2)}"`;
    expect(parseFilter(text(8 * 1024 - 1))).toMatchObject({ kind: "compare" });
    expect(refusal(() => parseFilter(text(8 * 1024 + 1)))).toEqual([
      400,
      "invalidFilter",
      "The filter is wrong at character 1: it is longer than 8192 bytes; ask in several requests",
    ]);
    expect(parseFilter(`a eq "${"b".repeat(8192 - 7)}"`)).toMatchObject({ kind: "compare" });
  });

  test.each([
    ["parentheses", "(", "a pr", ")"],
    ["negations", "not (", "a pr", ")"],
  ])("20 levels of %s", (_, open, filter, close) => {
    expect(() => parseFilter(nested(20, open, filter, close))).not.toThrow();
    expect(refusal(() => parseFilter(nested(21, open, filter, close)))).toEqual([
      400,
      "invalidFilter",
      `The filter is wrong at character ${21 * open.length}: it is nested deeper than 20 levels`,
    ]);
  });

  test("brackets are a level too, and a level is over when it is closed", () => {
    expect(() => parseFilter(nested(19, "(", "a[b pr]", ")"))).not.toThrow();
    expect(refusal(() => parseFilter(nested(20, "(", "a[b pr]", ")")))).toContain("invalidFilter");
    expect(() => parseFilter(Array(50).fill("(a[b pr])").join(" or "))).not.toThrow();
  });

  test("200 conditions", () => {
    const text = (terms: number) => Array(terms).fill("a pr").join(" and ");
    expect(parseFilter(text(200))).toMatchObject({ kind: "and", operands: { length: 200 } });
    expect(refusal(() => parseFilter(text(201)))).toEqual([
      400,
      "invalidFilter",
      `The filter is wrong at character ${200 * "a pr and ".length + 3}: it has more than 200 conditions; ask in several requests`,
    ]);
    expect(refusal(() => parseFilter(Array(201).fill("a eq b").join(" or ")))).toContain("invalidFilter");
  });
});

test("the brackets of a path are read alone, up to their end", () => {
  expect(parseBrackets('members[value eq "]"].x"', 7)).toEqual({ filter: parseFilter('value eq "]"'), end: 21 });
  expect(refusal(() => parseBrackets("a[b[c pr]]", 1))).toContain("invalidFilter");
  expect(refusal(() => parseBrackets("😀[b pr", 2))).toEqual([
    400,
    "invalidFilter",
    'The filter is wrong at character 7: expected "and", "or" or "]", found the end',
  ]);
});

test("whatever the text, it is a filter or refused as one", () => {
  const words = fc.constantFrom(
    "a",
    "eq",
    "pr",
    "and",
    "or",
    "not",
    "(",
    ")",
    "[",
    "]",
    '"x"',
    "null",
    ".b",
    "5",
    '"',
    "\\",
  );
  const almost = fc.array(words, { maxLength: 12 }).map((list) => list.join(" "));
  fc.assert(
    fc.property(fc.oneof(anyText, almost), (text) => {
      const outcome = refusal(() => parseFilter(text));
      expect(Array.isArray(outcome) ? outcome.slice(0, 2) : outcome).toSatisfy((result) =>
        Array.isArray(result) ? result.join() === "400,invalidFilter" : typeof result.kind === "string",
      );
    }),
    { numRuns: 300 },
  );
});
