import { describe, expect, test } from "vitest";
import { resolvePath } from "../attribute-path.ts";
import type { JsonObject } from "../json.ts";
import { GROUP, USER } from "../resource-types.ts";
import type { ResourceType } from "../schema.ts";
import { checkElementFilter, checkFilter } from "./check.ts";
import { isPresent, matches, matchesElement } from "./evaluate.ts";
import { parseFilter } from "./parse.ts";
import { ENTERPRISE_URN, KEPT_URN } from "./testing.ts";

const BARBARA: JsonObject = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE_URN],
  id: "2819c223-7f76-453a-919d-413861904646",
  externalId: "Ext-7",
  userName: "BJensen@example.com",
  active: true,
  title: "Straße",
  name: { familyName: "Jensen", formatted: "Ms. Barbara J Jensen" },
  emails: [
    { value: "bjensen@example.com", type: "work", primary: true },
    { value: "babs@jensen.org", type: "home" },
  ],
  x509Certificates: [{ value: "MIID" }],
  profileUrl: "https://login.example.com/bjensen",
  groups: [{ value: "e9e30dba", display: "Tour Guides", type: "direct" }],
  [ENTERPRISE_URN]: { employeeNumber: "0701984", manager: { value: "26118915", displayName: "John Smith" } },
  [KEPT_URN]: {
    Grade: 7,
    level: "Senior",
    remote: true,
    tags: ["Red", "blue", 3],
    boss: { Name: "Ann", Value: "26" },
    gone: null,
  },
  meta: {
    resourceType: "User",
    created: "2010-01-23T04:56:22.123Z",
    lastModified: "2011-05-13T04:42:34Z",
    version: 'W/"3"',
    location: "https://example.com/v2/Users/2819c223",
  },
};

function check(text: string, resource: JsonObject = BARBARA, type: ResourceType = USER): boolean {
  return matches(checkFilter(parseFilter(text), type), resource);
}

