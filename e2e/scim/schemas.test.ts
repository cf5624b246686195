/** scim.md: `schemas`. RFC 7643 §3, RFC 7644 §3.5.2. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, GROUP, PATCH_OP, SEARCH_REQUEST, USER } from "../support/bodies.ts";

const { scim, address } = await acme();
let teams = 0;

test.each([
  ["absent", undefined],
  ["null", null],
  ["a text", USER],
  ["an object", { 0: USER }],
  ["empty", []],
  ["an extension alone", [ENTERPRISE]],
  ["a message's", [PATCH_OP]],
  ["unknown ones alone", ["urn:acme:hr:2.0:User"]],
  ["no texts", [1, null, {}]],
])("a resource whose schemas are %s is 400 invalidSyntax", async (_, schemas) => {
  expectRefusal(await scim("POST", "/Users", { schemas, userName: address() }), 400, "invalidSyntax", /schemas/);
  expectRefusal(await scim("POST", "/Groups", { schemas, displayName: "x" }), 400, "invalidSyntax", /schemas/);
  const { body } = await scim("POST", "/Users", { schemas: [USER], userName: address() });
  expectRefusal(
    await scim("PUT", `/Users/${body.id}`, { schemas, userName: address() }),
    400,
    "invalidSyntax",
    /schemas/,
  );
  expect((await scim("GET", `/Users/${body.id}`)).body).toEqual(body);
});

test.each([
  ["in other case", [USER.toUpperCase()], [GROUP.toUpperCase()]],
  ["of a draft", ["urn:scim:schemas:core:2.0"], ["urn:scim:schemas:core:2.0"]],
  ["of a draft with the type", ["urn:scim:schemas:core:2.0:User"], ["urn:scim:schemas:core:2.0:Group"]],
  ["of version 1", ["urn:scim:schemas:core:1.0"], ["urn:scim:schemas:core:1.0"]],
  [
    "beside unknown ones",
    [USER, "urn:acme:unknown", 7],
    ["http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group", GROUP],
  ],
  ["beside an extension without values", [ENTERPRISE, USER], [GROUP, ENTERPRISE]],
])("schemas %s are accepted, and answered as they are", async (_, user, group) => {
  const created = await scim("POST", "/Users", { schemas: user, userName: address() });
  expect([created.status, created.body.schemas]).toEqual([201, [USER]]);
  const replaced = await scim("PUT", `/Users/${created.body.id}`, {
    schemas: user,
    userName: created.body.userName,
    title: "x",
  });
  expect([replaced.status, replaced.body.schemas]).toEqual([200, [USER]]);
  const made = await scim("POST", "/Groups", { schemas: group, displayName: `Team ${++teams}` });
  expect([made.status, made.body.schemas]).toEqual([201, [GROUP]]);
});

test("an extension's values are taken whether or not schemas names it", async () => {
  const { body } = await scim("POST", "/Users", {
    schemas: [USER],
    userName: address(),
    [ENTERPRISE]: { department: "d" },
  });
  expect(body.schemas).toEqual([USER, ENTERPRISE]);
  expect(body[ENTERPRISE]).toEqual({ department: "d" });
});

const operations = [{ op: "add", path: "title", value: "x" }];

test.each([
  ["absent", undefined],
  ["null", null],
  ["empty", []],
  ["a text", PATCH_OP],
  ["its own, in other case", [PATCH_OP.toLowerCase()]],
  ["unknown beside its own", [PATCH_OP, "urn:acme:x"]],
])("a PATCH whose schemas are %s is accepted", async (_, schemas) => {
  const { body } = await scim("POST", "/Users", { schemas: [USER], userName: address() });
  const answer = await scim("PATCH", `/Users/${body.id}`, { schemas, Operations: operations });
  expect([answer.status, answer.body.title]).toEqual([200, "x"]);
});

test("a PATCH with another message's schemas is 400 invalidSyntax and changes nothing", async () => {
  const { body } = await scim("POST", "/Users", { schemas: [USER], userName: address() });
  for (const schemas of [
    [SEARCH_REQUEST],
    ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
    [PATCH_OP, SEARCH_REQUEST],
  ])
    expectRefusal(await scim("PATCH", `/Users/${body.id}`, { schemas, Operations: operations }), 400, "invalidSyntax");
  expect((await scim("GET", `/Users/${body.id}`)).body).toEqual(body);
});

test("a search may lack its schemas, and is refused with another message's", async () => {
  expect((await scim("POST", "/Users/.search", { count: 1 })).status).toBe(200);
  expect((await scim("POST", "/Users/.search", { schemas: [SEARCH_REQUEST], count: 1 })).status).toBe(200);
  expectRefusal(await scim("POST", "/Users/.search", { schemas: [PATCH_OP] }), 400, "invalidSyntax");
});
