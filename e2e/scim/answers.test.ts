/** scim.md: Answers, and what every answer has in common. RFC 7644 §3.3 to §3.6, §3.9, §3.12. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { expectRefusal, patch, person, team } from "../support/bodies.ts";
import { scimClient } from "../support/scim-client.ts";

const { scim, muster, token, address } = await acme();
let teams = 0;
const newUser = async (more: object = {}) => (await scim("POST", "/Users", person(address(), more))).body;
const newGroup = async (more: object = {}) => (await scim("POST", "/Groups", team(`Team ${++teams}`, more))).body;

test("POST is 201 with the resource and its Location, of a user and of a group", async () => {
  for (const [path, body] of [
    ["/Users", person(address())],
    ["/Groups", team("Posted")],
  ] as const) {
    const answer = await scim("POST", path, body);
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining(body)]);
    expect(answer.headers.get("location")).toBe(answer.body.meta.location);
    expect(answer.headers.get("etag")).toBe(answer.body.meta.version);
  }
});

test("PUT is 200 with the resource, of a user and of a group", async () => {
  for (const [at, body] of [
    [`/Users/${(await newUser()).id}`, person(address(), { title: "x" })],
    [`/Groups/${(await newGroup()).id}`, team("Put", { externalId: "x" })],
  ] as const) {
    const answer = await scim("PUT", at, body);
    expect([answer.status, answer.body]).toEqual([200, expect.objectContaining(body)]);
    expect(answer.headers.get("location")).toBe(answer.body.meta.location);
    expect(answer.headers.get("etag")).toBe(answer.body.meta.version);
    expect((await scim("GET", at)).body).toEqual(answer.body);
  }
});

test("PATCH of a user is 200 with the user", async () => {
  const user = await newUser();
  const answer = await scim("PATCH", `/Users/${user.id}`, patch({ op: "add", path: "title", value: "x" }));
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual((await scim("GET", `/Users/${user.id}`)).body);
  expect(answer.headers.get("etag")).toBe('W/"2"');
});

test("PATCH of a group is 204 without a body, with its ETag", async () => {
  const [group, user] = [await newGroup(), await newUser()];
  const at = `/Groups/${group.id}`;
  for (const [operation, tag] of [
    [{ op: "add", path: "members", value: [{ value: user.id }] }, 'W/"2"'],
    [{ op: "replace", path: "displayName", value: "Renamed" }, 'W/"3"'],
    [{ op: "remove", path: `members[value eq "${user.id}"]` }, 'W/"4"'],
    [{ op: "remove", path: `members[value eq "${user.id}"]` }, 'W/"4"'],
  ] as const) {
    const answer = await scim("PATCH", at, patch(operation));
    expect([answer.status, answer.text, answer.headers.get("etag")]).toEqual([204, "", tag]);
  }
  expect((await scim("GET", at)).headers.get("etag")).toBe('W/"4"');
});

test("PATCH of a group is 200 only where attributes is asked", async () => {
  const [group, user] = [await newGroup(), await newUser()];
  const at = `/Groups/${group.id}`;
  const add = patch({ op: "add", path: "members", value: [{ value: user.id }] });
  const asked = await scim("PATCH", `${at}?attributes=members`, add);
  expect(asked.status).toBe(200);
  expect(asked.body).toEqual({
    schemas: group.schemas,
    id: group.id,
    members: [expect.objectContaining({ value: user.id })],
  });
  expect((await scim("PATCH", `${at}?excludedAttributes=members`, add)).status).toBe(204);
});

test("DELETE is 204 without a body, of a user and of a group", async () => {
  for (const at of [`/Users/${(await newUser()).id}`, `/Groups/${(await newGroup()).id}`]) {
    const answer = await scim("DELETE", at);
    expect([answer.status, answer.text]).toEqual([204, ""]);
  }
});

test("answers are application/scim+json, errors and lists too, whatever is accepted", async () => {
  const user = await newUser();
  for (const path of [`/Users/${user.id}`, "/Users", "/Groups", "/Schemas", "/Users/nobody", "/Users?filter=("]) {
    for (const accept of ["application/scim+json", "application/json", "*/*"]) {
      const { headers } = await scim("GET", path, undefined, { accept });
      expect(headers.get("content-type"), path).toMatch(/^application\/scim\+json/);
    }
  }
});

