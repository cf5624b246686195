/** scim.md: Discovery. RFC 7644 §4, RFC 7643 §5 to §7. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, GROUP, LIST_RESPONSE, patch, person, team, USER } from "../support/bodies.ts";
import { scimClient } from "../support/scim-client.ts";

const { scim, muster, address } = await acme();
const anybody = scimClient(`${muster.address}/scim/v2`, undefined);

interface Attribute {
  name: string;
  type: string;
  multiValued: boolean;
  mutability: string;
  returned: string;
  subAttributes?: Attribute[];
}

test("ServiceProviderConfig says what the server does, in full", async () => {
  const { status, body } = await scim("GET", "/ServiceProviderConfig");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 1000 },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    meta: {
      resourceType: "ServiceProviderConfig",
      location: `${muster.address}/scim/v2/ServiceProviderConfig`,
    },
  });
  expect(body.authenticationSchemes).toEqual([
    expect.objectContaining({ type: "oauthbearertoken", name: expect.any(String), description: expect.any(String) }),
  ]);
});

test("ServiceProviderConfig is true: PATCH, filters, sorting and ETags work, bulk does not", async () => {
  const [one, two] = [address(), address()];
  const { body: user, headers } = await scim("POST", "/Users", person(one));
  await scim("POST", "/Users", person(two));
  expect(headers.get("etag")).toBe('W/"1"');
  expect((await scim("PATCH", `/Users/${user.id}`, patch({ op: "add", path: "title", value: "x" }))).status).toBe(200);
  const { body } = await scim(
    "GET",
    `/Users?filter=userName eq "${one}" or userName eq "${two}"&sortBy=userName&sortOrder=descending`,
  );
  expect(body.Resources.map((found: { userName: string }) => found.userName)).toEqual([two, one].sort().reverse());
  expect((await scim("POST", "/Bulk", {})).status).toBe(501);
});

test("ResourceTypes lists users with the enterprise extension and groups, each with an endpoint that answers", async () => {
  const { status, body } = await scim("GET", "/ResourceTypes");
  expect(status).toBe(200);
  expect(body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: 2, itemsPerPage: 2, startIndex: 1 });
  expect(body.Resources).toMatchObject([
    {
      id: "User",
      name: "User",
      endpoint: "/Users",
      schema: USER,
      schemaExtensions: [{ schema: ENTERPRISE, required: false }],
    },
    { id: "Group", name: "Group", endpoint: "/Groups", schema: GROUP },
  ]);
  for (const { endpoint, schema, schemaExtensions } of body.Resources) {
    expect((await scim("GET", endpoint)).status, endpoint).toBe(200);
    for (const urn of [schema, ...schemaExtensions.map((extension: { schema: string }) => extension.schema)])
      expect((await scim("GET", `/Schemas/${urn}`)).body.id).toBe(urn);
  }
});

test("each resource type and each schema of the lists is answered by its id, the same, where its meta says", async () => {
  for (const list of ["/ResourceTypes", "/Schemas"]) {
    const { body } = await scim("GET", list);
    expect(body.Resources.length).toBe(body.totalResults);
    for (const listed of body.Resources) {
      expect(listed.meta.location).toBe(`${muster.address}/scim/v2${list}/${listed.id}`);
      const single = await scim("GET", `${list}/${listed.id}`);
      expect(single.status).toBe(200);
      expect(single.body).toEqual(listed);
    }
  }
});

test("Schemas has the core schemas and the enterprise extension", async () => {
  const { body } = await scim("GET", "/Schemas");
  expect(body.schemas).toEqual([LIST_RESPONSE]);
  const ids = body.Resources.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(expect.arrayContaining([USER, GROUP, ENTERPRISE]));
});

test("every attribute of every schema is described in full", async () => {
  const { body } = await scim("GET", "/Schemas");
  const check = (attributes: (Attribute & Record<string, unknown>)[], path: string): void => {
    expect(attributes.length, path).toBeGreaterThan(0);
    for (const attribute of attributes) {
      const where = `${path}:${attribute.name}`;
      expect(attribute, where).toMatchObject({
        name: expect.stringMatching(/^[A-Za-z$][\w$-]*$/),
        type: expect.stringMatching(/^(string|boolean|decimal|integer|dateTime|reference|binary|complex)$/),
        multiValued: expect.any(Boolean),
        description: expect.stringMatching(/\w/),
        required: expect.any(Boolean),
        caseExact: expect.any(Boolean),
        mutability: expect.stringMatching(/^(readOnly|readWrite|immutable|writeOnly)$/),
        returned: expect.stringMatching(/^(always|never|default|request)$/),
        uniqueness: expect.stringMatching(/^(none|server|global)$/),
      });
      expect(attribute.type === "complex", where).toBe(attribute.subAttributes !== undefined);
      if (attribute.type === "reference") expect(attribute.referenceTypes, where).toEqual(expect.any(Array));
      if (attribute.subAttributes) check(attribute.subAttributes as (Attribute & Record<string, unknown>)[], where);
    }
  };
  for (const { id, name, description, attributes } of body.Resources) {
    expect([name, description]).toEqual([expect.any(String), expect.any(String)]);
    check(attributes, id);
  }
});

test("answers have nothing that the schemas do not describe, and each value is of its type", async () => {
  const userName = address();
  const list = (value: string) => [{ value, display: "d", type: "work", primary: true }];
  const manager = (await scim("POST", "/Users", person(address()))).body.id;
  const { body: user } = await scim("POST", "/Users", {
    ...person(userName, { externalId: "e-1", displayName: "A", nickName: "a", profileUrl: "https://x.example/a" }),
    name: {
      formatted: "A L",
      familyName: "L",
      givenName: "A",
      middleName: "M",
      honorificPrefix: "Dr",
      honorificSuffix: "II",
    },
    ...{
      title: "t",
      userType: "Employee",
      preferredLanguage: "de",
      locale: "de-DE",
      timezone: "Europe/Berlin",
      active: true,
    },
    ...{ emails: list(userName), phoneNumbers: list("1"), ims: list("i"), photos: list("https://x.example/p") },
    ...{ entitlements: list("n"), roles: list("r"), x509Certificates: list("TUlJ") },
    addresses: [
      { formatted: "f", streetAddress: "s", locality: "l", region: "r", postalCode: "p", country: "DE", type: "work" },
    ],
    [ENTERPRISE]: {
      employeeNumber: "1",
      costCenter: "c",
      organization: "o",
      division: "d",
      department: "p",
      manager: { value: manager },
    },
  });
  const { body: group } = await scim("POST", "/Groups", team("all", { members: [{ value: user.id }] }));
  const { body: whole } = await scim("GET", `/Users/${user.id}`);
  expect(whole.groups).toHaveLength(1);
  const schemaOf = async (urn: string): Promise<Attribute[]> => (await scim("GET", `/Schemas/${urn}`)).body.attributes;
  const COMMON = ["id", "externalId", "schemas", "meta"];
  const check = (attributes: Attribute[], value: Record<string, unknown>): void => {
    for (const [name, has] of Object.entries(value)) {
      if (COMMON.includes(name) || name.includes(":")) continue;
      const attribute = attributes.find((one) => one.name === name);
      expect(attribute, name).toBeDefined();
      expect(attribute?.returned, name).not.toBe("never");
      expect(Array.isArray(has), name).toBe(attribute?.multiValued);
      for (const one of Array.isArray(has) ? has : [has]) {
        const type = attribute?.type === "complex" ? "object" : attribute?.type === "boolean" ? "boolean" : "string";
        expect(typeof one, name).toBe(type);
        if (type === "object") check(attribute?.subAttributes ?? [], one);
      }
    }
  };
  const userAttributes = await schemaOf(USER);
  check(userAttributes, whole);
  check(await schemaOf(ENTERPRISE), whole[ENTERPRISE]);
  check(await schemaOf(GROUP), (await scim("GET", `/Groups/${group.id}`)).body);
  // And all that can be kept has been: nothing in the schema is a promise only.
  const missing = userAttributes.filter(({ name, returned }) => returned !== "never" && !(name in whole));
  expect(missing).toEqual([]);
});

const DISCOVERY = ["/ServiceProviderConfig", "/ResourceTypes", "/ResourceTypes/User", "/Schemas", `/Schemas/${USER}`];

test("a filter on a discovery endpoint is 403", async () => {
  for (const path of DISCOVERY)
    expectRefusal(await scim("GET", `${path}?filter=name eq "User"`), 403, undefined, /filter/);
});

test("discovery is answered without a token too, and with one that is not valid", async () => {
  const stranger = scimClient(`${muster.address}/scim/v2`, "nonsense");
  for (const path of DISCOVERY) {
    const known = await scim("GET", path);
    expect(known.status).toBe(200);
    expect((await anybody("GET", path)).text).toBe(known.text);
    expect((await stranger("GET", path)).text).toBe(known.text);
  }
});

test("discovery ignores sorting, paging and attributes, and takes a slash at the end", async () => {
  const { body } = await scim("GET", "/Schemas/?count=1&startIndex=2&sortBy=id");
  expect(body.Resources).toHaveLength(body.totalResults);
});

test("an unknown schema or resource type is 404, also without a token", async () => {
  for (const path of ["/Schemas/urn:nobody:2.0:Thing", "/ResourceTypes/Robot", "/ServiceProviderConfig/x"]) {
    expectRefusal(await scim("GET", path), 404);
  }
  expectRefusal(await anybody("GET", "/ResourceTypes/Robot"), 404);
});

test("discovery is read only: writing to it is 405 and says what is allowed (scim2-tester, SCIMple)", async () => {
  for (const path of DISCOVERY)
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const refused = await anybody(method, path, method === "DELETE" ? undefined : {});
      expectRefusal(refused, 405, undefined, new RegExp(`no ${method} /scim/v2${path}; it takes GET`));
      expect(refused.headers.get("allow")).toBe("GET, HEAD");
    }
});

test("Schemas names a user's account as RFC 7643 §8.7.1 does (Microsoft's Postman collection)", async () => {
  const { body } = await scim("GET", "/Schemas");
  const named = body.Resources.map(({ name, description }: Record<string, string>) => [name, description]);
  expect(named.slice(0, 3)).toEqual([
    ["User", "User Account"],
    ["Group", "Group"],
    ["EnterpriseUser", "Enterprise User"],
  ]);
});

test("Schemas lists externalId for users and groups (Microsoft's gallery validation looks for all that is mapped)", async () => {
  for (const urn of [USER, GROUP]) {
    const { body } = await scim("GET", `/Schemas/${urn}`);
    const listed = body.attributes.filter(({ name }: Attribute) => name === "externalId");
    expect(listed).toEqual([
      expect.objectContaining({ type: "string", multiValued: false, caseExact: true, mutability: "readWrite" }),
    ]);
  }
});
