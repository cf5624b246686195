/** scim.md: Filters. RFC 7644 §3.4.2.2. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, NOBODY, person, team } from "../support/bodies.ts";

const { scim, domain } = await acme();
const HR = "urn:acme:hr:2.0:User";

/** Whom the filters are asked of; the names are those of the answers below. */
const people = {
  ann: {
    externalId: "Ext-A",
    displayName: "Ann Lee",
    name: { givenName: "Ann", familyName: "Lee" },
    title: "Engineer",
    emails: [
      { value: `ann@${domain}`, type: "work", primary: true },
      { value: "ann@home.example", type: "home" },
    ],
    phoneNumbers: [{ value: "+1 555 0100", type: "mobile" }],
    [ENTERPRISE]: { department: "R&D", employeeNumber: "007", manager: "boss-1" },
    [HR]: { grade: 3, remote: true, badge: "B-7", tags: ["x", "y"], desk: { floor: "2" } },
  },
  bob: {
    externalId: "ext-a",
    displayName: 'Bob "the\\Builder"',
    title: "ENGINEER",
    active: false,
    emails: [
      { value: "bob@x.example", type: "home" },
      { value: `bob@${domain}`, type: "work" },
    ],
    [ENTERPRISE]: { department: "Sales", manager: { value: "boss-2" } },
    [HR]: { grade: 10, remote: false },
  },
  cid: { title: "true", nickName: "42", userType: "Straße" },
};

const ids: Record<string, string> = {};
for (const [name, more] of Object.entries(people))
  ids[name] = (await scim("POST", "/Users", person(`${name}@${domain}`, more))).body.id;
ids.inner = (
  await scim("POST", "/Groups", team("Inner", { externalId: "g-1", members: [{ value: ids.bob }] }))
).body.id;
const members = [{ value: ids.ann }, { value: ids.inner }];
ids.outer = (await scim("POST", "/Groups", team("Outer", { members }))).body.id;

async function found(path: string, filter: string): Promise<string[] | string> {
  const { body } = await scim("GET", `${path}?filter=${encodeURIComponent(filter)}`);
  if (!body.Resources) return body.detail;
  expect(body).toMatchObject({ totalResults: body.Resources.length, itemsPerPage: body.Resources.length });
  return body.Resources.map(({ id }: { id: string }) => Object.keys(ids).find((name) => ids[name] === id)).sort();
}