test.each([
  "application/json",
  "application/scim+json",
  "application/json; charset=utf-8",
  'Application/SCIM+JSON;charset="UTF-8"',
])("a body comes as %s", async (type) => {
  expect((await scim("POST", "/Users", person(address()), { "content-type": type })).status).toBe(201);
});

test("a body without a content type is read as JSON", async () => {
  const bytes = new TextEncoder().encode(JSON.stringify(person(address())));
  const headers = { authorization: `Bearer ${token}` };
  const { status } = await fetch(`${muster.address}/scim/v2/Users`, { method: "POST", headers, body: bytes });
  expect(status).toBe(201);
});

test("the base may lack its version, and paths may end in /, ? or &", async () => {
  const user = await newUser();
  const short = scimClient(`${muster.address}/scim`, token);
  const doubled = scimClient(`${muster.address}/scim/v2/`, token);
  for (const client of [scim, short, doubled]) {
    for (const path of [
      `/Users/${user.id}`,
      `/Users/${user.id}/`,
      `/Users/${user.id}?`,
      `/Users/${user.id}/?&`,
      `/Users/${user.id}?&`,
    ])
      expect((await client("GET", path)).body, path).toEqual(user);
    for (const path of [
      "/Users/?",
      "/Users?&",
      `/Users/?filter=id eq "${user.id}"&`,
      `/Users?&filter=id eq "${user.id}"`,
    ])
      expect((await client("GET", path)).body.Resources, path).toContainEqual(user);
  }
  expect((await short("POST", "/Users/", person(address()))).status).toBe(201);
});

test("locations are below the address that the client used", async () => {
  const { body, headers } = await scimClient(`${muster.address}/scim`, token)("POST", "/Users", person(address()));
  expect(headers.get("location")).toBe(`${muster.address}/scim/v2/Users/${body.id}`);
  expect((await fetch(body.meta.location, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
});

test("an error is a whole Error body: status as a string, scimType where the RFC names one, a detail to act on", async () => {
  const user = await newUser();
  expectRefusal(await scim("GET", "/Users/x"), 404, undefined, /no user with id "x"/);
  expectRefusal(await scim("POST", "/Users", person(user.userName)), 409, "uniqueness", new RegExp(user.id));
  expectRefusal(await scim("POST", "/Users", { schemas: user.schemas }), 400, "invalidValue", /userName is required/);
  expectRefusal(await scim("GET", '/Users?filter=userName is "x"'), 400, "invalidFilter", /character 10/);
  expectRefusal(await scim("POST", "/Users", person("x@elsewhere.example")), 403, undefined, /elsewhere\.example/);
});

test("attributes and excludedAttributes shape the answers to POST, PUT, PATCH and single reads", async () => {
  const userName = address();
  const { body: user } = await scim(
    "POST",
    "/Users?attributes=userName,meta.version",
    person(userName, { title: "x" }),
  );
  expect(user).toEqual({ schemas: expect.any(Array), id: expect.any(String), userName, meta: { version: 'W/"1"' } });
  const at = `/Users/${user.id}`;
  const put = await scim("PUT", `${at}?attributes=title`, person(userName, { title: "y" }));
  expect(put.body).toEqual({ schemas: user.schemas, id: user.id, title: "y" });
  const patched = await scim(
    "PATCH",
    `${at}?excludedAttributes=meta,active,groups`,
    patch({ op: "add", path: "title", value: "z" }),
  );
  expect(patched.body).toEqual({ schemas: user.schemas, id: user.id, userName, title: "z" });
  expect((await scim("GET", `${at}?attributes=TITLE`)).body).toEqual({
    schemas: user.schemas,
    id: user.id,
    title: "z",
  });
  expect((await scim("GET", `${at}?excludedAttributes=id,schemas,userName`)).body).toMatchObject({
    id: user.id,
    schemas: user.schemas,
  });
  expect((await scim("GET", `${at}?excludedAttributes=id,schemas,userName`)).body).not.toHaveProperty("userName");
});
