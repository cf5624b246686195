/** scim.md: Limits. RFC 7644 §3.12, RFC 6585 §4. */

import { expect, test } from "vitest";
import { generateToken } from "../../src/tokens/token.ts";
import { acme } from "../support/acme.ts";
import { ERROR, expectRefusal, GROUP, patch, person, team, USER } from "../support/bodies.ts";
import { raw } from "../support/raw.ts";
import { scimClient } from "../support/scim-client.ts";

const { scim, muster, token, address } = await acme();
const as = { authorization: `Bearer ${token}` };
const MIB = 1024 * 1024;
const padded = (body: object, bytes: number) => {
  const text = JSON.stringify(body);
  return text + " ".repeat(bytes - Buffer.byteLength(text));
};

test("a body of a user may have 1 MiB, and not a byte more: 413", async () => {
  expect((await scim("POST", "/Users", padded(person(address()), MIB))).status).toBe(201);
  for (const [method, path] of [
    ["POST", "/Users"],
    ["PUT", "/Users/x"],
    ["PATCH", "/Users/x"],
    ["POST", "/Users/.search"],
    ["POST", "/.search"],
  ] as const) {
    const headers = { ...as, "content-length": MIB + 1 };
    const { status, body } = await raw(muster, { method, path: `/scim/v2${path}`, headers });
    expect([status, body], `${method} ${path}`).toEqual([
      413,
      { schemas: [ERROR], status: "413", detail: expect.stringMatching(/1 MiB/) },
    ]);
  }
});

test("a body that comes in chunks is held to the limit too", async () => {
  const headers = { ...as, "transfer-encoding": "chunked" };
  expect(
    (await raw(muster, { method: "POST", path: "/scim/v2/Users", headers, body: " ".repeat(MIB + 1) })).status,
  ).toBe(413);
});

test("a body of a group may have 32 MiB: 2 MiB are taken, one byte above 32 is 413", async () => {
  expect((await scim("POST", "/Groups", padded(team("Large"), 2 * MIB))).status).toBe(201);
  const headers = { ...as, "content-length": 32 * MIB + 1 };
  const { status, body } = await raw(muster, { method: "POST", path: "/scim/v2/Groups", headers });
  expect([status, body.status, body.detail]).toEqual([413, "413", expect.stringMatching(/32 MiB/)]);
});

