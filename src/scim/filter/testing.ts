/** Arbitrary filters and resources, for the property tests of filters. */

import fc from "fast-check";
import { type AttributePath, parseAttributePath } from "../attribute-path.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Comparison, Filter, Literal, Operator, Presence } from "./ast.ts";

export const KEPT_URN = "urn:acme:hr:2.0:User";
export const ENTERPRISE_URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const OPERATORS: readonly Operator[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

const names = fc.stringMatching(/^[A-Za-z$][\w$-]{0,6}$/).filter((name) => !/^(and|or|not)$/i.test(name));
const urns = fc.constantFrom("urn:a:b", "urn:ietf:params:scim:schemas:core:2.0:User", "https://example.com/a-b/2.0");

/** Any code point, NUL and halves of surrogate pairs too. (fast-check's own "binary" takes seconds to begin.) */
const codePoints = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff }) },
);

/** Any text at all. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: codePoints.map((point) => String.fromCodePoint(point)),
});

/** Any path that can be written. */
export const paths: fc.Arbitrary<AttributePath> = fc.record({
  urn: fc.option(urns, { nil: undefined }),
  name: names,
  sub: fc.option(names, { nil: undefined }),
});

/** Text that can be stored, with what quoting, folding and ordering may trip over. */
export const texts = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\u007f\n",
    "\uffee",
    'W/"1"',
    ..."a A ab aB@x.org b work Work 5 true False null".split(" "),
  ),
  fc.constantFrom(..."% _ \\ ' \" ß SS ς Σ İ ı Ꭰ 😀".split(" ")),
  anyText.map((text) => text.toWellFormed().replaceAll("\0", "0")),
);

const numbers = fc.oneof(
  fc.constantFrom("0", "-0", "5", "5.0", "-1.5e3", "1E400", "12345678901234567890", "0.1"),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
);

/** Ids that resources of tests may have. */
export const IDS: readonly string[] = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `0193a1b2-c3d4-7e5f-8a9b-00000000000${n}`);
/** The address of an endpoint that they may have. */
export const BASE = "https://example.com/scim/v2";

const serverTexts = fc.oneof(
  fc.constantFrom(
    ...IDS,
    ...IDS.map((id) => `${BASE}/Groups/${id}`),
    `${BASE}/Users/${IDS[0]}`,
    IDS[0]?.toUpperCase() ?? "",
  ),
  fc.constantFrom("2011-05-13T04:42:34.123Z", "2011-05-13T06:42:34.123+02:00", "2011-05-13", "direct", "user", 'W/"2"'),
);

export const literals: fc.Arbitrary<Literal> = fc.oneof(
  serverTexts.map((text): Literal => ({ type: "string", text })),
  texts.map((text): Literal => ({ type: "string", text })),
  numbers.map((text): Literal => ({ type: "number", text, value: Number(text) })),
  fc
    .constantFrom("true", "True", "FALSE")
    .map((text): Literal => ({ type: "boolean", text, value: text.toLowerCase() === "true" })),
);

/** Any filter that the parser can make, of conditions on `terms`. */
export function filtersOf(terms: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { weight: 4, arbitrary: terms },
      { weight: 1, arbitrary: tie("filter").map((operand): Filter => ({ kind: "not", operand })) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.constantFrom("and" as const, "or" as const),
            fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
          )
          .map(([kind, operands]): Filter => ({ kind, operands: flatten(kind, operands) })),
      },
    ),
  }));
  return filter;
}

function flatten(kind: "and" | "or", operands: readonly Filter[]): readonly Filter[] {
  return operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
}

/** Any condition on one of `paths`. */
export function conditionsOn(paths: fc.Arbitrary<AttributePath>): fc.Arbitrary<Comparison | Presence> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("compare" as const),
        path: paths,
        operator: fc.constantFrom(...OPERATORS),
        value: literals,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("present" as const), path: paths }) },
  );
}

/** Any filter that the parser can make. */
export const filters: fc.Arbitrary<Filter> = filtersOf(
  fc.oneof(
    { weight: 3, arbitrary: conditionsOn(paths) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("element" as const),
        path: paths,
        filter: filtersOf(conditionsOn(paths)),
      }),
    },
  ),
);

