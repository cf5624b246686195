/** scim.md: Extensions. RFC 7643 §3.3, §4.3. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, GROUP, NOBODY, patch, person, team, USER } from "../support/bodies.ts";

const { scim, address } = await acme();
const HR = "urn:acme:hr:2.0:User";

async function newUser(extension?: object) {
  const { status, body } = await scim("POST", "/Users", person(address(), extension && { [ENTERPRISE]: extension }));
  expect(status).toBe(201);
  return { user: body, at: `/Users/${body.id}` };
}

test("the enterprise user is kept and answered in full", async () => {
  const extension = {
    employeeNumber: "701984",
    costCenter: "4130",
    organization: "Universal Studios",
    division: "Theme Park",
    department: "Tour Operations",
    manager: { value: "26118915", $ref: "../Users/26118915-6090-4610-87e4-49d8ca9f808d" },
  };
  const { user, at } = await newUser(extension);
  expect(user.schemas).toEqual([USER, ENTERPRISE]);
  expect(user[ENTERPRISE]).toEqual(extension);
  expect((await scim("GET", at)).body[ENTERPRISE]).toEqual(extension);
  for (const [name, value] of Object.entries(extension)) {
    const asked = typeof value === "string" ? value : value.value;
    const { body } = await scim("GET", `/Users?filter=${ENTERPRISE}:${name} eq "${asked}"`);
    expect(
      body.Resources.map(({ id }: { id: string }) => id),
      name,
    ).toEqual([user.id]);
  }
});

test.each([
  ["a text", "m-1"],
  ["an object", { value: "m-1" }],
  ["an object with a displayName, which is readOnly", { value: "m-1", displayName: "Boss" }],
  ["an array of one object", [{ value: "m-1" }]],
  ["an array of one text", ["m-1"]],
])("manager as %s is answered as an object", async (_, manager) => {
  const expected = { manager: { value: "m-1" } };
  const { user, at } = await newUser({ manager });
  expect(user[ENTERPRISE]).toEqual(expected);
  const clear = () => scim("PATCH", at, patch({ op: "remove", path: `${ENTERPRISE}:manager` }));
  for (const operation of [
    { op: "add", path: `${ENTERPRISE}:manager`, value: manager },
    { op: "replace", path: `${ENTERPRISE}:manager`, value: manager },
    { op: "replace", path: "manager", value: manager },
    { op: "add", value: { [`${ENTERPRISE}:manager`]: manager } },
    { op: "add", value: { [ENTERPRISE]: { manager } } },
    { op: "add", path: ENTERPRISE, value: { manager } },
  ]) {
    expect((await clear()).body).not.toHaveProperty([ENTERPRISE]);
    expect((await scim("PATCH", at, patch(operation))).body[ENTERPRISE]).toEqual(expected);
  }
  expect((await scim("PUT", at, person(user.userName, { [ENTERPRISE]: { manager } }))).body[ENTERPRISE]).toEqual(
    expected,
  );
});

test("manager.value by its path is the manager too", async () => {
  const { at } = await newUser();
  const { body } = await scim("PATCH", at, patch({ op: "add", path: `${ENTERPRISE}:manager.value`, value: "m-2" }));
  expect(body[ENTERPRISE]).toEqual({ manager: { value: "m-2" } });
});

test("a manager need not exist, nor be an id", async () => {
  for (const manager of [NOBODY, "CN=Boss,OU=x", "42"]) {
    const { user } = await newUser({ manager });
    expect(user[ENTERPRISE].manager).toEqual({ value: manager });
  }
});

test.each([[""], [null], [{}], [[]], [{ value: "" }], [{ value: null }]])(
  "an empty manager removes it: %j",
  async (empty) => {
    const { user, at } = await newUser({ department: "d", manager: empty });
    expect(user[ENTERPRISE]).toEqual({ department: "d" });
    for (const [op, path] of [
      ["replace", `${ENTERPRISE}:manager`],
      ["add", `${ENTERPRISE}:manager`],
      ["Replace", "manager"],
    ]) {
      await scim("PATCH", at, patch({ op: "add", path: "manager", value: "m" }));
      const { status, body } = await scim("PATCH", at, patch({ op, path, value: empty }));
      expect([status, body[ENTERPRISE]], `${op} ${path}`).toEqual([200, { department: "d" }]);
    }
    await scim("PATCH", at, patch({ op: "add", path: "manager", value: "m" }));
    const { body } = await scim(
      "PUT",
      at,
      person(user.userName, { [ENTERPRISE]: { department: "e", manager: empty } }),
    );
    expect(body[ENTERPRISE]).toEqual({ department: "e" });
  },
);

test("what has no meaning as a manager is 400 invalidValue", async () => {
  for (const manager of [[{ value: "a" }, { value: "b" }], { value: { x: 1 } }, [["a"], "b"]])
    expectRefusal(
      await scim("POST", "/Users", person(address(), { [ENTERPRISE]: { manager } })),
      400,
      "invalidValue",
      /manager/,
    );
});

test("unknown extension URNs are kept and returned as they were", async () => {
  const hr = { badge: "B-7", grade: 3, remote: false, tags: ["x", 1, true], desk: { floor: { number: 2 } } };
  const { status, body } = await scim(
    "POST",
    "/Users",
    person(address(), { [HR]: hr, "http://acme.example/x/1.0/User": { a: "b" } }),
  );
  expect(status).toBe(201);
  expect(body.schemas).toEqual([USER, HR, "http://acme.example/x/1.0/User"]);
  const read = await scim("GET", `/Users/${body.id}`);
  expect(read.body[HR]).toEqual(hr);
  expect(read.body["http://acme.example/x/1.0/User"]).toEqual({ a: "b" });
  const only = await scim("GET", `/Users/${body.id}?attributes=${HR}:badge`);
  expect(only.body[HR]).toEqual({ badge: "B-7" });
});

test("a key that is an unknown URN with a name behind it stands below that URN", async () => {
  const { status, body } = await scim(
    "POST",
    "/Users",
    person(address(), { [`${HR}:badge`]: "B", [`${ENTERPRISE}:department`]: "d" }),
  );
  expect(status).toBe(201);
  expect(body).toMatchObject({
    schemas: [USER, HR, ENTERPRISE],
    [HR]: { badge: "B" },
    [ENTERPRISE]: { department: "d" },
  });
  expect((await scim("GET", `/Users?filter=${HR}:badge eq "b"`)).body.totalResults).toBe(1);
});

test("an unknown extension of a group is kept too", async () => {
  const { body } = await scim("POST", "/Groups", team("Kept", { "urn:acme:team:1.0:Group": { color: "red" } }));
  expect(body).toMatchObject({
    schemas: [GROUP, "urn:acme:team:1.0:Group"],
    "urn:acme:team:1.0:Group": { color: "red" },
  });
  await scim(
    "PATCH",
    `/Groups/${body.id}`,
    patch({ op: "replace", path: "urn:acme:team:1.0:Group:color", value: "blue" }),
  );
  expect((await scim("GET", `/Groups/${body.id}`)).body["urn:acme:team:1.0:Group"]).toEqual({ color: "blue" });
});

test("an answer's schemas are core plus the extensions that have values, whatever was sent", async () => {
  const { user, at } = await newUser();
  expect(user.schemas).toEqual([USER]);
  const added = await scim(
    "PATCH",
    at,
    patch({ op: "add", path: `${ENTERPRISE}:department`, value: "d" }, { op: "add", path: `${HR}:badge`, value: 1 }),
  );
  expect(added.body.schemas).toEqual([USER, ENTERPRISE, HR]);
  const removed = await scim(
    "PATCH",
    at,
    patch({ op: "remove", path: `${ENTERPRISE}:department` }, { op: "remove", path: HR }),
  );
  expect(removed.body.schemas).toEqual([USER]);
  expect(removed.body).not.toHaveProperty([ENTERPRISE]);
  const empty = await scim("POST", "/Users", {
    ...person(address(), { [ENTERPRISE]: {}, [HR]: { a: "" } }),
    schemas: [USER, ENTERPRISE, HR],
  });
  expect(empty.body.schemas).toEqual([USER]);
});

test("names that objects have by themselves are only names", async () => {
  const body = `{"schemas":["${USER}"],"userName":"${address()}","__proto__":{"title":"x"},"constructor":1,"${HR}":{"__proto__":{"a":1},"toString":"x","hasOwnProperty":2}}`;
  const answer = await scim("POST", "/Users", body);
  expect(answer.status).toBe(201);
  expect(answer.text).toContain('"__proto__"');
  expect(answer.body).not.toHaveProperty("title");
  expect(Object.keys((await scim("GET", `/Users/${answer.body.id}`)).body[HR]).sort()).toEqual([
    "__proto__",
    "hasOwnProperty",
    "toString",
  ]);
});
