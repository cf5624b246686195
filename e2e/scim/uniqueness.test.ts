/** scim.md: Uniqueness. RFC 7643 §4.1.1, RFC 7644 §3.3. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { expectRefusal, patch, person, team } from "../support/bodies.ts";

const { scim, muster, address, domain } = await acme();

test.each([
  ["userName", "/Users", person],
  ["displayName", "/Groups", team],
] as const)("a %s that is taken is 409 uniqueness, in any case, with a whole Error body", async (key, path, make) => {
  const name = `Ärger.STRASSE@${domain}`;
  const { body } = await scim("POST", path, make(name));
  for (const same of [name, name.toUpperCase(), name.toLowerCase(), `ärger.straße@${domain.toUpperCase()}`]) {
    const detail = new RegExp(`${key} "${same}" belongs to .* ${body.id}`);
    expectRefusal(await scim("POST", path, make(same)), 409, "uniqueness", detail);
  }
  const { body: other } = await scim("POST", path, make(`other.${name}`));
  expectRefusal(await scim("PUT", `${path}/${other.id}`, make(name.toLowerCase())), 409, "uniqueness");
  expectRefusal(
    await scim("PATCH", `${path}/${other.id}`, patch({ op: "replace", path: key, value: name })),
    409,
    "uniqueness",
  );
  expectRefusal(
    await scim("PATCH", `${path}/${other.id}`, patch({ op: "replace", value: { [key]: name } })),
    409,
    "uniqueness",
  );
  expect((await scim("GET", `${path}/${other.id}`)).body).toEqual(other);
});

test.each([
  ["/Users", "userName", person],
  ["/Groups", "displayName", team],
] as const)(
  "a PUT or PATCH in %s never conflicts with itself, also when it changes the case",
  async (path, key, make) => {
    const { body } = await scim("POST", path, make(`self.${path.slice(1)}@${domain}`));
    const name: string = body[key];
    for (const own of [name, name.toUpperCase(), name]) {
      const replaced = await scim("PUT", `${path}/${body.id}`, make(own));
      expect([replaced.status, replaced.body[key]]).toEqual([200, own]);
      expect(
        (await scim("PATCH", `${path}/${body.id}`, patch({ op: "replace", path: key, value: own }))).status,
      ).toBeLessThan(300);
    }
  },
);

test("whatever conflicts can be found by a filter: inactive users too, and in any case", async () => {
  const { body } = await scim("POST", "/Users", person(`Straße.Inactive@${domain}`, { active: false }));
  expectRefusal(await scim("POST", "/Users", person(`STRASSE.inactive@${domain}`)), 409, "uniqueness");
  for (const name of [body.userName, body.userName.toUpperCase(), `strasse.INACTIVE@${domain}`]) {
    const found = await scim("GET", `/Users?filter=userName eq "${encodeURIComponent(name)}"`);
    expect(found.body.Resources.map(({ id }: { id: string }) => id)).toEqual([body.id]);
  }
  expect((await scim("GET", `/Users/${body.id}`)).body.active).toBe(false);
  expect((await scim("GET", "/Users?count=1000")).text).toContain(body.id);
  expect((await scim("GET", "/Users?filter=active eq false")).text).toContain(body.id);
});

test("a deleted one frees its name; the next one is new, with nothing of the old one", async () => {
  const userName = address();
  const { body: old } = await scim("POST", "/Users", person(userName, { title: "old", externalId: "old" }));
  const { body: group } = await scim("POST", "/Groups", team("Of the old one", { members: [{ value: old.id }] }));
  await scim("DELETE", `/Users/${old.id}`);
  const { status, body } = await scim("POST", "/Users", person(userName));
  expect(status).toBe(201);
  expect(body.id).not.toBe(old.id);
  expect(body).not.toHaveProperty("title");
  expect(body).not.toHaveProperty("groups");
  expect((await scim("GET", `/Users?filter=userName eq "${userName}"`)).body.totalResults).toBe(1);
  expect((await scim("GET", `/Users?filter=externalId eq "old"`)).body.totalResults).toBe(0);
  await scim("DELETE", `/Groups/${group.id}`);
  expect((await scim("POST", "/Groups", team(group.displayName))).status).toBe(201);
});

test("of concurrent POSTs of one userName one is 201, the others are 409", async () => {
  const userName = address();
  const answers = await Promise.all([1, 2, 3, 4].map(() => scim("POST", "/Users", person(userName))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  for (const answer of answers) if (answer.status === 409) expectRefusal(answer, 409, "uniqueness");
});

test("of concurrent POSTs of one displayName one is 201, the others are 409", async () => {
  const answers = await Promise.all([1, 2, 3].map(() => scim("POST", "/Groups", team("Concurrent"))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

test("of concurrent renames to one userName one is 200, the other 409", async () => {
  const ids = await Promise.all([1, 2].map(async () => (await scim("POST", "/Users", person(address()))).body.id));
  const rename = patch({ op: "replace", path: "userName", value: address() });
  const answers = await Promise.all(ids.map((id) => scim("PATCH", `/Users/${id}`, rename)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test("uniqueness ends at the organization", async () => {
  const other = await muster.organization();
  const mine = person("no-domain", { emails: [{ value: `a@${domain}` }] });
  const theirs = person("no-domain", { emails: [{ value: `a@${other.domain}` }] });
  expect((await scim("POST", "/Users", mine)).status).toBe(201);
  expect((await other.scim("POST", "/Users", theirs)).status).toBe(201);
  expect((await scim("POST", "/Groups", team("Both"))).status).toBe(201);
  expect((await other.scim("POST", "/Groups", team("Both"))).status).toBe(201);
});

test("emails, externalId and a user's displayName are not unique", async () => {
  const more = { externalId: "same", displayName: "Same", emails: [{ value: `same@${domain}` }] };
  for (const userName of [address(), address()])
    expect((await scim("POST", "/Users", person(userName, more))).status).toBe(201);
  expect((await scim("GET", '/Users?filter=externalId eq "same"')).body.totalResults).toBe(2);
  expect((await scim("GET", `/Users?filter=emails.value eq "SAME@${domain}"`)).body.totalResults).toBe(2);
  expect((await scim("GET", '/Users?filter=displayName eq "same"')).body.totalResults).toBe(2);
});