const TRUE: readonly [string, readonly string[]][] = [
  [
    "text is compared without its case, unless it is caseExact",
    [
      'userName eq "bjensen@EXAMPLE.com"',
      'USERNAME co "JENSEN"',
      'userName sw "BJ"',
      'userName ew ".COM"',
      'title eq "STRASSE"',
      'externalId eq "Ext-7"',
      'not (externalId eq "ext-7")',
      'not (externalId co "ext")',
      'externalId sw "Ext"',
      'not (externalId ew "T-7")',
      'not (id eq "2819C223-7F76-453A-919D-413861904646")',
      'not (profileUrl eq "HTTPS://login.example.com/bjensen")',
      'x509Certificates eq "MIID"',
      'not (x509Certificates.value sw "mi")',
    ],
  ],
  [
    "text has an order, of its code points",
    [
      'userName gt "bjensen"',
      'not (userName gt "bjensen@example.com")',
      'userName ge "bjensen@example.com"',
      'userName ge "BJENSEN@EXAMPLE.COM"',
      'not (userName ge "c")',
      'userName lt "c"',
      'not (userName lt "bjensen@example.com")',
      'userName le "bjensen@example.com"',
      'not (userName le "a")',
      'externalId lt "e"',
    ],
  ],
  [
    "an empty text is part of any value, and of none that is absent",
    [
      'userName co ""',
      'userName sw ""',
      'userName ew ""',
      'userName gt ""',
      'not (userName eq "")',
      'not (nickName co "")',
      'not (nickName sw "")',
    ],
  ],
  [
    "a schema's URN alone is present where the resource has anything of it",
    [
      `${ENTERPRISE_URN} pr`,
      `${ENTERPRISE_URN.toUpperCase()} pr`,
      `not (${ENTERPRISE_URN} eq null)`,
      `${KEPT_URN} pr`,
      "not (urn:no:1.0:User pr)",
      "urn:ietf:params:scim:schemas:core:2.0:User pr",
      "urn:scim:schemas:core:1.0:User pr",
    ],
  ],
  ["a part must be there", ['not (userName co "z")', 'not (userName sw "jensen")', 'not (userName ew "bjensen")']],
  [
    "ne is not eq: what is absent is not equal either",
    [
      'nickName ne "Babs"',
      'not (userName ne "bjensen@example.com")',
      'userName ne "x"',
      'not (emails ne "babs@jensen.org")',
      'emails.type ne "other"',
      'no ne "x"',
      'emails[type ne "work"]',
      'not (emails[type eq "work"].value ne "bjensen@example.com")',
      'emails[type eq "other"].value ne "bjensen@example.com"',
    ],
  ],
  [
    "a boolean is read from what clients write",
    ["active eq true", 'active eq "True"', "active ne FALSE", 'not (active eq "false")', "emails[primary eq true]"],
  ],
  [
    "a number without quotes is a text for a text",
    [
      `${ENTERPRISE_URN}:employeeNumber eq "0701984"`,
      "employeeNumber eq 0701984",
      "manager eq 26118915",
      "not (manager eq 2611891)",
    ],
  ],
  [
    "dates are instants, whatever their offset",
    [
      'meta.lastModified eq "2011-05-13T06:42:34+02:00"',
      'meta.lastModified eq "2011-05-13T04:42:34.000Z"',
      'meta.lastModified gt "2011-05-13T04:42:33Z"',
      'meta.lastModified ge "2011-05-13T04:42:34Z"',
      'not (meta.lastModified gt "2011-05-13T04:42:34Z")',
      'meta.lastModified lt "2011-05-14"',
      "meta.lastModified le 2011-05-13T04:42:34Z",
      "not (meta.lastModified lt 2011-05-13T04:42:34Z)",
      'meta.created eq "2010-01-23T04:56:22.1239Z"',
    ],
  ],
  [
    "of a multi-valued attribute any element counts, in brackets one for all",
    [
      'emails.type eq "work" and emails.value co "babs"',
      'not (emails[type eq "work" and value co "babs"])',
      'emails[type eq "home" and value co "babs"]',
      'emails[not (type eq "work")]',
      'emails[type eq "home" or type eq "other"]',
      "emails[primary pr]",
      "not (emails[display pr])",
      'schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"',
      `schemas[value eq "${ENTERPRISE_URN}"]`,
      'not (schemas[type eq "x"])',
      'name[familyName eq "jensen"]',
      "not (ims[value pr])",
      "not (ims[not (value pr)])",
    ],
  ],
  [
    "a comparison with a complex attribute means its value",
    ['emails co "babs@"', 'groups eq "E9E30DBA"', 'manager eq "26118915"', 'not (emails eq "work")'],
  ],
  [
    "a name that the core lacks is one of an extension's",
    [
      "manager pr",
      'manager.displayName sw "john"',
      'employeeNumber ew "4"',
      `${ENTERPRISE_URN.toUpperCase()}:MANAGER.VALUE pr`,
    ],
  ],
  [
    "present is what has a value",
    [
      "userName pr",
      "name pr",
      "emails pr",
      "active pr",
      "emails.primary pr",
      "not (nickName pr)",
      "not (name.givenName pr)",
      "not (ims pr)",
    ],
  ],
  [
    "null is absent",
    ["nickName eq null", "userName ne null", "not (userName eq null)", "emails[type eq work].display eq null"],
  ],
  [
    "what no schema knows has no value",
    [
      "not (no pr)",
      'not (no eq "x")',
      'not (no[value eq "x"])',
      'not (name.no eq "x")',
      "not (no gt true)",
      `not (${ENTERPRISE_URN}:no pr)`,
      'not (userName.value eq "x")',
      'not (emails[no eq "x"])',
      'not (emails[value.no eq "x"])',
      "not (urn:other:2.0:User:Grade pr)",
    ],
  ],
  [
    "what is never returned has no value either",
    ["not (password pr)", 'not (password eq "t1meMa$heen")', 'not (password[value sw "t"])'],
  ],
  [
    "below a URN that is kept, values are compared as what they are, names in any case",
    [
      `${KEPT_URN}:grade eq 7`,
      `${KEPT_URN}:grade eq "7"`,
      `${KEPT_URN}:grade ge 7.0`,
      `${KEPT_URN}:grade lt "1e1"`,
      `${KEPT_URN.toLowerCase()}:GRADE gt 6`,
      `not (${KEPT_URN}:grade co 7)`,
      `not (${KEPT_URN}:grade gt true)`,
      `not (${KEPT_URN}:grade eq "seven")`,
      `${KEPT_URN}:level eq "SENIOR"`,
      `${KEPT_URN}:level sw sen`,
      `${KEPT_URN}:level gt a`,
      `not (${KEPT_URN}:level eq 7)`,
      `${KEPT_URN}:remote eq true`,
      `${KEPT_URN}:remote eq "True"`,
      `not (${KEPT_URN}:remote eq false)`,
      `not (${KEPT_URN}:remote gt false)`,
      `not (${KEPT_URN}:remote co "rue")`,
      `${KEPT_URN}:tags eq "BLUE"`,
      `${KEPT_URN}:tags eq 3`,
      `${KEPT_URN}:tags.value eq "red"`,
      `${KEPT_URN}:tags[value eq "red"]`,
      `${KEPT_URN}:boss.name eq "ann"`,
      `${KEPT_URN}:boss eq "26"`,
      `${KEPT_URN}:boss[NAME eq "ann" and value eq 26]`,
      `${KEPT_URN}:boss pr`,
      `not (${KEPT_URN}:gone pr)`,
      `${KEPT_URN}:gone ne "x"`,
      `not (${KEPT_URN}:level.x pr)`,
    ],
  ],
];