/** Paths of users and groups, known ones and unknown ones, in several spellings. */
export const userPaths: fc.Arbitrary<AttributePath> = fc
  .constantFrom(
    ...[
      "id",
      "externalId",
      "schemas",
      "userName",
      "USERNAME",
      "displayName",
      "active",
      "password",
      "no",
      "name.no",
      "title",
    ],
    ...[
      "name",
      "name.familyName",
      "name.formatted",
      "profileUrl",
      "emails",
      "emails.value",
      "emails.type",
      "emails.primary",
    ],
    ...["roles", "roles.value", "x509Certificates", "addresses", "addresses.locality", "groups", "groups.value"],
    ...["groups.display", "groups.type", "groups.$ref", "meta", "meta.created", "meta.lastModified", "meta.version"],
    ...["meta.resourceType", "meta.location", "manager", "manager.value", "employeeNumber", "userName.value"],
    ...["department", "Manager.displayName", "no", "grade"].map((name) => `${ENTERPRISE_URN}:${name}`),
    ...["grade", "GRADE", "tags", "tags.value", "boss", "boss.Name", "no"].map((name) => `${KEPT_URN}:${name}`),
    ...["userName", "emails.value"].map((name) => `urn:ietf:params:scim:schemas:core:2.0:User:${name}`),
    ...[ENTERPRISE_URN, ENTERPRISE_URN.toUpperCase().replace("URN", "urn"), KEPT_URN, KEPT_URN.replace("acme", "ACME")],
    ...["urn:no:1.0:User", "urn:no:1.0:User:grade", "urn:ietf:params:scim:schemas:core:2.0:User"],
  )
  .map(toPath);

export const groupPaths: fc.Arbitrary<AttributePath> = fc
  .constantFrom(
    ...["id", "externalId", "schemas", "displayName", "members", "members.value", "members.type", "members.$ref"],
    ...["members.display", "meta.created", "meta.version", "meta.location", "no", `${KEPT_URN}:grade`],
  )
  .map(toPath);

/** Sub-attributes, as they stand inside brackets. */
const innerPaths = fc
  .constantFrom("value", "type", "TYPE", "primary", "display", "$ref", "no", "locality", "name")
  .map(toPath);

/** Any filter on `paths`, some with brackets. It may make no sense: `checkFilter` tells. */
export function filtersOn(paths: fc.Arbitrary<AttributePath>): fc.Arbitrary<Filter> {
  const element = fc.record({
    kind: fc.constant("element" as const),
    path: paths,
    filter: filtersOf(conditionsOn(innerPaths)),
  });
  return filtersOf(fc.oneof({ weight: 3, arbitrary: conditionsOn(paths) }, { weight: 1, arbitrary: element }));
}

const elements = (extra: Readonly<Record<string, fc.Arbitrary<Json>>>): fc.Arbitrary<readonly JsonObject[]> =>
  fc.array(
    fc.record({ value: texts, type: texts, display: texts, primary: fc.boolean(), ...extra }, { requiredKeys: [] }),
    { minLength: 1, maxLength: 3 },
  );

const anything: fc.Arbitrary<Json> = fc.oneof(
  texts,
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number): Json => (Object.is(number, -0) ? 0 : number)),
  fc.constantFrom<Json>(
    null,
    true,
    false,
    5,
    [],
    {},
    [null],
    [[]],
    ["a", 5, null],
    { value: "a" },
    { VALUE: 5, name: "a" },
  ),
  fc.array(fc.record({ value: texts, Name: texts, type: texts }, { requiredKeys: [] }), { maxLength: 2 }),
);

/** Any user as it is stored: attributes as the schemas spell and type them, below unknown URNs anything. */
export const users: fc.Arbitrary<JsonObject> = fc.record(
  {
    schemas: fc.constantFrom(
      ["urn:ietf:params:scim:schemas:core:2.0:User"],
      ["urn:ietf:params:scim:schemas:core:2.0:User", KEPT_URN],
    ),
    userName: texts.filter((text) => text !== ""),
    externalId: texts,
    displayName: texts,
    title: texts,
    active: fc.boolean(),
    profileUrl: texts,
    name: fc.record({ familyName: texts, formatted: texts }, { requiredKeys: [] }),
    emails: elements({}),
    roles: elements({}),
    x509Certificates: elements({}),
    addresses: fc.array(fc.record({ locality: texts, type: texts, primary: fc.boolean() }, { requiredKeys: [] }), {
      maxLength: 2,
    }),
    [ENTERPRISE_URN]: fc.record(
      {
        employeeNumber: texts,
        department: texts,
        manager: fc.record({ value: texts, displayName: texts }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    ),
    [KEPT_URN]: fc.oneof(
      { weight: 4, arbitrary: fc.record({ grade: anything, Tags: anything, boss: anything }, { requiredKeys: [] }) },
      { weight: 1, arbitrary: anything },
    ),
  },
  { requiredKeys: ["schemas", "userName", "active"] },
);

export const groups: fc.Arbitrary<JsonObject> = fc.record(
  {
    schemas: fc.constant(["urn:ietf:params:scim:schemas:core:2.0:Group"]),
    displayName: texts.filter((text) => text !== ""),
    externalId: texts,
    [KEPT_URN]: fc.record({ grade: anything }, { requiredKeys: [] }),
  },
  { requiredKeys: ["schemas", "displayName"] },
);

function toPath(text: string): AttributePath {
  const path = parseAttributePath(text);
  if (!path) throw new TypeError(`"${text}" is no path`);
  return path;
}
