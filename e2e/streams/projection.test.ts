import { beforeAll, expect, test, vi } from "vitest";
import { acme } from "../support/acme.ts";
import { largeGroup, MEMBERS } from "./large-group.ts";

const { muster, scim, ...organization } = await acme();
let group: string;
beforeAll(async () => {
  ({ group } = await largeGroup(muster, { ...organization, scim }));
});

interface Member {
  value: string;
  $ref: string;
  type: string;
}

test("parts of a large group are those of the whole", async () => {
  const { body: all } = await scim("GET", `/Groups/${group}`);
  const { displayName, meta, members, ...always } = all;
  expect(members).toHaveLength(MEMBERS);
  const values = members.map(({ value }: Member) => ({ value }));
  const unreferenced = members.map(({ value, type }: Member) => ({ value, type }));
  const shown = async (query: string) => (await scim("GET", `/Groups/${group}?${query}`)).body;

  expect(await shown("attributes=members")).toEqual({ ...always, members });
  expect(await shown("excludedAttributes=meta")).toEqual({ ...always, displayName, members });
  expect(await shown("attributes=displayName")).toEqual({ ...always, displayName });
  expect(await shown("attributes=members.value")).toEqual({ ...always, members: values });
  expect(await shown("excludedAttributes=members.$ref")).toEqual({
    ...always,
    displayName,
    meta,
    members: unreferenced,
  });
  const parts = "members.value,members.$ref,members.type";
  expect(await shown(`excludedAttributes=${parts}`)).toEqual({ ...always, displayName, meta });
});

test("an empty group says so, whatever part of its members is asked for", async () => {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"];
  const { body } = await scim("POST", "/Groups", { schemas, displayName: "Empty" });
  const without = "excludedAttributes=displayName,meta";
  const parts = "members.value,members.$ref,members.type";
  for (const query of ["attributes=members", "attributes=members.value", without, `${without},${parts}`]) {
    const { body: shown } = await scim("GET", `/Groups/${body.id}?${query}`);
    expect(shown).toEqual({ schemas, id: body.id, members: [] });
  }
});

test("a list shows parts of each of its groups", async () => {
  const { body } = await scim("GET", "/Groups?attributes=members.type");
  expect(body.Resources.map(({ members }: { members: Member[] }) => members.length).sort()).toEqual([0, MEMBERS]);
  expect(new Set(body.Resources.flatMap(({ members }: { members: Member[] }) => members.flatMap(Object.keys)))).toEqual(
    new Set(["type"]),
  );
});

test.each([
  ["none", "attributes=members", 2_000],
  ["none", "excludedAttributes=meta", 2_000],
  ["a chunk at a time", "attributes=members.value", 250_000],
])("of the members of a large group, %s is parsed with %s", async (_, query, most) => {
  const parse = vi.spyOn(JSON, "parse");
  const headers = { authorization: `Bearer ${organization.token}` };
  const answer = await fetch(`${muster.address}/scim/v2/Groups/${group}?${query}`, { headers });
  const { length } = await answer.text();
  const longest = Math.max(...parse.mock.calls.map(([text]) => text.length));
  parse.mockRestore();
  expect(answer.status).toBe(200);
  expect(length).toBeGreaterThan(2_500_000);
  expect(longest).toBeLessThan(most);
});
