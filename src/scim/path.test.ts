import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canHaveValue } from "./attribute-path.ts";
import { ScimError } from "./errors.ts";
import { matchesElement } from "./filter/evaluate.ts";
import { anyText } from "./filter/testing.ts";
import { parsePath } from "./path.ts";
import { GROUP, USER } from "./resource-types.ts";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function refusal(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof ScimError ? [error.status, error.scimType, error.detail] : error;
  }
}

/** A path's parts, or the schema it names. */
function read(text: string, type = USER) {
  const path = parsePath(text, type);
  if (path.kind === "schema") return { schema: path.extension };
  const { extension, kept, name, sub } = path.target;
  return { extension, kept, name, sub, filter: path.filter?.kind };
}

const core = { extension: undefined, kept: false, sub: undefined, filter: undefined };

describe("a path leads to an attribute, its elements, or their sub-attribute", () => {
  test.each([
    ["USERNAME", { ...core, name: "userName" }],
    ["name.familyname", { ...core, name: "name", sub: "familyName" }],
    ['emails[type eq "work"]', { ...core, name: "emails", filter: "compare" }],
    [
      'addresses[type eq "work" and primary eq "True"].Formatted',
      { ...core, name: "addresses", sub: "formatted", filter: "and" },
    ],
    [' emails [ type eq "]" ] .value ', { ...core, name: "emails", sub: "value", filter: "compare" }],
    [`${CORE}:emails[type eq "work"].value`, { ...core, name: "emails", sub: "value", filter: "compare" }],
    [`${ENTERPRISE}:manager`, { ...core, extension: ENTERPRISE, name: "manager" }],
    [`${ENTERPRISE}:manager.displayName`, { ...core, extension: ENTERPRISE, name: "manager", sub: "displayName" }],
    ["manager", { ...core, extension: ENTERPRISE, name: "manager" }],
    [
      "urn:acme:2.0:User:badges[no eq 5].Color",
      { extension: "urn:acme:2.0:User", kept: true, name: "badges", sub: "Color", filter: "compare" },
    ],
    ["emails[foo eq 5].bar", { ...core, name: "emails", sub: "bar", filter: "nothing" }],
    [CORE.toUpperCase(), { schema: undefined }],
    [` ${ENTERPRISE.toLowerCase()} `, { schema: ENTERPRISE }],
    ["urn:Acme:2.0:User", { schema: "urn:Acme:2.0:User" }],
  ])("%s", (text, parts) => {
    expect(read(text)).toEqual(parts);
    expect(parsePath(text, USER).text).toBe(text);
  });
});

test("an unknown attribute is left to the caller", () => {
  const path = parsePath("foo.bar", USER);
  expect(path.kind === "attribute" && canHaveValue(path.target)).toBe(false);
});

test("the filter in the brackets selects elements", () => {
  const path = parsePath('members[value eq "2819C223"]', GROUP);
  if (path.kind !== "attribute" || !path.filter) throw new TypeError("no filter");
  expect(matchesElement(path.filter, { value: "2819c223", type: "User" })).toBe(true);
  expect(matchesElement(path.filter, { value: "2819c224" })).toBe(false);
});

describe("what is no path is refused with its place", () => {
  const behind = 'expected a sub-attribute such as ".value" or the end';
  test.each([
    ["", 1, "it begins with no attribute's name"],
    ["[type eq x]", 1, "it begins with no attribute's name"],
    ["a.b.c", 1, "it begins with no attribute's name"],
    ["first name", 1, "it begins with no attribute's name"],
    ['emails[type eq "work"]value', 23, behind],
    ['emails[type eq "work"].', 23, behind],
    ['emails[type eq "work"].value.x', 23, behind],
    ['emails[type eq "work"].urn:x:value', 23, behind],
    ['emails[type eq "work"][value pr]', 23, behind],
    ['emails[type eq "work"] or', 23, behind],
    ["name.givenName[value pr].x", 25, 'behind "name.givenName" there can be no further sub-attribute'],
  ])("%s", (text, character, problem) => {
    const detail = `The path ${JSON.stringify(text)} is wrong at character ${character}: ${problem}`;
    expect(refusal(() => parsePath(text, USER))).toEqual([400, "invalidPath", detail]);
  });
});

describe("what is wrong inside the brackets is the filter's", () => {
  test.each([
    [
      "emails[type]",
      'The filter is wrong at character 12: expected an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr), found "]"',
    ],
    ["emails[type eq work", 'The filter is wrong at character 20: expected "and", "or" or "]", found the end'],
    [
      "emails[primary gt true]",
      "The filter makes no sense: primary is true or false and can be asked with ne, eq, not with gt",
    ],
  ])("%s", (text, detail) => {
    expect(refusal(() => parsePath(text, USER))).toEqual([400, "invalidFilter", detail]);
  });
});

test("whatever the text, it is a path or refused as one", () => {
  const pieces = fc.constantFrom("emails", "[", "]", "type eq 5", ".value", ".", "urn:a:1.0", ":", " ", '"', "name");
  const almost = fc.array(pieces, { maxLength: 8 }).map((list) => list.join(""));
  fc.assert(
    fc.property(fc.oneof(anyText, almost), (text) => {
      const outcome = refusal(() => parsePath(text, USER));
      const expected = Array.isArray(outcome)
        ? [400, expect.stringMatching(/^invalid(Path|Filter)$/), expect.any(String)]
        : { kind: expect.any(String) };
      expect(outcome).toEqual(Array.isArray(outcome) ? expected : expect.objectContaining(expected));
    }),
    { numRuns: 300 },
  );
});
