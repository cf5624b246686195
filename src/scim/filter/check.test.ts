import { describe, expect, test } from "vitest";
import { resolvePath } from "../attribute-path.ts";
import { ScimError } from "../errors.ts";
import { GROUP, USER } from "../resource-types.ts";
import { checkElementFilter, checkFilter } from "./check.ts";
import { parseFilter } from "./parse.ts";
import { ENTERPRISE_URN, KEPT_URN } from "./testing.ts";

function refusal(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof ScimError ? [error.status, error.scimType, error.detail] : error;
  }
}

const text = (value: string) => ({ type: "string", text: value, caseExact: false });

test("a comparison is checked to its target, in the schema's spelling, and to its attribute's type", () => {
  expect(checkFilter(parseFilter('USERNAME eq "Straße"'), USER)).toMatchObject({
    kind: "compare",
    operator: "eq",
    target: { extension: undefined, kept: false, name: "userName", sub: undefined },
    operands: [text("strasse")],
    literal: { type: "string", text: "Straße" },
  });
});

describe("a literal becomes a value of its attribute's type", () => {
  test.each([
    ['externalId eq "Ext"', [{ type: "string", text: "Ext", caseExact: true }]],
    ["userName eq 1E3", [text("1e3")]],
    ["userName eq True", [text("true")]],
    ['active eq "TRUE"', [{ type: "boolean", value: true }]],
    ["active ne False", [{ type: "boolean", value: false }]],
    ["meta.created gt 1970-01-01T00:00:01Z", [{ type: "dateTime", value: 1000 }]],
    ['profileUrl co "X"', [{ type: "string", text: "X", caseExact: true }]],
    ['x509Certificates co "X"', [{ type: "string", text: "X", caseExact: true }]],
    [`${KEPT_URN}:a eq "X"`, [text("x")]],
    [`${KEPT_URN}:a eq "5"`, [text("5"), { type: "number", value: 5 }]],
    [`${KEPT_URN}:a eq 5.0`, [{ type: "number", value: 5 }, text("5.0")]],
    [`${KEPT_URN}:a lt 5`, [{ type: "number", value: 5 }, text("5")]],
    [`${KEPT_URN}:a co 5`, [text("5")]],
    [`${KEPT_URN}:a eq True`, [{ type: "boolean", value: true }, text("true")]],
    [`${KEPT_URN}:a eq "False"`, [text("false"), { type: "boolean", value: false }]],
    [`${KEPT_URN}:a ge true`, [text("true")]],
    [`${KEPT_URN}:a sw true`, [text("true")]],
  ])("%s", (filter, operands) => {
    const checked = checkFilter(parseFilter(filter), USER);
    expect(checked.kind === "not" ? checked.operand : checked).toMatchObject({ kind: "compare", operands });
  });
});

describe("what makes no sense is refused, naming the attribute", () => {
  const choices = "formatted familyName givenName middleName honorificPrefix honorificSuffix".split(" ");
  const names = choices.map((name) => `name.${name}`).join(", ");
  const order = "gt ge lt le".split(" ");
  test.each([
    ...order.map((it) => [`active ${it} true`, `active is true or false and can be asked with ne, eq, not with ${it}`]),
    ["active co tru", "active is true or false and can be asked with ne, eq, not with co"],
    ['active eq "maybe"', 'active is true or false; "maybe" is not'],
    ["active eq 1", 'active is true or false; "1" is not'],
    ["emails[primary gt true]", "primary is true or false and can be asked with ne, eq, not with gt"],
    ["x509Certificates.value gt a", "value is binary data and can be asked with ne, eq, co, sw, ew, not with gt"],
    [
      "meta.created sw 2011",
      "created is a time such as 2026-01-31T12:00:00Z and can be asked with ne, eq, gt, ge, lt, le, not with sw",
    ],
    ["meta.created gt 2011-02-30", 'created is a time such as 2026-01-31T12:00:00Z; "2011-02-30" is not'],
    ["meta.created ne never", 'created is a time such as 2026-01-31T12:00:00Z; "never" is not'],
    ["name eq x", `name has no value of its own to compare; ask for one of ${names}`],
    ["a pr or not (name ne x)", `name has no value of its own to compare; ask for one of ${names}`],
    [`emails[${ENTERPRISE_URN}:value pr]`, `inside brackets, "${ENTERPRISE_URN}:value" is written "value"`],
  ])("%s", (filter, problem) => {
    const detail = `The filter makes no sense: ${problem}`;
    expect(refusal(() => checkFilter(parseFilter(filter ?? ""), USER))).toEqual([400, "invalidFilter", detail]);
  });
});

test("a number that is none is refused, and so is a part of one", () => {
  const attribute = { name: "n", multiValued: false, description: "", required: false, caseExact: false } as const;
  const rest = { mutability: "readWrite", returned: "default", uniqueness: "none" } as const;
  for (const type of ["integer", "decimal"] as const) {
    const numbers = { ...USER, schema: { ...USER.schema, attributes: [{ ...attribute, ...rest, type }] } };
    expect(refusal(() => checkFilter(parseFilter("n eq x"), numbers))).toEqual([
      400,
      "invalidFilter",
      'The filter makes no sense: n is a number; "x" is not',
    ]);
    expect(refusal(() => checkFilter(parseFilter("n co 5"), numbers))).toEqual([
      400,
      "invalidFilter",
      "The filter makes no sense: n is a number and can be asked with ne, eq, gt, ge, lt, le, not with co",
    ]);
  }
});

test("of attributes that cannot have a value nothing is left, though their brackets are checked", () => {
  const nothing = { kind: "nothing" };
  expect(checkFilter(parseFilter("no eq x"), USER)).toEqual(nothing);
  expect(checkFilter(parseFilter("no ne x"), USER)).toEqual({ kind: "not", operand: nothing });
  expect(checkFilter(parseFilter("password pr"), USER)).toEqual(nothing);
  expect(checkFilter(parseFilter("no[a pr]"), USER)).toEqual(nothing);
  expect(checkFilter(parseFilter("emails[no eq x or value.no pr]"), USER)).toMatchObject({
    kind: "element",
    filter: { kind: "or", operands: [nothing, nothing] },
  });
  expect(checkFilter(parseFilter("userName eq x"), GROUP)).toEqual(nothing);
  expect(refusal(() => checkFilter(parseFilter("no[urn:x:y:a pr]"), USER))).toContain("invalidFilter");
});

test("in the brackets behind a simple attribute, its elements are their own value", () => {
  const schemas = resolvePath(USER, { urn: undefined, name: "schemas", sub: undefined });
  expect(checkElementFilter(parseFilter("VALUE eq x"), schemas)).toMatchObject({
    kind: "compare",
    target: { name: "value" },
  });
  expect(checkElementFilter(parseFilter("type eq x"), schemas)).toEqual({ kind: "nothing" });
});
