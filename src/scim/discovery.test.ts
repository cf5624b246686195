import { describe, expect, test } from "vitest";
import { resourceType, resourceTypes, schema, schemas, serviceProviderConfig } from "./discovery.ts";
import type { Attribute } from "./schema.ts";

const BASE = "https://muster.example/scim/v2";
const core = (name: string) => `urn:ietf:params:scim:schemas:core:2.0:${name}`;
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

test("/ServiceProviderConfig says what the server does", () => {
  expect(serviceProviderConfig(BASE)).toEqual({
    schemas: [core("ServiceProviderConfig")],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 1000 },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: "oauthbearertoken",
        name: "OAuth Bearer Token",
        description: "The connection's SCIM token, sent as a bearer token.",
        specUri: "https://www.rfc-editor.org/info/rfc6750",
        primary: true,
      },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${BASE}/ServiceProviderConfig` },
  });
});

describe("/ResourceTypes", () => {
  test("lists users, whom the enterprise extends, and groups", () => {
    const user = {
      schemas: [core("ResourceType")],
      id: "User",
      name: "User",
      description: "The people of an organization.",
      endpoint: "/Users",
      schema: core("User"),
      schemaExtensions: [{ schema: ENTERPRISE, required: false }],
      meta: { resourceType: "ResourceType", location: `${BASE}/ResourceTypes/User` },
    };
    const group = {
      schemas: [core("ResourceType")],
      id: "Group",
      name: "Group",
      description: "The groups of an organization.",
      endpoint: "/Groups",
      schema: core("Group"),
      schemaExtensions: [],
      meta: { resourceType: "ResourceType", location: `${BASE}/ResourceTypes/Group` },
    };
    expect(resourceTypes(BASE)).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 2,
      startIndex: 1,
      itemsPerPage: 2,
      Resources: [user, group],
    });
    expect(resourceType(BASE, "Group")).toEqual(group);
    expect(resourceType(BASE, "Device")).toBeUndefined();
  });
});

describe("/Schemas", () => {
  test("lists the schemas of all that the server answers", () => {
    const list = schemas(BASE);
    expect(list).toMatchObject({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 6,
      startIndex: 1,
      itemsPerPage: 6,
    });
    expect(list.Resources.map(({ id }) => id)).toEqual([
      core("User"),
      core("Group"),
      ENTERPRISE,
      core("ServiceProviderConfig"),
      core("ResourceType"),
      core("Schema"),
    ]);
  });

  test("each has its schemas, its name and its address", () => {
    for (const one of schemas(BASE).Resources) {
      expect(one).toMatchObject({
        schemas: [core("Schema")],
        meta: { resourceType: "Schema", location: `${BASE}/Schemas/${one.id}` },
      });
      expect(one.description).toMatch(/^[A-Z]/);
    }
    expect(schemas(BASE).Resources.map(({ name }) => name)).toEqual([
      "User",
      "Group",
      "EnterpriseUser",
      "ServiceProviderConfig",
      "ResourceType",
      "Schema",
    ]);
  });

  test("one is found by its URN, in any case", () => {
    expect(schema(BASE, ENTERPRISE.toUpperCase())?.name).toBe("EnterpriseUser");
    expect(schema(BASE, "urn:acme:hr")).toBeUndefined();
  });
});

describe("every attribute", () => {
  const all = (attributes: readonly Attribute[]): Attribute[] =>
    attributes.flatMap((attribute) => [attribute, ...all(attribute.subAttributes ?? [])]);
  const attributes = schemas(BASE).Resources.flatMap((one) => all(one.attributes));

  test("states all its characteristics, as RFC 7643 §7 asks", () => {
    for (const attribute of attributes) {
      expect(attribute).toEqual({
        name: expect.stringMatching(/^[a-z$][A-Za-z0-9]*$/),
        type: expect.stringMatching(/^(string|boolean|decimal|integer|dateTime|reference|binary|complex)$/),
        multiValued: expect.any(Boolean),
        description: expect.stringMatching(/^[A-Z].*\.$/s),
        required: expect.any(Boolean),
        caseExact: expect.any(Boolean),
        mutability: expect.stringMatching(/^(readOnly|readWrite|immutable|writeOnly)$/),
        returned: expect.stringMatching(/^(always|never|default|request)$/),
        uniqueness: expect.stringMatching(/^(none|server|global)$/),
        ...(attribute.canonicalValues && { canonicalValues: expect.any(Array) }),
        ...(attribute.type === "reference" && { referenceTypes: expect.any(Array) }),
        ...(attribute.referenceTypes && { referenceTypes: expect.any(Array) }),
        ...(attribute.type === "complex" && { subAttributes: expect.any(Array) }),
      });
    }
  });

  test("of a reference or of bytes is compared exactly: RFC 7643 §2.3.6, §2.3.7", () => {
    for (const { type, caseExact } of attributes) {
      if (type === "reference" || type === "binary") expect(caseExact).toBe(true);
    }
  });
});
