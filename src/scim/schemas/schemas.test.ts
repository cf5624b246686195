import { describe, expect, test } from "vitest";
import type { Attribute, Schema } from "../schema.ts";
import { RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA, SERVICE_PROVIDER_CONFIG_SCHEMA } from "./discovery.ts";
import { ENTERPRISE_USER_SCHEMA } from "./enterprise-user.ts";
import { GROUP_SCHEMA } from "./group.ts";
import { USER_SCHEMA } from "./user.ts";

const USUAL = ["string", "readWrite", "default", "none"];

/** What sets an attribute apart from an optional text of one value: `emails.primary: boolean`. */
function outline(attributes: readonly Attribute[], parent = ""): string[] {
  return attributes.flatMap(({ name, ...is }) => [
    [
      `${parent}${name}${is.multiValued ? "[]" : ""}${is.required ? "!" : ""}`,
      ...[is.type, is.mutability, is.returned, is.uniqueness].filter((word) => !USUAL.includes(word)),
      ...(is.type !== "reference" && is.caseExact ? ["caseExact"] : []),
      ...(is.referenceTypes ? [`to ${is.referenceTypes.join("/")}`] : []),
      ...(is.canonicalValues ? [`of ${is.canonicalValues.join("/")}`] : []),
    ].join(" "),
    ...outline(is.subAttributes ?? [], `${parent}${name}.`),
  ]);
}

const list = (name: string, value: string, type: string) => [
  `${name}[] complex`,
  `${name}.value${value}`,
  `${name}.display`,
  `${name}.type${type}`,
  `${name}.primary boolean`,
];

describe("the schemas of RFC 7643 §8.7", () => {
  test.each<[Schema, string[]]>([
    [
      USER_SCHEMA,
      [
        "userName! server",
        "name complex",
        ...["formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"].map(
          (part) => `name.${part}`,
        ),
        "displayName",
        "nickName",
        "profileUrl reference to external",
        "title",
        "userType",
        "preferredLanguage",
        "locale",
        "timezone",
        "active boolean",
        "password writeOnly never caseExact",
        ...list("emails", "", " of work/home/other"),
        ...list("phoneNumbers", "", " of work/home/mobile/fax/pager/other"),
        ...list("ims", "", " of aim/gtalk/icq/xmpp/msn/skype/qq/yahoo"),
        ...list("photos", " reference to external", " of photo/thumbnail"),
        "addresses[] complex",
        ...["formatted", "streetAddress", "locality", "region", "postalCode", "country"].map(
          (part) => `addresses.${part}`,
        ),
        "addresses.type of work/home/other",
        "addresses.primary boolean",
        "groups[] complex readOnly",
        "groups.value readOnly",
        "groups.$ref reference readOnly to Group",
        "groups.display readOnly",
        "groups.type readOnly of direct",
        ...list("entitlements", "", ""),
        ...list("roles", "", ""),
        ...list("x509Certificates", " binary caseExact", ""),
      ],
    ],
    [
      GROUP_SCHEMA,
      [
        "displayName! server",
        "members[] complex",
        "members.value immutable",
        "members.$ref reference immutable to User/Group",
        "members.type immutable of User/Group",
      ],
    ],
    [
      ENTERPRISE_USER_SCHEMA,
      [
        ...["employeeNumber", "costCenter", "organization", "division", "department"],
        "manager complex",
        "manager.value",
        "manager.$ref reference to User",
        "manager.displayName readOnly",
      ],
    ],
  ])("$name", ({ attributes }, expected) => {
    expect(outline(attributes)).toEqual(expected);
  });
});

test("the schemas of discovery know every attribute of its answers, and let none be changed", () => {
  for (const { attributes } of [SERVICE_PROVIDER_CONFIG_SCHEMA, RESOURCE_TYPE_SCHEMA, SCHEMA_SCHEMA]) {
    for (const line of outline(attributes)) expect(line).toContain("readOnly");
  }
  const names = ({ attributes }: Schema) => outline(attributes).map((line) => line.split(" ")[0]);
  expect(names(SERVICE_PROVIDER_CONFIG_SCHEMA)).toEqual([
    "documentationUri",
    ...["patch!", "patch.supported!"],
    ...["bulk!", "bulk.supported!", "bulk.maxOperations!", "bulk.maxPayloadSize!"],
    ...["filter!", "filter.supported!", "filter.maxResults!"],
    ...["changePassword!", "changePassword.supported!"],
    ...["sort!", "sort.supported!"],
    ...["etag!", "etag.supported!"],
    "authenticationSchemes[]!",
    ...["type!", "name!", "description!", "specUri", "documentationUri", "primary"].map(
      (part) => `authenticationSchemes.${part}`,
    ),
  ]);
  expect(names(RESOURCE_TYPE_SCHEMA)).toEqual([
    ...["id", "name!", "description", "endpoint!", "schema!"],
    ...["schemaExtensions[]", "schemaExtensions.schema!", "schemaExtensions.required!"],
  ]);
  const characteristics = [
    ...["name!", "type!", "multiValued!", "description", "required", "canonicalValues[]", "caseExact"],
    ...["mutability", "returned", "uniqueness", "referenceTypes[]"],
  ];
  expect(names(SCHEMA_SCHEMA)).toEqual([
    ...["id!", "name", "description", "attributes[]!"],
    ...characteristics.map((name) => `attributes.${name}`),
    "attributes.subAttributes[]",
    ...characteristics.map((name) => `attributes.subAttributes.${name}`),
  ]);
});
