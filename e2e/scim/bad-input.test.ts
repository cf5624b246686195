/** Bad input: always a clear Error body, never a 500, nothing changed. RFC 7644 §3.12. */

import { afterAll, expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, ERROR, expectRefusal, patch, person, team, USER } from "../support/bodies.ts";
import { raw } from "../support/raw.ts";
import { scimClient } from "../support/scim-client.ts";

const { scim, muster, token, address, domain } = await acme();
const as = { authorization: `Bearer ${token}` };
const { body: ann } = await scim("POST", "/Users", person(address()));
const { body: group } = await scim("POST", "/Groups", team("Bad input"));

afterAll(async () => {
  // Whatever was sent: nothing was a fault of the server, and nothing changed the two.
  expect(muster.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
  expect((await scim("GET", `/Users/${ann.id}`)).body).toEqual(ann);
  expect((await scim("GET", `/Groups/${group.id}`)).body).toEqual(group);
});

test.each([
  "",
  " ",
  "{",
  "}",
  "{]",
  '{"a":}',
  "{'a':1}",
  '{"a":1,}',
  "nope",
  '"text',
  '{"a":"\n"}',
  "\u0000",
  "{}{}",
  "NaN",
  "<xml/>",
  "a=b&c=d",
])("a body that is no JSON is 400 invalidSyntax: %j", async (text) => {
  for (const [method, path] of [
    ["POST", "/Users"],
    ["PUT", `/Users/${ann.id}`],
    ["PATCH", `/Users/${ann.id}`],
    ["POST", "/Groups"],
    ["PATCH", `/Groups/${group.id}`],
    ["POST", "/.search"],
  ] as const)
    expectRefusal(await scim(method, path, text), 400, "invalidSyntax", /JSON/);
});

test.each(["null", "[]", "7", "true", '"text"', "[{}]"])(
  "a body that is no object is 400 invalidSyntax: %s",
  async (text) => {
    for (const [method, path] of [
      ["POST", "/Users"],
      ["PUT", `/Groups/${group.id}`],
      ["PATCH", `/Users/${ann.id}`],
      ["POST", "/Users/.search"],
    ] as const)
      expectRefusal(await scim(method, path, text), 400, "invalidSyntax");
  },
);

test("a write without a body is 400 invalidSyntax", async () => {
  for (const [method, path] of [
    ["POST", "/Users"],
    ["PUT", `/Users/${ann.id}`],
    ["PATCH", `/Groups/${group.id}`],
  ] as const)
    expectRefusal(await scim(method, path), 400, "invalidSyntax");
});

test("a body that is not UTF-8 is 400 invalidSyntax, one with a byte order mark is read", async () => {
  const send = (bytes: Uint8Array<ArrayBuffer>) =>
    fetch(`${muster.address}/scim/v2/Users`, {
      method: "POST",
      body: bytes,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });
  const latin = await send(
    new Uint8Array(Buffer.from(JSON.stringify(person(address(), { title: "Größe" })), "latin1")),
  );
  expect([latin.status, await latin.json()]).toEqual([
    400,
    expect.objectContaining({ scimType: "invalidSyntax", detail: expect.stringMatching(/UTF-8/) }),
  ]);
  expect((await send(new Uint8Array(Buffer.from(`\ufeff${JSON.stringify(person(address()))}`)))).status).toBe(201);
});

test.each([
  "/Users/%",
  "/Users/%zz",
  "/Users/%C3%28",
  "/Users/%ff",
  "/%",
  "/Groups/%E0%80%AF",
  "/Users/%00",
  "/Users/%ud800",
  "/Users/..%2f..%2fetc",
])("an address that cannot be decoded, or means nothing, is a clear refusal: %s", async (path) => {
  const { status, body } = await raw(muster, { path: `/scim/v2${path}`, headers: as });
  expect([400, 404]).toContain(status);
  expect(body).toMatchObject({ schemas: [ERROR], status: String(status), detail: expect.stringMatching(/\w/) });
});

test.each([
  "filter=%",
  "filter=%zz",
  "filter=userName%20eq%20%22%ff%22",
  "count=%",
  "attributes=%C3%28",
  "%=%",
  "filter[]=x",
  "filter[a]=b",
  "=&&=",
  "__proto__=1",
  "attributes=__proto__,constructor",
  "sortBy=__proto__",
])("a query that is garbage is answered or refused clearly: ?%s", async (query) => {
  const { status, body } = await raw(muster, { path: `/scim/v2/Users?${query}`, headers: as });
  expect([200, 400]).toContain(status);
  if (status === 400)
    expect(body).toMatchObject({ schemas: [ERROR], status: "400", detail: expect.stringMatching(/\w/) });
});

test("an address or a header beyond all measure is refused with an Error body too", async () => {
  for (const [path, headers] of [
    [`/Users?filter=${"x".repeat(200_000)}`, as],
    ["/Users", { ...as, "x-long": "x".repeat(200_000) }],
  ] as const) {
    const { status, body } = await raw(muster, { path: `/scim/v2${path}`, headers });
    expect(status).toBeOneOf([400, 414, 431]);
    expect(body).toEqual({ schemas: [ERROR], status: String(status), detail: expect.stringMatching(/\w{3}/) });
  }
});

test("an unknown path is 404 with an Error body", async () => {
  for (const path of ["/", "", "/Robots", `/Users/${ann.id}/emails`]) expectRefusal(await scim("GET", path), 404);
});

test("a method that a path does not take is 405 with Allow, after the token", async () => {
  for (const [method, path, allow] of [
    ["POST", `/Users/${ann.id}`, "GET, HEAD, PUT, PATCH, DELETE"],
    ["PUT", "/Users", "GET, HEAD, POST"],
    ["PATCH", "/Users", "GET, HEAD, POST"],
    ["DELETE", "/Users", "GET, HEAD, POST"],
    ["DELETE", "/Groups", "GET, HEAD, POST"],
    ["GET", "/Users/.search", "POST"],
    ["GET", "/Bulk", "POST"],
  ] as const) {
    const answer = await scim(method, path, method === "GET" || method === "DELETE" ? undefined : {});
    expectRefusal(answer, 405, undefined, /it takes/);
    expect(answer.headers.get("allow"), `${method} ${path}`).toBe(allow);
  }
  expectRefusal(await scimClient(`${muster.address}/scim/v2`, undefined)("DELETE", "/Users"), 401);
});

test.each(["OPTIONS", "TRACE", "PROPFIND", "SEARCH", "PURGE"])("%s is a clear refusal", async (method) => {
  const { status, body } = await raw(muster, { method, path: "/scim/v2/Users", headers: as });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(body.schemas).toEqual([ERROR]);
});

test("values that are looked up are at most 800 bytes long: more is 400 invalidValue, in words", async () => {
  const long = "é".repeat(401);
  const name = `${"x".repeat(799 - domain.length)}@${domain}`;
  expect(
    (await scim("POST", "/Users", person(name, { emails: [{ value: name }], externalId: "x".repeat(800) }))).status,
  ).toBe(201);
  expectRefusal(await scim("POST", "/Users", person(`x${name}`)), 400, "invalidValue", /userName/);
  for (const more of [{ externalId: long }, { displayName: long }, { emails: [{ value: `${long}@${domain}` }] }]) {
    expectRefusal(await scim("POST", "/Users", person(address(), more)), 400, "invalidValue", /800/);
    expectRefusal(await scim("PUT", `/Users/${ann.id}`, person(ann.userName, more)), 400, "invalidValue", /800/);
    expectRefusal(
      await scim("PATCH", `/Users/${ann.id}`, patch({ op: "replace", value: more })),
      400,
      "invalidValue",
      /800/,
    );
  }
  expectRefusal(await scim("POST", "/Groups", team(long)), 400, "invalidValue", /displayName/);
  expectRefusal(
    await scim("PATCH", `/Groups/${group.id}`, patch({ op: "replace", path: "displayName", value: long })),
    400,
    "invalidValue",
  );
  // What folding makes longer: three times.
  expect((await scim("POST", "/Groups", team("ΐ".repeat(400)))).status).toBe(201);
});

test("long values that nobody looks up are kept whole", async () => {
  const title = "🎉".repeat(50_000);
  const { body } = await scim("POST", "/Users", person(address(), { title, [ENTERPRISE]: { department: title } }));
  expect(body.title).toBe(title);
  expect((await scim("GET", `/Users/${body.id}`)).body[ENTERPRISE].department).toBe(title);
  expect((await scim("GET", `/Users?sortBy=title&count=1`)).status).toBe(200);
});

test("numbers beyond what JSON can say are 400 where they would be kept", async () => {
  const body = `{"schemas":["${USER}"],"userName":"${address()}","urn:acme:hr:2.0:User":{"grade":1e999}}`;
  expectRefusal(await scim("POST", "/Users", body), 400, "invalidValue", /number/);
  expectRefusal(
    await scim(
      "PATCH",
      `/Users/${ann.id}`,
      `{"Operations":[{"op":"add","path":"urn:acme:hr:2.0:User:grade","value":-1e999}]}`,
    ),
    400,
    "invalidValue",
  );
});

test("hosts of attributes, of elements and of unknown names are taken or refused clearly", async () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`a${n}`, n]));
  expect((await scim("POST", "/Users", person(address(), many))).status).toBe(201);
  const emails = Array.from({ length: 2000 }, (_, n) => ({ value: `e${n}@${domain}`, type: "work" }));
  const answer = await scim("POST", "/Users", person(address(), { emails }));
  expect([answer.status, answer.body.emails.length]).toEqual([201, 2000]);
});

