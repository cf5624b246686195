/** Old lines of the logs tell people and groups by what they were called then, and a refused rename how to mend it. */

import { beforeAll, expect, test } from "vitest";
import { listChanges } from "../../src/activity/list-changes.ts";
import { add, patch, person, team } from "../support/bodies.ts";
import { telling } from "./telling.ts";

const { latest, okta, orgId, sql } = await telling();

beforeAll(async () => {
  const make = async (path: string, body: object): Promise<string> => (await okta("POST", path, body)).body.id;
  const change = (path: string, value: object) => okta("PATCH", path, patch({ op: "replace", value }));
  const bob = await make("/Users", person("bob@example.com", { displayName: "Bob Ray" }));
  const ann = await make("/Users", person("ann@example.com", { displayName: "Ann Smith" }));
  const sales = await make("/Groups", team("Sales"));
  await make("/Groups", team("Ops"));
  await change(`/Users/${ann}`, { title: "Engineer" });
  await okta("GET", `/Users/${ann}`);
  await okta("PATCH", `/Groups/${sales}`, patch(add([ann])));
  const wanted = { userName: "bob@example.com", displayName: "Ann Lee" };
  await change(`/Users/${ann}`, wanted);
  await change(`/Groups/${sales}`, { displayName: "Ops" });
  await change(`/Users/${bob}`, { userName: "rob@example.com", displayName: "Robert Ray" });
  await change(`/Users/${ann}`, wanted);
  await change(`/Groups/${sales}`, { displayName: "Selling" });
  await change(`/Users/${ann}`, { displayName: "Ann Third" });
  await okta("DELETE", `/Users/${ann}`);
}, 60_000);

test("requests are told by the names of their time", async () => {
  expect((await latest()).map(({ sentence }) => sentence.text).reverse()).toEqual([
    "Okta created Bob Ray (bob@example.com)",
    "Okta created Ann Smith (ann@example.com)",
    "Okta created the group Sales",
    "Okta created the group Ops",
    "Okta set Ann Smith's title to Engineer",
    "Okta read Ann Smith",
    "Okta added Ann Smith to Sales",
    "A change of Ann Smith was refused: the userName bob@example.com belongs to Bob Ray already",
    "A change of the group Sales was refused: there is another group named Ops",
    "Okta changed Bob Ray's userName and display name",
    "Okta changed Ann Smith's userName and display name",
    "Okta renamed the group Sales to Selling",
    "Okta changed Ann Lee's display name from Ann Lee to Ann Third",
    "Okta deleted Ann Third (bob@example.com)",
  ]);
});

test("a refused rename is mended by another name, not by matching", async () => {
  const fixes = (await latest({ refused: true })).map(({ sentence }) => sentence.fix);
  expect(fixes).toEqual([
    "Give one of the two another name in Okta, or delete the one that is not needed any more.",
    "Give one of the two another userName in Okta, or delete the one who is not needed any more.",
  ]);
});

test("changes are told by the names of their time, members too", async () => {
  const { changes } = await listChanges(sql, orgId, { limit: 50 });
  const told = changes.map(({ sentence }) => sentence);
  for (const sentence of [
    "Okta set Ann Smith's title to Engineer",
    "Okta added Ann Smith to Sales",
    "Okta changed Bob Ray's userName and display name",
    "Okta changed Ann Lee's display name from Ann Lee to Ann Third",
    "Okta removed Ann Third from Selling",
  ])
    expect(told).toContain(sentence);
  expect(changes.find(({ sentence }) => sentence.includes("to Sales"))?.lines).toEqual(["added: Ann Smith"]);
});
