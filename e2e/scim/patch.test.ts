/** scim.md: PATCH. RFC 7644 §3.5.2. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, NOBODY, patch, person, team, USER } from "../support/bodies.ts";

const { scim, muster, address, domain } = await acme();
const HR = "urn:acme:hr:2.0:User";

const start = {
  externalId: "e-1",
  displayName: "Ann",
  name: { givenName: "Ann", familyName: "Lee" },
  emails: [
    { value: `w@${domain}`, type: "work", primary: true },
    { value: "h@x.example", type: "home" },
  ],
  roles: [{ value: "r1" }, { value: "r2" }],
  [ENTERPRISE]: { department: "D", manager: { value: "m" } },
};

async function newUser(more: object = start) {
  const { body } = await scim("POST", "/Users", person(address(), more));
  return { user: body, at: `/Users/${body.id}` };
}

/** The user, patched, without what every answer has. */
async function patched(...operations: object[]) {
  const { at } = await newUser();
  const answer = await scim("PATCH", at, patch(...operations));
  expect(answer.status, answer.text).toBe(200);
  expect((await scim("GET", at)).body).toEqual(answer.body);
  return answer.body;
}

const [work, home] = start.emails;

test.each([
  ["add a new attribute", { op: "add", path: "title", value: "x" }, { title: "x" }],
  ["add to a single attribute replaces it", { op: "add", path: "displayName", value: "B" }, { displayName: "B" }],
  [
    "add to a complex attribute merges",
    { op: "add", path: "name", value: { middleName: "M" } },
    { name: { givenName: "Ann", familyName: "Lee", middleName: "M" } },
  ],
  [
    "add a sub-attribute",
    { op: "add", path: "name.middleName", value: "M" },
    { name: { ...start.name, middleName: "M" } },
  ],
  [
    "add to a list appends",
    { op: "add", path: "roles", value: [{ value: "r3" }] },
    { roles: [{ value: "r1" }, { value: "r2" }, { value: "r3" }] },
  ],
  [
    "add one value without a list",
    { op: "add", path: "roles", value: { value: "r3" } },
    { roles: [{ value: "r1" }, { value: "r2" }, { value: "r3" }] },
  ],
  ["add what is there keeps one", { op: "add", path: "roles", value: [{ value: "r2" }] }, { roles: start.roles }],
  [
    "add to a selected element",
    { op: "add", path: 'emails[type eq "home"].display', value: "H" },
    { emails: [work, { ...home, display: "H" }] },
  ],
  [
    "add without path",
    { op: "add", value: { title: "x", roles: [{ value: "r3" }], name: { middleName: "M" } } },
    {
      title: "x",
      roles: [{ value: "r1" }, { value: "r2" }, { value: "r3" }],
      name: { ...start.name, middleName: "M" },
    },
  ],
  [
    "add below an extension",
    { op: "add", path: `${ENTERPRISE}:costCenter`, value: "c" },
    { [ENTERPRISE]: { ...start[ENTERPRISE], costCenter: "c" } },
  ],
  [
    "add to an extension",
    { op: "add", path: ENTERPRISE, value: { costCenter: "c" } },
    { [ENTERPRISE]: { ...start[ENTERPRISE], costCenter: "c" } },
  ],
  ["replace an attribute", { op: "replace", path: "displayName", value: "B" }, { displayName: "B" }],
  ["replace what is not there", { op: "replace", path: "title", value: "x" }, { title: "x" }],
  [
    "replace a sub-attribute",
    { op: "replace", path: "name.givenName", value: "B" },
    { name: { givenName: "B", familyName: "Lee" } },
  ],
  ["replace a list", { op: "replace", path: "roles", value: [{ value: "r9" }] }, { roles: [{ value: "r9" }] }],
  [
    "replace a selected element",
    { op: "replace", path: 'emails[type eq "home"]', value: { value: "n@x.example", type: "other" } },
    { emails: [work, { value: "n@x.example", type: "other" }] },
  ],
  [
    "replace a part of a selected element",
    { op: "replace", path: 'emails[type eq "home"].value', value: "n@x.example" },
    { emails: [work, { ...home, value: "n@x.example" }] },
  ],
  [
    "replace a part of all elements",
    { op: "replace", path: "roles.type", value: "t" },
    {
      roles: [
        { value: "r1", type: "t" },
        { value: "r2", type: "t" },
      ],
    },
  ],
  [
    "replace without path",
    { op: "replace", value: { displayName: "B", [ENTERPRISE]: { department: "E" } } },
    { displayName: "B", [ENTERPRISE]: { department: "E", manager: { value: "m" } } },
  ],
  [
    "replace with a URN in the key",
    { op: "replace", value: { [`${ENTERPRISE}:department`]: "E", "name.givenName": "B" } },
    { name: { givenName: "B", familyName: "Lee" }, [ENTERPRISE]: { department: "E", manager: { value: "m" } } },
  ],
  ["replace with the core's URN", { op: "replace", path: `${USER}:displayName`, value: "B" }, { displayName: "B" }],
  ["remove an attribute", { op: "remove", path: "displayName" }, { displayName: undefined }],
  ["remove what is not there", { op: "remove", path: "title" }, {}],
  ["remove a sub-attribute", { op: "remove", path: "name.givenName" }, { name: { familyName: "Lee" } }],
  ["remove a complex attribute", { op: "remove", path: "name" }, { name: undefined }],
  ["remove a list", { op: "remove", path: "roles" }, { roles: undefined }],
  ["remove a selected element", { op: "remove", path: 'roles[value eq "r1"]' }, { roles: [{ value: "r2" }] }],
  [
    "remove a part of a selected element",
    { op: "remove", path: 'emails[type eq "work"].type' },
    { emails: [{ value: work?.value, primary: true }, home] },
  ],
  ["remove the last selected element", { op: "remove", path: 'roles[value sw "r"]' }, { roles: undefined }],
  ["remove of a value that is not there succeeds", { op: "remove", path: 'roles[value eq "r9"]' }, {}],
  [
    "remove below an extension",
    { op: "remove", path: `${ENTERPRISE}:department` },
    { [ENTERPRISE]: { manager: { value: "m" } } },
  ],
  ["remove an extension", { op: "remove", path: ENTERPRISE }, { [ENTERPRISE]: undefined, schemas: [USER] }],
  ["remove externalId", { op: "remove", path: "externalId" }, { externalId: undefined }],
  [
    "names in any case",
    { op: "rePLACE", path: 'EMAILS[TYPE Eq "HOME"].Value', value: "n@x.example" },
    { emails: [work, { ...home, value: "n@x.example" }] },
  ],
  [
    "below an unknown URN it is kept",
    { op: "add", path: `${HR}:badge`, value: { a: [1] } },
    { [HR]: { badge: { a: [1] } }, schemas: [USER, ENTERPRISE, HR] },
  ],
  [
    "an unknown URN as a whole",
    { op: "replace", value: { [HR]: { badge: 7 } } },
    { [HR]: { badge: 7 }, schemas: [USER, ENTERPRISE, HR] },
  ],
  ["null clears", { op: "replace", path: "displayName", value: null }, { displayName: undefined }],
  ["an empty text clears", { op: "replace", path: "name.givenName", value: "" }, { name: { familyName: "Lee" } }],
])("%s", async (_, operation, expected) => {
  const body = await patched(operation);
  const { schemas, id, userName, meta } = body;
  const all = { ...start, active: true, schemas: [USER, ENTERPRISE], id, userName, meta, ...expected };
  expect(schemas[0]).toBe(USER);
  expect(body).toEqual(JSON.parse(JSON.stringify(all)));
});