test("a key that comes twice counts once, the last", async () => {
  const { status, body } = await scim(
    "POST",
    "/Users",
    `{"schemas":["${USER}"],"userName":"x@elsewhere.example","userName":"${address()}"}`,
  );
  expect(status).toBe(201);
  expect(body.userName).toContain(domain);
});

test.each(["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/xml"])(
  "a body of type %s is read as JSON if it is JSON, else refused clearly",
  async (type) => {
    expect((await scim("POST", "/Users", person(address()), { "content-type": type })).status).toBe(201);
    expectRefusal(await scim("POST", "/Users", "userName=x", { "content-type": type }), 400, "invalidSyntax");
  },
);

test.each([
  undefined,
  "application/json; charset=utf-16",
  "application/json;;",
  'application/scim+json;charset="UTF-8"',
])("a body is read as UTF-8, whatever the Content-Type says: %s", async (type) => {
  const headers = { ...as, ...(type !== undefined && { "content-type": type }) };
  const body = JSON.stringify(person(address()));
  expect((await raw(muster, { method: "POST", path: "/scim/v2/Users", headers, body })).status).toBe(201);
});

test.each(["", ";;;", "/", "application", "application/json, text/plain", "x".repeat(5000)])(
  "a Content-Type that is none is 415: %s",
  async (type) => {
    expectRefusal(
      await scim("POST", "/Users", person(address()), { "content-type": type }),
      415,
      undefined,
      /application\/scim\+json/,
    );
  },
);

test.each(['a"b', 'a"},{"x":"y', "a/b", "a b", "[::1", "a:b"])(
  "the Host %j, which would stand in each reference, is 400",
  async (host) => {
    for (const path of ["/Users?count=1", "/Groups", "/Groups?attributes=members"]) {
      const { status, body } = await raw(muster, { path: `/scim/v2${path}`, headers: { ...as, host } });
      expect(status, path).toBe(400);
      expect(body).toMatchObject({ schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400" });
    }
  },
);

test.each(["muster.example.com", "localhost:8080", "[::1]:8080", "10.0.0.1"])(
  "the Host %s stands in each reference",
  async (host) => {
    const { status, body } = await raw(muster, { path: "/scim/v2/ResourceTypes", headers: { ...as, host } });
    expect(status).toBe(200);
    expect(body.Resources[0].meta.location).toBe(`http://${host}/scim/v2/ResourceTypes/User`);
  },
);
