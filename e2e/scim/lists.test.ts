/** scim.md: Lists. RFC 7644 §3.4.2 to §3.4.3, §3.9. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import {
  ENTERPRISE,
  expectRefusal,
  GROUP,
  LIST_RESPONSE,
  person,
  SEARCH_REQUEST,
  team,
  USER,
} from "../support/bodies.ts";

const { scim, muster, domain, orgId } = await acme();
const small = await muster.organization();
interface Resource {
  id: string;
  userName: string;
}
const namesOf = ({ Resources }: { Resources: Resource[] }) => Resources.map(({ userName }) => userName.split("@")[0]);

// 1,234 users for pages; written at once, as their making is not what is tested here.
await muster.sql`
  insert into users (org_id, connection_id, body)
  select c.org_id, c.id, jsonb_build_object(
    'schemas', jsonb_build_array(${USER}::text), 'userName', 'u' || n || ${`@${domain}`}, 'active', true)
  from connections c, generate_series(1, 1234) n
  where c.org_id = ${orgId}`;

// And a few in an organization of their own, for what they look like.
const at = small.domain;
for (const [name, more] of [
  [
    "ann",
    {
      title: "b",
      emails: [{ value: `z@${at}` }, { value: `a@${at}`, primary: true }],
      [ENTERPRISE]: { department: "D2" },
    },
  ],
  ["Bob", { title: "A", emails: [{ value: `c@${at}` }, { value: `y@${at}` }], active: false }],
  ["cid", { title: "c", [ENTERPRISE]: { department: "d1", manager: "m" } }],
  ["dan", {}],
] as const)
  await small.scim(
    "POST",
    "/Users",
    person(`${name}@${at}`, { ...more, ...("emails" in more && { emails: [...more.emails] }) }),
  );

test("a list is a ListResponse: 100 by default, with the exact total and a true itemsPerPage", async () => {
  const { status, body } = await scim("GET", "/Users");
  expect(status).toBe(200);
  expect(body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: 1234, itemsPerPage: 100, startIndex: 1 });
  expect(body.Resources).toHaveLength(100);
});

test("a page has at most 1,000", async () => {
  const { body } = await scim("GET", "/Users?count=5000");
  expect([body.totalResults, body.itemsPerPage, body.Resources.length]).toEqual([1234, 1000, 1000]);
});

test("pages are in a stable order: together they are all, each once", async () => {
  const ids: string[] = [];
  for (let startIndex = 1; startIndex <= 1234; startIndex += 400) {
    const { body } = await scim("GET", `/Users?startIndex=${startIndex}&count=400&attributes=id`);
    expect(body).toMatchObject({ totalResults: 1234, startIndex, itemsPerPage: Math.min(400, 1235 - startIndex) });
    ids.push(...body.Resources.map(({ id }: Resource) => id));
  }
  expect(ids).toHaveLength(1234);
  expect(new Set(ids).size).toBe(1234);
});

test.each([
  ["count=0", { totalResults: 1234, itemsPerPage: 0, startIndex: 1 }],
  ["count=-3", { totalResults: 1234, itemsPerPage: 0, startIndex: 1 }],
  ["startIndex=0&count=2", { totalResults: 1234, itemsPerPage: 2, startIndex: 1 }],
  ["startIndex=-7&count=2", { totalResults: 1234, itemsPerPage: 2, startIndex: 1 }],
  ["startIndex=1234&count=2", { totalResults: 1234, itemsPerPage: 1, startIndex: 1234 }],
  ["startIndex=1235", { totalResults: 1234, itemsPerPage: 0, startIndex: 1235 }],
  ["startIndex=99999999999999999999&count=2", { totalResults: 1234, itemsPerPage: 0 }],
  ["count=99999999999999999999", { totalResults: 1234, itemsPerPage: 1000 }],
  ["StartIndex=2&COUNT=1", { totalResults: 1234, itemsPerPage: 1, startIndex: 2 }],
  ["startIndex=&count=", { totalResults: 1234, itemsPerPage: 100, startIndex: 1 }],
])("?%s is answered as the RFC says", async (query, sizes) => {
  const { status, body } = await scim("GET", `/Users?${query}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ ...sizes, Resources: expect.any(Array) });
  expect(body.Resources).toHaveLength(body.itemsPerPage);
});

test.each([
  "count=ten",
  "startIndex=1.5",
  "count=1e2",
  "count=1&count=2",
  "startIndex=0x10",
  "sortOrder=up",
  "sortBy=name",
  "sortBy=1%202",
  "filter=title+pr&filter=title+pr",
])("?%s is a clear 400", async (query) => {
  expectRefusal(await scim("GET", `/Users?${query}`), 400, "invalidValue", /count|startIndex|sort|filter/);
});

test("a count with a filter counts what the filter matches", async () => {
  const { body } = await scim("GET", '/Users?filter=userName sw "u12"&count=3&startIndex=2');
  // u12, u120 to u129, u1200 to u1234.
  expect(body).toMatchObject({ totalResults: 46, itemsPerPage: 3, startIndex: 2 });
  expect((await scim("GET", `/Users?filter=userName eq "u7@${domain}"`)).body).toMatchObject({
    totalResults: 1,
    itemsPerPage: 1,
  });
  expect((await scim("GET", `/Users?filter=userName eq "u7@${domain}"&startIndex=2`)).body).toMatchObject({
    totalResults: 1,
    itemsPerPage: 0,
    Resources: [],
  });
  expect((await scim("GET", `/Users?filter=userName eq "u7@${domain}"&count=0`)).body).toMatchObject({
    totalResults: 1,
    itemsPerPage: 0,
    Resources: [],
  });
  expect((await scim("GET", '/Users?filter=userName eq "nobody"')).body).toMatchObject({
    totalResults: 0,
    itemsPerPage: 0,
    startIndex: 1,
    Resources: [],
  });
});

test.each([
  ["sortBy=userName", ["ann", "Bob", "cid", "dan"]],
  ["sortBy=userName&sortOrder=ascending", ["ann", "Bob", "cid", "dan"]],
  ["sortBy=USERNAME&sortOrder=Descending", ["dan", "cid", "Bob", "ann"]],
  ["sortBy=title", ["Bob", "ann", "cid", "dan"]],
  ["sortBy=title&sortOrder=descending", ["cid", "ann", "Bob", "dan"]],
  ["sortBy=emails", ["ann", "Bob", "cid", "dan"]],
  ["sortBy=emails.value&sortOrder=descending", ["Bob", "ann", "cid", "dan"]],
  [`sortBy=${ENTERPRISE}:department`, ["cid", "ann", "Bob", "dan"]],
  ["sortBy=department&sortOrder=descending", ["ann", "cid", "Bob", "dan"]],
  ["sortBy=active", ["Bob", "ann", "cid", "dan"]],
  ["sortBy=meta.created&sortOrder=descending", ["dan", "cid", "Bob", "ann"]],
  ["sortBy=id", ["ann", "Bob", "cid", "dan"]],
  ["sortBy=shoeSize", ["ann", "Bob", "cid", "dan"]],
  ["sortOrder=descending", ["ann", "Bob", "cid", "dan"]],
])("?%s sorts: a multi-valued attribute by its primary, else its first; absent last", async (query, names) => {
  const { body } = await small.scim("GET", `/Users?${query}`);
  expect(namesOf(body)).toEqual(names);
  const paged = [];
  for (const startIndex of [1, 3])
    paged.push(...namesOf((await small.scim("GET", `/Users?${query}&count=2&startIndex=${startIndex}`)).body));
  expect(paged).toEqual(names);
});

test("what is not in the resource's own row sorts too: a user's groups, a group's members, meta", async () => {
  const own = await muster.organization();
  const made: string[] = [];
  for (const name of ["a", "b", "c"])
    made.push((await own.scim("POST", "/Users", person(`${name}@${own.domain}`))).body.id);
  const [a, b] = made;
  for (const [name, member] of [
    ["Zeta", a],
    ["alpha", b],
  ])
    await own.scim("POST", "/Groups", team(`${name}`, { members: [{ value: member }] }));
  const namesBy = async (query: string) => namesOf((await own.scim("GET", `/Users?${query}`)).body);
  expect(await namesBy("sortBy=groups.display")).toEqual(["b", "a", "c"]);
  expect(await namesBy("sortBy=meta.location&sortOrder=descending")).toEqual(["c", "b", "a"]);
  const { body } = await own.scim("GET", "/Groups?sortBy=members&sortOrder=descending");
  expect(body.Resources.map(({ displayName }: { displayName: string }) => displayName)).toEqual(["alpha", "Zeta"]);
});

test("attributes and excludedAttributes shape each resource of a list; id and schemas always come", async () => {
  const list = async (query: string) =>
    (await small.scim("GET", `/Users?filter=userName sw "ann"&${query}`)).body.Resources[0];
  const whole = await list("");
  const { id, userName, meta } = whole;
  const always = { id, schemas: [USER, ENTERPRISE] };
  expect(await list("attributes=userName")).toEqual({ ...always, userName });
  expect(await list("attributes=emails.value,department, nonsense")).toEqual({
    ...always,
    emails: [{ value: `z@${at}` }, { value: `a@${at}` }],
    [ENTERPRISE]: { department: "D2" },
  });
  expect(await list(`attributes=${ENTERPRISE}`)).toEqual({ ...always, [ENTERPRISE]: { department: "D2" } });
  expect(await list(`attributes=${USER}:title`)).toEqual({ ...always, title: "b" });
  expect(await list("attributes=meta")).toEqual({ ...always, meta });
  expect(await list("excludedAttributes=emails,meta.location,id")).toEqual({
    ...Object.fromEntries(Object.entries(whole).filter(([name]) => name !== "emails")),
    meta: Object.fromEntries(Object.entries(meta).filter(([name]) => name !== "location")),
  });
});

test("POST /.search on users does what GET does, with numbers and arrays", async () => {
  const search = {
    schemas: [SEARCH_REQUEST],
    filter: "title pr",
    sortBy: "title",
    sortOrder: "descending",
    startIndex: 2,
    count: 1,
    attributes: ["userName"],
  };
  const { status, body } = await small.scim("POST", "/Users/.search", search);
  expect(status).toBe(200);
  expect(body).toMatchObject({ schemas: [LIST_RESPONSE], totalResults: 3, startIndex: 2, itemsPerPage: 1 });
  expect(body.Resources).toEqual([{ id: expect.any(String), schemas: [USER, ENTERPRISE], userName: `ann@${at}` }]);
  const excluded = await small.scim("POST", "/Users/.search", {
    excludedAttributes: ["meta", "emails"],
    filter: 'userName sw "dan"',
  });
  expect(excluded.body.Resources[0]).not.toHaveProperty("meta");
});

test("POST /Groups/.search finds groups, POST /.search on the root finds both", async () => {
  const users = (await small.scim("GET", "/Users")).body.Resources;
  const { body: group } = await small.scim("POST", "/Groups", team("ann's", { members: [{ value: users[0].id }] }));
  const groups = await small.scim("POST", "/Groups/.search", {
    schemas: [SEARCH_REQUEST],
    filter: 'displayName co "ann"',
  });
  expect(groups.body).toMatchObject({
    totalResults: 1,
    Resources: [{ id: group.id, members: [{ value: users[0].id }] }],
  });

  const both = await small.scim("POST", "/.search", { schemas: [SEARCH_REQUEST], count: 10 });
  expect([both.status, both.body.totalResults, both.body.itemsPerPage]).toEqual([200, 5, 5]);
  expect(both.body.Resources.map(({ schemas }: { schemas: string[] }) => schemas[0])).toEqual([
    USER,
    USER,
    USER,
    USER,
    GROUP,
  ]);
  const page = await small.scim("POST", "/.search", { startIndex: 4, count: 2, attributes: ["id"] });
  expect(page.body).toMatchObject({ totalResults: 5, startIndex: 4, itemsPerPage: 2 });
  expect(page.body.Resources.map(({ id }: Resource) => id)).toEqual([users[3].id, group.id]);
  const one = await small.scim("POST", "/.search", { filter: `displayName eq "ANN's" or userName sw "dan"` });
  expect(one.body.totalResults).toBe(2);
  expect((await small.scim("POST", "/.search", { count: 0 })).body).toMatchObject({
    totalResults: 5,
    itemsPerPage: 0,
    Resources: [],
  });
  expect((await small.scim("POST", "/.search", { startIndex: 6 })).body).toMatchObject({
    totalResults: 5,
    itemsPerPage: 0,
    Resources: [],
  });
});

test("excludedAttributes=members leaves a list of groups without members, attributes=members with them", async () => {
  const without = await small.scim("GET", "/Groups?excludedAttributes=members");
  for (const group of without.body.Resources) expect(group).not.toHaveProperty("members");
  const only = await small.scim("GET", "/Groups?attributes=members.value");
  expect(only.body.Resources[0].members).toEqual([{ value: expect.any(String) }]);
});

test("parameters that nobody knows are ignored", async () => {
  expect((await scim("GET", "/Users?count=1&cursor&foo=bar&_=1")).body.itemsPerPage).toBe(1);
});