test("a large body of a group is refused for whatever makes it large besides its members", async () => {
  const { body: group } = await scim("POST", "/Groups", team("Not so large"));
  const large = (one: string) => `[${`${one},`.repeat(Math.ceil((2 * MIB) / one.length))}${one}]`;
  const replaced = (rest: string) => `{"schemas":["${GROUP}"],"displayName":"x",${rest}}`;
  const patched = (...operations: string[]) => `{"Operations":[${operations.join()}]}`;
  for (const [body, status, scimType, detail] of [
    [replaced(`"members":${large("{}")}`), 413, undefined, /600000 values/],
    [replaced(`"members":${large('{"value":"x","display":"Somebody"}')}`), 400, "invalidValue", /no user or group/],
    [replaced(`"members":${large('{"display":"Somebody from Somewhere"}')}`), 400, "invalidValue", /no id/],
    [replaced(`"externalId":${large('"and so on and on"')}`), 413, undefined, /besides the group's members/],
    [replaced(`"urn:acme:hr:2.0:Group":{"a":${large('"and so on and on"')}}`), 413, undefined, /besides/],
  ] as const) {
    expectRefusal(await scim("PUT", `/Groups/${group.id}`, body), status, scimType, detail);
    expectRefusal(await scim("POST", "/Groups", body), status, scimType, detail);
  }
  for (const [body, detail] of [
    [`{"Operations":${large('{"op":"add"}')}}`, /50000 operations/],
    [patched(`{"op":"add","path":"displayName","value":${large('"and so on and on"')}}`), /besides/],
    [patched(`{"op":"add","value":{"displayName":"${"x".repeat(2 * MIB)}"}}`), /besides/],
  ] as const)
    expectRefusal(await scim("PATCH", `/Groups/${group.id}`, body), 413, undefined, detail);
  expect((await scim("GET", `/Groups/${group.id}`)).body).toEqual(group);
});

test("a body over 1 MiB is authenticated before it is read: 401 though it never comes", async () => {
  for (const [method, path] of [
    ["POST", "/Groups"],
    ["PATCH", "/Groups/x"],
  ] as const) {
    const headers = { authorization: `Bearer ${generateToken()}`, "content-length": 2 * MIB };
    expect(await raw(muster, { method, path: `/scim/v2${path}`, headers })).toMatchObject({
      status: 401,
      body: { status: "401" },
    });
  }
});

test("JSON nests at most 40 deep: 40 are taken, 41 and 100,000 are 400 invalidSyntax", async () => {
  // The body itself is the first, the extension the second.
  const nested = (depth: number) =>
    `{"schemas":["${USER}"],"userName":"${address()}","urn:acme:hr:2.0:User":{"a":${"[".repeat(depth - 2)}1${"]".repeat(depth - 2)}}}`;
  expect((await scim("POST", "/Users", nested(40))).status).toBe(201);
  for (const depth of [41, 100_000])
    expectRefusal(await scim("POST", "/Users", nested(depth)), 400, "invalidSyntax", /40/);
  const { body } = await scim("POST", "/Users", person(address()));
  expectRefusal(
    await scim(
      "PATCH",
      `/Users/${body.id}`,
      `{"Operations":[{"op":"add","path":"title","value":${"[".repeat(50)}${"]".repeat(50)}}]}`,
    ),
    400,
    "invalidSyntax",
    /40/,
  );
});

test("a value built up by PATCH below an unknown URN may be read again", async () => {
  const { body } = await scim("POST", "/Users", person(address()));
  const deep = JSON.parse(`${"[".repeat(34)}1${"]".repeat(34)}`);
  for (let round = 0; round < 3; round++)
    expect(
      (await scim("PATCH", `/Users/${body.id}`, patch({ op: "add", path: "urn:acme:hr:2.0:User:a", value: deep })))
        .status,
    ).toBeLessThan(500);
  const read = (await scim("GET", `/Users/${body.id}`)).body;
  expect((await scim("PUT", `/Users/${body.id}`, read)).status).toBe(200);
});

test("failed tokens are slowed per address with 429 and Retry-After, good ones never", async () => {
  const stranger = scimClient(`${muster.address}/scim/v2`, generateToken());
  const statuses: number[] = [];
  let slowed = await stranger("GET", "/Users");
  for (let n = 0; n < 60 && slowed.status !== 429; n++) {
    statuses.push(slowed.status);
    slowed = await stranger("GET", "/Users");
  }
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(statuses.length).toBeGreaterThan(5);
  expectRefusal(slowed, 429, undefined, /wait \d+ seconds/);
  expect(Number(slowed.headers.get("retry-after"))).toBeGreaterThan(0);
  for (let n = 0; n < 50; n++) expect((await scim("GET", "/Users?count=0")).status).toBe(200);
  expect((await stranger("GET", "/Users")).status).toBe(429);
  // The endpoint's other address is no second chance.
  expect((await scimClient(`${muster.address}/scim`, generateToken())("GET", "/Users")).status).toBe(429);
});

test("a page of very large users ends early and says so; the next goes on where it ended", async () => {
  const { scim, orgId } = await muster.organization();
  const text = "x".repeat(900_000);
  await muster.sql`
    insert into users (org_id, body)
    select ${orgId}::uuid, jsonb_build_object('userName', 'large' || n, 'active', true, 'title', ${text}::text)
    from generate_series(1, 60) n`;
  const { status, body } = await scim("GET", "/Users?count=60");
  expect(status).toBe(200);
  expect(body.totalResults).toBe(60);
  expect(body.itemsPerPage).toBe(body.Resources.length);
  expect(body.itemsPerPage).toBeGreaterThan(10);
  expect(body.itemsPerPage).toBeLessThan(60);
  const next = await scim("GET", `/Users?startIndex=${body.itemsPerPage + 1}&count=60&attributes=userName`);
  expect(next.body.Resources.length).toBeGreaterThan(0);
  expect(next.body.Resources[0].id > body.Resources.at(-1).id).toBe(true);
});

test("no number of PATCHes makes a resource that could not be sent back", async () => {
  const { body } = await scim("POST", "/Users", person(address(), { title: "x".repeat(600_000) }));
  const answer = await scim(
    "PATCH",
    `/Users/${body.id}`,
    patch({ op: "add", path: "nickName", value: "x".repeat(600_000) }),
  );
  expectRefusal(answer, 413, undefined, /larger than 1 MiB/);
});