test.each([["add"], ["ADD"], ["Add"], ["replace"], ["Replace"]])("op is taken in any case: %s", async (op) => {
  expect(await patched({ op, path: "title", value: "x" })).toMatchObject({ title: "x" });
});

test("primary: true clears the others", async () => {
  const primaries = (user: { emails: { primary?: boolean; value: string }[] }) =>
    user.emails.filter(({ primary }) => primary).map(({ value }) => value);
  const add = { op: "add", path: "emails", value: [{ value: "n@x.example", primary: true }] };
  // The new primary is a change of the primary email, and its domain must be the organization's.
  const ours = { op: "add", path: "emails", value: [{ value: `n@${domain}`, primary: true }] };
  expect(primaries(await patched(ours))).toEqual([`n@${domain}`]);
  const { user, at } = await newUser();
  expectRefusal(await scim("PATCH", at, patch(add)), 403);
  const roles = await scim(
    "PATCH",
    at,
    patch(
      { op: "add", path: 'roles[value eq "r1"].primary', value: true },
      { op: "replace", path: 'roles[value eq "r2"].primary', value: "True" },
    ),
  );
  expect(roles.body.roles).toEqual([expect.not.objectContaining({ primary: true }), { value: "r2", primary: true }]);
  expect(user.emails[0].primary).toBe(true);
});

