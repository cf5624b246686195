/** scim.md: Users, Groups. RFC 7644 §3.3 to §3.6, §3.14; RFC 7643 §3.1. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { expectRefusal, GROUP, NOBODY, patch, person, team, USER } from "../support/bodies.ts";

const { scim, muster, address } = await acme();
let teams = 0;
const newUser = async (more: object = {}) => (await scim("POST", "/Users", person(address(), more))).body;
const newGroup = async (more: object = {}) => (await scim("POST", "/Groups", team(`Team ${++teams}`, more))).body;

test.each(["User", "Group"])("a %s is created, read, replaced, patched and deleted", async (type) => {
  const [path, key, body] =
    type === "User" ? (["/Users", "userName", person] as const) : (["/Groups", "displayName", team] as const);
  const first = type === "User" ? address() : "First";
  const second = type === "User" ? address() : "Second";

  const created = await scim("POST", path, body(first));
  expect(created.status).toBe(201);
  const at = `${path}/${created.body.id}`;
  expect(created.headers.get("location")).toBe(`${muster.address}/scim/v2${at}`);
  expect(created.body).toMatchObject({ schemas: [type === "User" ? USER : GROUP], [key]: first });
  expect(created.body.meta).toEqual({
    resourceType: type,
    created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    lastModified: created.body.meta.created,
    location: created.headers.get("location"),
    version: 'W/"1"',
  });
  const read = await scim("GET", at);
  expect([read.status, read.body]).toEqual([200, created.body]);
  const replaced = await scim("PUT", at, body(second));
  expect([replaced.status, replaced.body[key]]).toEqual([200, second]);
  const patched = await scim("PATCH", `${at}?attributes=${key}`, patch({ op: "replace", path: key, value: first }));
  expect([patched.status, patched.body[key]]).toEqual([200, first]);
  expect((await scim("DELETE", at)).status).toBe(204);
  for (const method of ["GET", "DELETE"]) expectRefusal(await scim(method, at), 404);
  expectRefusal(await scim("PUT", at, body(first)), 404);
  expectRefusal(await scim("PATCH", at, patch({ op: "replace", path: key, value: "x" })), 404);
});

test("an id that never was, or is none at all, is 404 in words", async () => {
  for (const id of [NOBODY, "42", "x".repeat(300), "%E2%82%AC"]) {
    expectRefusal(await scim("GET", `/Users/${id}`), 404, undefined, /There is no user/);
    expectRefusal(await scim("GET", `/Groups/${id}`), 404, undefined, /There is no group/);
    expectRefusal(await scim("PUT", `/Users/${id}`, person(address())), 404);
    expectRefusal(await scim("PATCH", `/Groups/${id}`, patch({ op: "add", path: "externalId", value: "x" })), 404);
    expectRefusal(await scim("DELETE", `/Users/${id}`), 404);
  }
});

test("a group's id is no user's, and the reverse", async () => {
  const [user, group] = [await newUser(), await newGroup()];
  expectRefusal(await scim("GET", `/Users/${group.id}`), 404);
  expectRefusal(await scim("GET", `/Groups/${user.id}`), 404);
  expectRefusal(await scim("DELETE", `/Users/${group.id}`), 404);
});

test("meta: created stays, lastModified and version move with a change", async () => {
  const user = await newUser();
  const { body } = await scim("PUT", `/Users/${user.id}`, person(user.userName, { title: "new" }));
  expect(body.meta.created).toBe(user.meta.created);
  expect(Date.parse(body.meta.lastModified)).toBeGreaterThan(Date.parse(user.meta.lastModified));
  expect(body.meta.version).toBe('W/"2"');
});

test("the ETag of an answer is its meta.version, weak: with groups the number and a digest, without them the number", async () => {
  const user = await newUser();
  const at = `/Users/${user.id}`;
  const group = await newGroup({ members: [{ value: user.id }] });
  const withGroups = await scim("GET", at);
  expect(withGroups.headers.get("etag")).toMatch(/^W\/"1\.[\w-]+"$/);
  expect(withGroups.body.meta.version).toBe(withGroups.headers.get("etag"));
  const without = await scim("GET", `${at}?excludedAttributes=groups`);
  expect(without.headers.get("etag")).toBe('W/"1"');
  expect(without.body.meta.version).toBe('W/"1"');
  const written = await scim("PATCH", at, patch({ op: "add", path: "title", value: "x" }));
  expect(written.headers.get("etag")).toBe(withGroups.headers.get("etag")?.replace("1", "2"));
  expect(written.body.meta.version).toBe(written.headers.get("etag"));
  const listed = await scim("GET", `/Users?filter=id eq "${user.id}"`);
  expect(listed.body.Resources[0].meta.version).toBe(written.headers.get("etag"));
  await scim("PATCH", `/Groups/${group.id}`, patch({ op: "remove", path: "members" }));
  expect((await scim("GET", at)).headers.get("etag")).toBe('W/"2"');
});

test.each(["PUT", "PATCH", "DELETE"])(
  "If-Match refuses a %s of another version with 412 and changes nothing",
  async (method) => {
    for (const [path, resource, body] of [
      ["/Users", await newUser(), person(address())],
      ["/Groups", await newGroup(), team(`Team ${++teams}`)],
    ] as const) {
      const at = `${path}/${resource.id}`;
      const key = path === "/Users" ? "userName" : "displayName";
      const change =
        method === "PUT"
          ? body
          : method === "PATCH"
            ? patch({ op: "replace", value: { [key]: `z${address()}` } })
            : undefined;
      for (const stale of ['W/"2"', '"7"', 'W/"0", W/"9"', "nonsense"])
        expectRefusal(await scim(method, at, change, { "if-match": stale }), 412, undefined, /version 1/);
      expect((await scim("GET", at)).body).toEqual(resource);
      for (const fresh of ['W/"1"'])
        expect((await scim(method, at, change, { "if-match": fresh })).status).toBeLessThan(300);
    }
  },
);

test("If-Match takes *, a list, and compares the number only: a user's groups may have changed", async () => {
  const user = await newUser();
  const at = `/Users/${user.id}`;
  await newGroup({ members: [{ value: user.id }] });
  const tag = (await scim("GET", at)).headers.get("etag") ?? "";
  await newGroup({ members: [{ value: user.id }] });
  expect((await scim("GET", at)).headers.get("etag")).not.toBe(tag);
  const set = (value: string) => patch({ op: "replace", path: "title", value });
  expect((await scim("PATCH", at, set("a"), { "if-match": tag })).status).toBe(200);
  expect((await scim("PATCH", at, set("b"), { "if-match": "*" })).status).toBe(200);
  expect((await scim("PATCH", at, set("c"), { "if-match": 'W/"9", W/"3"' })).status).toBe(200);
  expectRefusal(await scim("PATCH", at, set("d"), { "if-match": tag }), 412);
});

test("If-Match on what does not exist is 404, not 412", async () => {
  expectRefusal(await scim("DELETE", `/Users/${NOBODY}`, undefined, { "if-match": 'W/"1"' }), 404);
});

test.each(["/Users", "/Groups"])(
  "If-None-Match of a version of %s that one has is 304 without a body",
  async (path) => {
    const resource = path === "/Users" ? await newUser() : await newGroup();
    const at = `${path}/${resource.id}`;
    const tag = resource.meta.version;
    for (const known of [tag, `W/"9", ${tag}`, "*"]) {
      const answer = await scim("GET", at, undefined, { "if-none-match": known });
      expect([answer.status, answer.text, answer.headers.get("etag")], `${path} ${known}`).toEqual([304, "", tag]);
    }
    expect((await scim("GET", at, undefined, { "if-none-match": 'W/"9"' })).status).toBe(200);
  },
);

test("If-None-Match sees that a user has joined a group", async () => {
  const user = await newUser();
  await newGroup({ members: [{ value: user.id }] });
  const answer = await scim("GET", `/Users/${user.id}`, undefined, { "if-none-match": user.meta.version });
  expect(answer.status).toBe(200);
  expect(answer.body.groups).toHaveLength(1);
});

test("a client's id, meta, groups and other readOnly values are ignored in POST and PUT", async () => {
  const group = await newGroup();
  const lies = {
    id: NOBODY,
    meta: {
      resourceType: "Robot",
      created: "1999-01-01T00:00:00Z",
      lastModified: "1999-01-01T00:00:00Z",
      location: "x",
      version: "7",
    },
    groups: [{ value: group.id, display: "x" }],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { manager: { value: "m", displayName: "Lie" } },
  };
  const { status, body } = await scim("POST", "/Users", person(address(), lies));
  expect(status).toBe(201);
  const check = (user: typeof body) => {
    expect(user.id).toBe(body.id);
    expect(user.id).not.toBe(NOBODY);
    expect(user.meta).toMatchObject({ resourceType: "User", location: `${muster.address}/scim/v2/Users/${user.id}` });
    expect(user.meta.created).not.toMatch(/^1999/);
    expect(user).not.toHaveProperty("groups");
    expect(user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"].manager).toEqual({ value: "m" });
  };
  check(body);
  const replaced = await scim("PUT", `/Users/${body.id}`, person(body.userName, { ...lies, title: "x" }));
  expect(replaced.status).toBe(200);
  check(replaced.body);
  expect((await scim("GET", `/Groups/${group.id}`)).body.members).toEqual([]);
  const made = await scim("POST", "/Groups", team(`Team ${++teams}`, { id: group.id, meta: { version: "x" } }));
  expect([made.status, made.body.meta.version]).toEqual([201, 'W/"1"']);
  expect(made.body.id).not.toBe(group.id);
});

test("password is discarded: accepted by POST, PUT and PATCH, neither answered nor kept anywhere", async () => {
  const secret = "Tr0ub4dor-unique-secret";
  const created = await scim("POST", "/Users", person(address(), { password: secret }));
  expect(created.status).toBe(201);
  const at = `/Users/${created.body.id}`;
  const answers = [
    created,
    await scim("PUT", at, person(created.body.userName, { password: secret, title: "x" })),
    await scim(
      "PATCH",
      at,
      patch({ op: "replace", path: "password", value: secret }, { op: "add", path: "title", value: "y" }),
    ),
    await scim("PATCH", at, patch({ op: "replace", value: { password: secret, title: "z" } })),
    await scim("GET", `${at}?attributes=password,userName`),
  ];
  for (const { status, text } of answers) {
    expect(status).toBeLessThan(300);
    expect(text.toLowerCase()).not.toContain("password");
    expect(text).not.toContain(secret);
  }
  await muster.requestLog.flush();
  for (const table of ["users", "changes", "requests"]) {
    const rows = await muster.sql<{ row: string }[]>`select to_jsonb(t)::text as row from ${muster.sql(table)} t`;
    expect(rows.length).toBeGreaterThan(0);
    expect(
      rows.filter(({ row }) => row.includes(secret)),
      table,
    ).toEqual([]);
  }
});

test("a PATCH of the password alone is a success that changes nothing", async () => {
  const user = await newUser();
  const answer = await scim("PATCH", `/Users/${user.id}`, patch({ op: "replace", path: "password", value: "x" }));
  expect([answer.status, answer.body]).toEqual([200, user]);
});

test("a password cannot be found out by a filter, and one in a filter is not kept in the log either", async () => {
  const secret = "another-unique-secret";
  await newUser({ password: secret });
  expect((await scim("GET", `/Users?filter=password eq "${secret}"`)).body.totalResults).toBe(0);
  expect((await scim("GET", "/Users?filter=password pr")).body.totalResults).toBe(0);
  await muster.requestLog.flush();
  expect(await muster.sql`select path from requests where path like ${`%${secret}%`}`).toEqual([]);
});