test.each([
  // Every operator.
  [`userName eq "ann@${domain}"`, ["ann"]],
  [`userName ne "ann@${domain}"`, ["bob", "cid"]],
  ['userName co "NN@"', ["ann"]],
  ['userName sw "b"', ["bob"]],
  [`userName ew "${"@"}${"DOMAIN"}"`, ["ann", "bob", "cid"]],
  ['userName gt "bob"', ["bob", "cid"]],
  [`userName ge "bob@DOMAIN"`, ["bob", "cid"]],
  [`userName lt "bob@DOMAIN"`, ["ann"]],
  [`userName le "bob@DOMAIN"`, ["ann", "bob"]],
  ["title pr", ["ann", "bob", "cid"]],
  ["nickName pr", ["cid"]],
  ["emails pr", ["ann", "bob"]],
  ["name pr", ["ann"]],
  // and, or, not, parentheses; and binds stronger than or.
  ['title eq "engineer" and active eq true', ["ann"]],
  ['nickName eq "42" or title eq "engineer" and active eq false', ["bob", "cid"]],
  ['(nickName eq "42" or title eq "engineer") and active eq false', ["bob"]],
  ['not (title eq "engineer")', ["cid"]],
  ["not (nickName pr) and not (active eq true)", ["bob"]],
  ['not (not (userName sw "a"))', ["ann"]],
  ['( ( userName  sw   "a" ) )', ["ann"]],
  // One element, or any.
  ['emails[type eq "work" and value co "@DOMAIN"]', ["ann", "bob"]],
  ['emails[type eq "home" and value co "@DOMAIN"]', []],
  ['emails.type eq "home" and emails.value co "@DOMAIN"', ["ann", "bob"]],
  ['emails[type eq "work"].value eq "BOB@DOMAIN"', ["bob"]],
  ['emails[type eq "home"].value eq "bob@DOMAIN"', []],
  ['emails[not (type eq "work")]', ["ann", "bob"]],
  ['emails[type eq "work" or type eq "other"]', ["ann", "bob"]],
  ["emails[primary eq true]", ["ann"]],
  ['emails[type eq "work"] and not (emails[primary eq true])', ["bob"]],
  ['emails[value sw "ann" and (type eq "home" or primary eq true)]', ["ann"]],
  ["phoneNumbers[type pr]", ["ann"]],
  // Dotted and URN-qualified paths, names and operators in any case.
  ['name.familyName eq "lee"', ["ann"]],
  ['NAME.FAMILYNAME EQ "lee"', ["ann"]],
  ['USERNAME Sw "a" AND Title PR', ["ann"]],
  ['NOT (userName sw "a") OR title co "ine"', ["ann", "bob", "cid"]],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "a"', ["ann"]],
  ['urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq "ANN"', ["ann"]],
  [`${ENTERPRISE}:department eq "r&d"`, ["ann"]],
  [`${ENTERPRISE.toUpperCase()}:department eq "sales"`, ["bob"]],
  [`${ENTERPRISE}:manager.value eq "boss-1"`, ["ann"]],
  // A name that core lacks is looked for in the extensions; a complex attribute means its value.
  ['department eq "sales"', ["bob"]],
  ['manager eq "boss-2"', ["bob"]],
  ['manager.value eq "boss-2"', ["bob"]],
  ["manager pr", ["ann", "bob"]],
  ['emails eq "ann@HOME.example"', ["ann"]],
  ['emails co "home"', ["ann"]],
  ['emails ne "ann@home.example"', ["bob", "cid"]],
  // Dates, booleans, numbers, bare words.
  ['meta.created gt "2020-01-01T00:00:00Z"', ["ann", "bob", "cid"]],
  ['meta.created lt "2020-01-01T00:00:00Z"', []],
  ['meta.lastModified ge "2020-01-01T01:00:00+01:00"', ["ann", "bob", "cid"]],
  ['meta.resourceType eq "User"', ["ann", "bob", "cid"]],
  ["active eq true", ["ann", "cid"]],
  ["active eq True", ["ann", "cid"]],
  ['active eq "False"', ["bob"]],
  ["active ne false", ["ann", "cid"]],
  ["title eq Engineer", ["ann", "bob"]],
  ["title eq true", ["cid"]],
  ["nickName eq 42", ["cid"]],
  ["employeeNumber eq 007", ["ann"]],
  [`userName eq ann@DOMAIN`, ["ann"]],
  ["emails.type eq work", ["ann", "bob"]],
  ['userType eq "STRASSE"', ["cid"]],
  // Escapes.
  ['displayName eq "bob \\"the\\\\builder\\""', ["bob"]],
  ['displayName co "\\u0022the\\u005c"', ["bob"]],
  ['displayName co "\\/"', []],
  // caseExact.
  ['externalId eq "Ext-A"', ["ann"]],
  ['externalId sw "ext"', ["bob"]],
  // ne is not eq, so absent matches it; eq null is not pr.
  ['nickName ne "42"', ["ann", "bob"]],
  ["nickName eq null", ["ann", "bob"]],
  ["nickName ne null", ["cid"]],
  ['emails.type ne "work"', ["cid"]],
  ['emails[type eq "work"].value ne "ann@DOMAIN"', ["bob", "cid"]],
  ['nickName eq ""', []],
  // What no schema knows has no value; below a kept URN it is filterable.
  ['shoeSize eq "44"', []],
  ["shoeSize pr", []],
  ['shoeSize ne "44"', ["ann", "bob", "cid"]],
  ['name.shoe eq "x"', []],
  [`${HR}:badge eq "b-7"`, ["ann"]],
  [`${HR}:BADGE pr`, ["ann"]],
  [`${HR}:grade gt 5`, ["bob"]],
  [`${HR}:grade eq 3`, ["ann"]],
  [`${HR}:remote eq true`, ["ann"]],
  [`${HR}:tags eq "y"`, ["ann"]],
  [`${HR}:desk.floor eq "2"`, ["ann"]],
  [`not (${HR}:badge pr)`, ["bob", "cid"]],
  // Ids.
  [`id eq "${ids.ann}"`, ["ann"]],
  [`id eq "${NOBODY}"`, []],
  ['id eq "not an id"', []],
  ['id ne "not an id"', ["ann", "bob", "cid"]],
  [`groups.value eq "${ids.outer}"`, ["ann"]],
  [`groups eq "${ids.inner}"`, ["bob"]],
  ['groups.value eq "nonsense"', []],
  ['groups.display eq "outer"', ["ann"]],
  [`groups[value eq "${ids.outer}"]`, ["ann"]],
  ["groups pr", ["ann", "bob"]],
])("users: %s", async (filter, names) => {
  expect(await found("/Users", filter.replaceAll("DOMAIN", domain))).toEqual(names);
});