test("operations apply in their order, each on what the one before left", async () => {
  const body = await patched(
    { op: "add", path: "title", value: "a" },
    { op: "replace", path: "title", value: "b" },
    { op: "remove", path: "roles" },
    { op: "add", path: "roles", value: [{ value: "new", type: "t" }] },
    { op: "replace", path: 'roles[value eq "new"].type', value: "u" },
    { op: "add", path: "nickName", value: "n" },
    { op: "remove", path: "nickName" },
  );
  expect(body).toMatchObject({ title: "b", roles: [{ value: "new", type: "u" }] });
  expect(body).not.toHaveProperty("nickName");
});

test("a PATCH is atomic: where the last operation is refused, the first has done nothing", async () => {
  const { user, at } = await newUser();
  for (const wrong of [
    { op: "replace", path: "id", value: "x" },
    { op: "replace", path: 'emails[type eq "other"]', value: { value: "x" } },
    { op: "add", path: "active", value: "perhaps" },
    { op: "add", path: "userName", value: "x@elsewhere.example" },
  ]) {
    const answer = await scim("PATCH", at, patch({ op: "replace", path: "title", value: "changed" }, wrong));
    expect([400, 403]).toContain(answer.status);
    expect((await scim("GET", at)).body).toEqual(user);
  }
  const { body: group } = await scim("POST", "/Groups", team("Atomic"));
  const wrong = patch(
    { op: "replace", path: "displayName", value: "x" },
    { op: "add", path: "members", value: [{ value: user.id }, { value: NOBODY }] },
  );
  expectRefusal(await scim("PATCH", `/Groups/${group.id}`, wrong), 400, "invalidValue", new RegExp(NOBODY));
  expect((await scim("GET", `/Groups/${group.id}`)).body).toEqual(group);
});

test("a no-op does not move the version, and writes no change", async () => {
  const { user, at } = await newUser();
  for (const operations of [
    [{ op: "replace", path: "displayName", value: "Ann" }],
    [{ op: "add", path: "roles", value: [{ value: "r1" }] }],
    [{ op: "remove", path: "title" }],
    [{ op: "replace", value: { active: "True", name: { familyName: "Lee" } } }],
    [
      { op: "add", path: "title", value: "x" },
      { op: "remove", path: "title" },
    ],
    [{ op: "replace", path: 'emails[type eq "work"].value', value: `w@${domain}` }],
  ])
    expect((await scim("PATCH", at, patch(...operations))).body).toEqual(user);
  expect(await muster.sql`select op from changes where resource_id = ${user.id}`).toEqual([{ op: "create" }]);
});

test("a readOnly key inside a value is ignored", async () => {
  const body = await patched({
    op: "replace",
    value: { id: NOBODY, meta: { version: "x" }, groups: [{ value: NOBODY }], schemas: ["x"], title: "t" },
  });
  expect(body.title).toBe("t");
  expect(body.id).not.toBe(NOBODY);
  expect(body).not.toHaveProperty("groups");
});

test("an unknown key inside a value is ignored and noted", async () => {
  const { at, user } = await newUser();
  const answer = await scim(
    "PATCH",
    at,
    patch({ op: "replace", value: { shoeSize: 44, title: "t", name: { nick: "x" } } }),
  );
  expect([answer.status, answer.body.title]).toEqual([200, "t"]);
  expect(answer.body).not.toHaveProperty("shoeSize");
  const [row] = await muster.sql<
    { notes: string[] }[]
  >`select notes from requests where resource_id = ${user.id} and method = 'PATCH'`;
  expect(row?.notes.join()).toMatch(/shoeSize/);
});

test("thousands of operations in one request cost like one", async () => {
  const { at } = await newUser();
  const adds = Array.from({ length: 5000 }, (_, n) => ({
    op: "add",
    path: "entitlements",
    value: [{ value: `e${n}` }],
  }));
  const removes = Array.from({ length: 4999 }, (_, n) => ({ op: "remove", path: `entitlements[value eq "e${n}"]` }));
  // The processor's time, not the clock's: other work shares the machine. The server runs in this process.
  const before = process.cpuUsage();
  const { status, body } = await scim("PATCH", at, patch(...adds, ...removes));
  expect([status, body.entitlements]).toEqual([200, [{ value: "e4999" }]]);
  expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
});
