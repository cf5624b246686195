import { describe, expect, test } from "vitest";
import { ScimError } from "./errors.ts";
import { parseListQuery, parseSearchRequest, SEARCH_REQUEST_URN } from "./list.ts";
import { asksFor } from "./projection.ts";
import { GROUP, USER } from "./resource-types.ts";

function refusal(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof ScimError ? [error.status, error.scimType, error.detail] : error;
  }
}

test("without parameters the first hundred are asked for", () => {
  expect(parseListQuery({}, USER)).toEqual({
    startIndex: 1,
    count: 100,
    filter: undefined,
    sort: undefined,
    projection: undefined,
  });
});

describe("startIndex and count are brought into their range", () => {
  test.each<[unknown, number, unknown, number]>([
    ["1", 1, "2", 2],
    ["0", 1, "0", 0],
    ["-5", 1, "-1", 0],
    ["101", 101, "1000", 1000],
    [7, 7, 1001, 1000],
    [" 3 ", 3, "+4", 4],
    ["", 1, "", 100],
    [null, 1, undefined, 100],
    ["99999999999999999999", Number.MAX_SAFE_INTEGER, 1e300, 1000],
    [1e300, Number.MAX_SAFE_INTEGER, -1e300, 0],
  ])("%j and %j", (startIndex, first, count, most) => {
    expect(parseListQuery({ startIndex, count }, USER)).toMatchObject({ startIndex: first, count: most });
  });
});

test("names of parameters are read in any case, unknown ones are ignored", () => {
  const query = parseListQuery({ STARTINDEX: "2", Count: "3", FILTER: "userName pr", foo: {} }, USER);
  expect(query).toMatchObject({ startIndex: 2, count: 3, filter: { kind: "present" } });
});

test("the filter is checked for the resource type", () => {
  expect(parseListQuery({ filter: 'members eq "1"' }, GROUP).filter).toMatchObject({ kind: "compare", operator: "eq" });
  expect(parseListQuery({ filter: 'members eq "1"' }, USER).filter).toEqual({ kind: "nothing" });
  expect(parseListQuery({ filter: null }, USER).filter).toBeUndefined();
});

test("attributes and excludedAttributes are the projection", () => {
  const { projection } = parseListQuery({ attributes: "displayName,members", ExcludedAttributes: "members" }, GROUP);
  expect(["displayName", "members"].map((name) => asksFor(projection, name))).toEqual([true, false]);
});

describe("sortBy is an attribute, of a complex one its value", () => {
  test.each([
    ["userName", undefined, { target: { name: "userName", sub: undefined }, order: "ascending" }],
    ["NAME.FAMILYNAME", "Descending", { target: { name: "name", sub: "familyName" }, order: "descending" }],
    ["emails", "ASCENDING", { target: { name: "emails", sub: "value" }, order: "ascending" }],
    [
      " manager ",
      "",
      { target: { extension: USER.extensions[0]?.id, name: "manager", sub: "value" }, order: "ascending" },
    ],
    ["urn:acme:1.0:User:grade", " descending ", { target: { kept: true, name: "grade" }, order: "descending" }],
  ])("%s", (sortBy, sortOrder, sort) => {
    expect(parseListQuery({ sortBy, sortOrder }, USER).sort).toMatchObject(sort);
  });

  test.each(["foo", "name.foo", "password", "", " "])("by %j nothing is sorted", (sortBy) => {
    expect(parseListQuery({ sortBy, sortOrder: "descending" }, USER).sort).toBeUndefined();
  });
});

describe("what cannot be meant is refused, naming the parameter", () => {
  test.each<[object, string]>([
    [{ startIndex: "one" }, "startIndex is a whole number, such as 1"],
    [{ startIndex: "1.5" }, "startIndex is a whole number, such as 1"],
    [{ count: 1.5 }, "count is a whole number, such as 1"],
    [{ count: "1e2" }, "count is a whole number, such as 1"],
    [{ count: "1x" }, "count is a whole number, such as 1"],
    [{ count: "x1" }, "count is a whole number, such as 1"],
    [{ count: " " }, "count is a whole number, such as 1"],
    [{ count: true }, "count is a whole number, such as 1"],
    [{ count: ["1", "2"] }, "count is a whole number, such as 1"],
    [{ filter: 5 }, "filter is a text, given once"],
    [{ filter: ["a pr", "b pr"] }, "filter is a text, given once"],
    [{ attributes: 5 }, "attributes is a list of attributes' names, separated by commas"],
    [{ sortBy: {} }, "sortBy is a text, given once"],
    [{ sortBy: "a b" }, 'sortBy is an attribute\'s name; "a b" is none'],
    [{ sortBy: "name" }, "sortBy names a sub-attribute of name, such as name.formatted"],
    [{ sortOrder: "up" }, "sortOrder is ascending or descending"],
    [{ sortOrder: 1 }, "sortOrder is a text, given once"],
  ])("%j", (parameters, detail) => {
    expect(refusal(() => parseListQuery({ ...parameters }, USER))).toEqual([400, "invalidValue", detail]);
  });

  test("an empty filter is not taken for none", () => {
    expect(refusal(() => parseListQuery({ filter: "" }, USER))).toContain("invalidFilter");
  });
});

describe("a SearchRequest", () => {
  test("has the parameters as JSON", () => {
    const body = {
      schemas: [SEARCH_REQUEST_URN],
      attributes: ["displayName"],
      filter: "displayName pr",
      startIndex: 1,
      count: 10,
    };
    expect(parseSearchRequest(body, USER)).toEqual(parseListQuery({ ...body, attributes: "displayName" }, USER));
  });

  test.each<[unknown]>([
    [undefined],
    [null],
    [[]],
    [SEARCH_REQUEST_URN],
    [["urn:x", SEARCH_REQUEST_URN.toUpperCase()]],
  ])("may have schemas %j", (schemas) => {
    expect(parseSearchRequest({ SCHEMAS: schemas, count: 7 }, USER).count).toBe(7);
  });

  test.each<[unknown]>([[["urn:ietf:params:scim:api:messages:2.0:PatchOp"]], ["urn:x"], [[5]], [{}]])(
    "is not one with schemas %j",
    (schemas) => {
      const detail = `The schemas of a search are ["${SEARCH_REQUEST_URN}"]`;
      expect(refusal(() => parseSearchRequest({ count: 7, schemas }, USER))).toEqual([400, "invalidSyntax", detail]);
    },
  );

  test("is an object", () => {
    for (const body of [undefined, null, [], "x"]) {
      const refused = refusal(() => parseSearchRequest(body, USER));
      expect(refused).toEqual([400, "invalidSyntax", "The body of a search is a JSON object"]);
    }
  });
});
