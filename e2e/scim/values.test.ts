/** scim.md: Values. RFC 7643 §2.3 to §2.5. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { ENTERPRISE, expectRefusal, patch, person, team, USER } from "../support/bodies.ts";

const { scim, muster, address, domain } = await acme();
const newUser = async (more: object = {}) => (await scim("POST", "/Users", person(address(), more))).body;

const TEXTS = [
  "  blanks around  ",
  "e\u0301 and \u00e9",
  "İıſßẞ",
  "日本語 🎉",
  "tab\tline\nquote\"back\\slash'",
  "null",
  "true",
  "0042",
  "\u200b\ufeff\u0007",
  "a%20b+c&d=e",
];

test.each(TEXTS)("a text is returned as sent: %j", async (text) => {
  const user = await newUser({
    displayName: text,
    externalId: text,
    nickName: text,
    name: { givenName: text },
    [ENTERPRISE]: { department: text },
  });
  const { body } = await scim("GET", `/Users/${user.id}`);
  expect(body).toMatchObject({ displayName: text, externalId: text, nickName: text, name: { givenName: text } });
  expect(body[ENTERPRISE].department).toBe(text);
  await scim("PATCH", `/Users/${user.id}`, patch({ op: "replace", path: "title", value: text }));
  expect((await scim("GET", `/Users/${user.id}`)).body.title).toBe(text);
});

test("every unique attribute that is returned filters identically, and what else identifies a user", async () => {
  for (const text of TEXTS) {
    const userName = `${text}${address()}`;
    const sent = person(userName, {
      externalId: `x${text}`,
      displayName: `d${text}`,
      emails: [{ value: `${text}e@${domain}` }],
    });
    const { status, body } = await scim("POST", "/Users", sent);
    expect(status, body.detail).toBe(201);
    expect(body.userName).toBe(userName);
    for (const [path, value] of [
      ["id", body.id],
      ["userName", userName],
      ["externalId", `x${text}`],
      ["displayName", `d${text}`],
      ["emails.value", `${text}e@${domain}`],
    ]) {
      const found = await scim("GET", `/Users?filter=${encodeURIComponent(`${path} eq ${JSON.stringify(value)}`)}`);
      expect(
        found.body.Resources?.map(({ id }: { id: string }) => id),
        `${path} ${found.text}`,
      ).toEqual([body.id]);
    }
    const { body: group } = await scim("POST", "/Groups", team(`g${text}`));
    expect(group.displayName).toBe(`g${text}`);
    const found = await scim(
      "GET",
      `/Groups?filter=${encodeURIComponent(`displayName eq ${JSON.stringify(`g${text}`)}`)}`,
    );
    expect(found.body.Resources.map(({ id }: { id: string }) => id)).toEqual([group.id]);
  }
});

test("values become of the type that the schema says", async () => {
  const user = await newUser({
    active: "True",
    title: 7,
    emails: [{ value: `a@${domain}`, primary: "True" }],
    name: { givenName: true },
    [ENTERPRISE]: { employeeNumber: 42, manager: "m-1" },
  });
  expect(user).toMatchObject({
    active: true,
    title: "7",
    emails: [{ value: `a@${domain}`, primary: true }],
    name: { givenName: "true" },
  });
  expect(user[ENTERPRISE]).toEqual({ employeeNumber: "42", manager: { value: "m-1" } });
});

test.each([
  ["active", "perhaps"],
  ["active", 1],
  ["active", { a: 1 }],
  ["active", [true, false]],
  ["userName", { x: 1 }],
  ["userName", ["a", "b"]],
  ["name", "Ann"],
  ["name", [{ givenName: "a" }, { givenName: "b" }]],
  ["title", { x: 1 }],
  ["emails", [{ value: { x: 1 } }]],
  ["emails", [{ value: `a@x.example`, primary: "sometimes" }]],
  ["addresses", "1 Main St"],
  [ENTERPRISE, "x"],
  [ENTERPRISE, [1]],
])("what has no meaning as %s is 400 invalidValue: %j", async (name, value) => {
  expectRefusal(await scim("POST", "/Users", { ...person(address()), [name]: value }), 400, "invalidValue", /.{10}/);
  const user = await newUser();
  expectRefusal(
    await scim("PUT", `/Users/${user.id}`, { ...person(user.userName), [name]: value }),
    400,
    "invalidValue",
  );
  expectRefusal(
    await scim("PATCH", `/Users/${user.id}`, patch({ op: "replace", path: name, value })),
    400,
    "invalidValue",
  );
  expect((await scim("GET", `/Users/${user.id}`)).body).toEqual(user);
});

test.each([
  ["NUL", "\\u0000"],
  ["a lone high surrogate", "\\ud800"],
  ["a lone low surrogate", "x\\udc00y"],
  ["a reversed pair", "\\udc00\\ud800"],
])("%s is 400 invalidValue anywhere: in a value, in a name, below an unknown URN", async (_, escaped) => {
  const user = await newUser();
  const bodies = [
    `"title":"a${escaped}b"`,
    `"name":{"givenName":"${escaped}"}`,
    `"emails":[{"value":"${escaped}@${domain}"}]`,
    `"x${escaped}":1`,
    `"urn:acme:hr:2.0:User":{"a":["${escaped}"]}`,
    `"urn:acme:hr:2.0:User":{"${escaped}":1}`,
    `"password":"${escaped}"`,
  ];
  for (const part of bodies) {
    const body = `{"schemas":["${USER}"],"userName":"${address()}",${part}}`;
    expectRefusal(await scim("POST", "/Users", body), 400, "invalidValue");
    expectRefusal(await scim("PUT", `/Users/${user.id}`, body), 400, "invalidValue");
    expectRefusal(
      await scim("PATCH", `/Users/${user.id}`, `{"Operations":[{"op":"add","value":{${part}}}]}`),
      400,
      "invalidValue",
    );
  }
  expectRefusal(
    await scim(
      "POST",
      "/Groups",
      `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"${escaped}"}`,
    ),
    400,
    "invalidValue",
  );
  expect((await scim("GET", `/Users/${user.id}`)).body).toEqual(user);
});

test("a NUL or half a character in a filter is 400 invalidFilter, not a 500", async () => {
  for (const escaped of ["\\u0000", "\\ud800", "%00"])
    expectRefusal(await scim("GET", `/Users?filter=userName eq "${escaped}"`), 400, "invalidFilter");
});

test("a whole pair of surrogates is a character like any other", async () => {
  const { body } = await scim(
    "POST",
    "/Users",
    `{"schemas":["${USER}"],"userName":"${address()}","title":"\\ud83c\\udf89"}`,
  );
  expect(body.title).toBe("🎉");
});

test("a member's display is neither kept nor answered", async () => {
  const user = await newUser({ displayName: "Real" });
  const members = [{ value: user.id, display: "Pretended", type: "User" }];
  const { body } = await scim("POST", "/Groups", team("Display", { members }));
  await scim("PATCH", `/Groups/${body.id}`, patch({ op: "add", path: "members", value: members }));
  const group = await scim("GET", `/Groups/${body.id}`);
  const $ref = user.meta.location;
  for (const { members } of [body, group.body]) expect(members).toEqual([{ value: user.id, $ref, type: "User" }]);
});

test("values are compared as the schema's caseExact says", async () => {
  const userName = address();
  await scim(
    "POST",
    "/Users",
    person(userName, {
      externalId: "CaSe",
      title: "CaSe",
      profileUrl: "https://x.example/CaSe",
      emails: [{ value: `CaSe@${domain}` }],
    }),
  );
  const count = async (filter: string) => (await scim("GET", `/Users?filter=${filter}`)).body.totalResults;
  expect(await count(`userName eq "${userName.toUpperCase()}"`)).toBe(1);
  expect(await count('title eq "case"')).toBe(1);
  expect(await count(`emails.value eq "case@${domain}"`)).toBe(1);
  expect(await count('externalId eq "case"')).toBe(0);
  expect(await count('externalId eq "CaSe"')).toBe(1);
  expect(await count('profileUrl co "case"')).toBe(0);
  expect(await count('profileUrl co "CaSe"')).toBe(1);
});

test("an empty text or null clears, in POST, PUT and PATCH, and nothing is ever answered null or empty", async () => {
  const nothing = {
    title: "",
    nickName: null,
    name: { givenName: "", familyName: null },
    emails: null,
    phoneNumbers: [],
    roles: [null, { value: "" }, { value: null, type: "work" }],
    addresses: [{}],
    [ENTERPRISE]: { department: "", manager: { value: null } },
    "urn:acme:hr:2.0:User": { a: null, b: { c: [] } },
  };
  const user = await newUser(nothing);
  const full = {
    title: "t",
    nickName: "n",
    name: { givenName: "g" },
    emails: [{ value: `e@${domain}` }],
    phoneNumbers: [{ value: "1" }],
    roles: [{ value: "r" }],
    [ENTERPRISE]: { department: "d", manager: "m" },
    "urn:acme:hr:2.0:User": { a: 1, b: 2 },
  };
  const bare = { schemas: [USER], id: user.id, userName: user.userName, active: true };
  const isBare = ({ meta: _, ...rest }: typeof user) => expect(rest).toEqual(bare);
  isBare(user);
  await scim("PUT", `/Users/${user.id}`, person(user.userName, full));
  isBare((await scim("PUT", `/Users/${user.id}`, person(user.userName, nothing))).body);
  await scim("PUT", `/Users/${user.id}`, person(user.userName, full));
  const cleared = { ...nothing, roles: [], addresses: null, "urn:acme:hr:2.0:User": { a: null, b: "" } };
  isBare((await scim("PATCH", `/Users/${user.id}`, patch({ op: "replace", value: cleared }))).body);
});

test("multi-valued attributes without values are absent, a group's members are []", async () => {
  const user = await newUser({ emails: [], roles: [] });
  for (const name of ["emails", "roles", "groups", "addresses"]) expect(user).not.toHaveProperty(name);
  for (const members of [undefined, [], null]) {
    const { body } = await scim("POST", "/Groups", team(`Empty ${String(members)}`, { members }));
    expect(body.members).toEqual([]);
    expect((await scim("GET", `/Groups/${body.id}`)).body.members).toEqual([]);
  }
});

test("canonical values are not enforced", async () => {
  const user = await newUser({
    emails: [{ value: `x@${domain}`, type: "Arbeit" }],
    phoneNumbers: [{ value: "1", type: "satellite" }],
    preferredLanguage: "tlh",
  });
  expect(user).toMatchObject({
    emails: [{ type: "Arbeit" }],
    phoneNumbers: [{ type: "satellite" }],
    preferredLanguage: "tlh",
  });
});

test("an unknown core attribute in POST and PUT is ignored and noted", async () => {
  const { status, body } = await scim(
    "POST",
    "/Users",
    person(address(), { shoeSize: 44, name: { nick: "x", givenName: "A" } }),
  );
  expect(status).toBe(201);
  expect(body).not.toHaveProperty("shoeSize");
  expect(body.name).toEqual({ givenName: "A" });
  expect((await scim("PUT", `/Users/${body.id}`, person(body.userName, { hatSize: 7 }))).body).not.toHaveProperty(
    "hatSize",
  );
  const rows = await muster.sql<
    { notes: string[] }[]
  >`select notes from requests where resource_id = ${body.id} order by id`;
  expect(rows.map(({ notes }) => notes.join(" "))).toEqual([
    expect.stringMatching(/shoeSize.*nick/),
    expect.stringContaining("hatSize"),
  ]);
});

test("of several primary values the first stays primary", async () => {
  const user = await newUser({
    emails: [
      { value: `a@${domain}` },
      { value: `b@${domain}`, primary: true },
      { value: "c@x.example", primary: true },
    ],
  });
  expect(user.emails.filter(({ primary }: { primary?: boolean }) => primary)).toEqual([
    expect.objectContaining({ value: `b@${domain}` }),
  ]);
});

test("names of attributes are taken in any case and answered as the schema spells them", async () => {
  const userName = address();
  const { status, body } = await scim("POST", "/Users", {
    SCHEMAS: [USER],
    USERNAME: userName,
    Name: { GIVENNAME: "A" },
    Emails: [{ VALUE: userName, Type: "work" }],
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({ userName, name: { givenName: "A" }, emails: [{ value: userName, type: "work" }] });
});