for (const [rule, filters] of TRUE) {
  describe(rule, () => {
    test.each(filters)("%s", (text) => {
      expect(check(text)).toBe(true);
    });
  });
}

describe("and, or and not", () => {
  const [yes, no] = ["userName pr", "nickName pr"];
  test.each([
    [`${yes} and ${yes}`, true],
    [`${yes} and ${no}`, false],
    [`${no} or ${yes}`, true],
    [`${no} or ${no}`, false],
    [`not (${no})`, true],
    [`not (${yes})`, false],
  ])("%s", (text, expected) => {
    expect(check(text)).toBe(expected);
  });
});

test("members of groups are found by their value, whatever its case", () => {
  const group: JsonObject = { displayName: "Guides", members: [{ value: "2819c223", type: "User" }] };
  expect(check('members eq "2819C223"', group, GROUP)).toBe(true);
  expect(check('members[value eq "2819c223" and type eq "group"]', group, GROUP)).toBe(false);
  expect(check('displayName eq "guides" and members.type eq "user"', group, GROUP)).toBe(true);
});

test("texts beyond U+FFFF come last in the order, as in the database", () => {
  expect(check('nickName gt "\uffee"', { nickName: "😀" })).toBe(true);
  expect(check('nickName lt "😀"', { nickName: "\uffee" })).toBe(true);
});

test("a value of another type than the schema says equals nothing", () => {
  expect(check('active eq "true"', { active: "true" })).toBe(false);
  expect(check('userName eq "5"', { userName: 5 })).toBe(false);
  expect(check('meta.created ge "2010-01-01"', { meta: { created: 5 } })).toBe(false);
  expect(check('meta.created ge "2010-01-01"', { meta: { created: "never" } })).toBe(false);
});

test("numbers are compared as numbers", () => {
  const number = { name: "n", type: "integer", multiValued: false, description: "", required: false } as const;
  const attribute = {
    ...number,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
  } as const;
  const type = { ...USER, schema: { ...USER.schema, attributes: [attribute] } };
  const truths = ["n eq 10", 'n eq "10.0"', "n gt 9", "n ge 10", "n lt 11", "n le 1e1", "n ne 9", "n lt 1e999"];
  for (const text of truths) expect(check(text, { n: 10 }, type), text).toBe(true);
  for (const text of ["n gt 10", "n lt 10", "n ge 11", "n le 9", "n gt 1e999"])
    expect(check(text, { n: 10 }, type), text).toBe(false);
  expect(check("n eq 10", { n: "10" }, type)).toBe(false);
});

describe("an element matches the filter in its brackets", () => {
  const emails = resolvePath(USER, { urn: undefined, name: "emails", sub: undefined });
  const matching = (text: string, element: JsonObject | string | null) =>
    matchesElement(checkElementFilter(parseFilter(text), emails), element);

  test("by its sub-attributes", () => {
    expect(matching('type eq "WORK" and value ew "@x"', { type: "work", value: "a@x" })).toBe(true);
    expect(matching('type eq "work"', { type: "home" })).toBe(false);
  });

  test("a plain value counts as its own value", () => {
    expect(matching('value eq "A"', "a")).toBe(true);
    expect(matching('type eq "a"', "a")).toBe(false);
    expect(matching("not (value pr)", null)).toBe(true);
  });
});

test("what is empty all through is not present", () => {
  for (const value of [undefined, null, "", [], {}, [null, ""], { a: [], b: { c: null } }]) {
    expect(isPresent(value), JSON.stringify(value)).toBe(false);
  }
  for (const value of ["a", 0, false, [""].concat("a"), { a: { b: [{ c: 0 }] } }]) {
    expect(isPresent(value), JSON.stringify(value)).toBe(true);
  }
});