test.each([
  ['displayName eq "INNER"', ["inner"]],
  ['externalId eq "g-1"', ["inner"]],
  [`id eq "${ids.outer}" and members eq "${ids.ann}"`, ["outer"]],
  [`id eq "${ids.outer}" and members eq "${ids.bob}"`, []],
  [`members.value eq "${ids.bob}"`, ["inner"]],
  [`members[value eq "${ids.inner}"]`, ["outer"]],
  [`members[value eq "${ids.inner}" and type eq "Group"]`, ["outer"]],
  [`members[value eq "${ids.inner}" and type eq "User"]`, []],
  [`members[type eq "User"].value eq "${ids.ann}"`, ["outer"]],
  [`members.value eq "${ids.bob?.toUpperCase()}"`, ["inner"]],
  ['members eq "nonsense"', []],
  [`members ne "${ids.bob}"`, ["outer"]],
  ['members.type eq "group"', ["outer"]],
  ["members pr", ["inner", "outer"]],
  ["not (members pr)", []],
  ['meta.resourceType eq "Group" and displayName sw "o"', ["outer"]],
  [`members.$ref ew "${ids.bob}"`, ["inner"]],
])("groups: %s", async (filter, names) => {
  expect(await found("/Groups", filter)).toEqual(names);
});

test.each([
  ["active gt true", /active is true or false/],
  ["active ge false", /active/],
  ["emails[primary lt true]", /primary/],
  ["userName", /character 9.*operator/],
  ["userName eq", /character 12.*value/],
  ['userName xx "a"', /character 10.*operator/],
  ['eq "a"', /character 4/],
  ['userName eq "a', /character 13.*closing/],
  ['userName eq "a" and', /character 20/],
  ['userName eq "a" or or title pr', /character 20/],
  ['userName eq "a" title pr', /character 17/],
  ['(userName eq "a"', /character 17/],
  ['userName eq "a")', /character 16/],
  ['not userName eq "a"', /character 5/],
  ['emails[type eq "work"', /character 22/],
  ['emails[type eq "work" and emails[value pr]]', /character 33|nested/],
  ['emails[type eq "work"]x eq "y"', /character 23/],
  ['userName eq "\\q"', /character 14.*escape/],
  ["userName gt null", /null/],
  ['name eq "Lee"', /name\.familyName/],
  ['active eq "perhaps"', /active/],
  ['meta.created gt "yesterday"', /created/],
  ['1name eq "x"', /character 1/],
  ["", /character 1/],
  ["   ", /./],
  ["🎉🎉 ((", /character 1/],
  ['title eq "🎉" nonsense pr', /character 14/],
])("what cannot be understood is 400 invalidFilter with the position: %s", async (filter, detail) => {
  for (const path of ["/Users", "/Groups"]) {
    if (path === "/Groups" && /active|name eq|primary/.test(filter)) continue;
    expectRefusal(await scim("GET", `${path}?filter=${encodeURIComponent(filter)}`), 400, "invalidFilter", detail);
  }
});

test("a filter has at most 8 KiB, 20 levels and 200 terms; up to that it is answered", async () => {
  const terms = (count: number) => Array.from({ length: count }, (_, n) => `title eq "${n}"`).join(" or ");
  const deep = (levels: number) => `${"(".repeat(levels)}title pr${")".repeat(levels)}`;
  const long = (bytes: number) => `title eq "${"x".repeat(bytes - 11)}"`;
  for (const filter of [terms(200), deep(20), long(8 * 1024)])
    expect((await scim("POST", "/Users/.search", { filter })).status).toBe(200);
  for (const filter of [terms(201), deep(21), long(8 * 1024 + 1), "(".repeat(8000), "not (".repeat(1500)])
    expectRefusal(await scim("POST", "/Users/.search", { filter }), 400, "invalidFilter");
});

test("a filter of 8 KiB comes by GET too, where each character may take three", async () => {
  const filter = `title eq "${"é".repeat((8 * 1024 - 11) / 2)}"`;
  const { status, body } = await scim("GET", `/Users?filter=${encodeURIComponent(filter)}`);
  expect([status, body.totalResults]).toEqual([200, 0]);
});

test("a filter is data, never SQL: what looks like an injection finds nothing", async () => {
  for (const value of ["' or 1=1 --", "'; drop table users; --", "%", "_", "\\\\", "$1", "a' || 'b"]) {
    for (const operator of ["eq", "co", "sw", "ew"])
      for (const path of ["userName", "title", "emails.value", `${HR}:badge`])
        expect(await found("/Users", `${path} ${operator} "${value}"`), value).toEqual([]);
  }
  expect(await found("/Users", `urn:x'y:2.0:${"a".repeat(100)} eq "x"`)).toEqual([]);
});

test("200 terms over lists and extensions are answered, not a 500", async () => {
  const filter = Array.from({ length: 100 }, (_, n) => `emails[type eq "t${n}" and value co "${n}"]`).join(" or ");
  expect((await scim("POST", "/Users/.search", { filter })).body.totalResults).toBe(0);
});
