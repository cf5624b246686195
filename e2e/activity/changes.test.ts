/** Issue 4: the append-only log as people read it: who changed what, whoever it was. */

import { expect, test } from "vitest";
import { createOrganization, setRequestRetention } from "../../src/accounts/organizations.ts";
import { whomNames } from "../../src/activity/about.ts";
import { type ListedChange, listChanges } from "../../src/activity/list-changes.ts";
import { addDomains } from "../../src/connections/add-domains.ts";
import { findConnection } from "../../src/connections/connection.ts";
import { setSendEmailInvites } from "../../src/connections/invites-toggle.ts";
import { turnOff, turnOn } from "../../src/connections/on-and-off.ts";
import { removeDomain } from "../../src/connections/remove-domain.ts";
import { add, ENTERPRISE, patch, person, remove, team } from "../support/bodies.ts";
import { TESTER } from "../support/muster.ts";
import { telling } from "./telling.ts";

const { okta, muster, orgId, sql } = await telling();

const ann = (await okta("POST", "/Users", person("ann@example.com", { displayName: "Ann Smith", title: "Engineer" })))
  .body.id;
await okta("PATCH", `/Users/${ann}`, patch({ op: "replace", path: "title", value: "Manager" }));
await okta("PATCH", `/Users/${ann}`, patch({ op: "replace", path: "active", value: false }));
const sales = (await okta("POST", "/Groups", team("Sales"))).body.id;
await okta("PATCH", `/Groups/${sales}`, patch({ op: "add", path: "members", value: [{ value: ann }] }));
await okta("POST", "/Users", person("bob@example.com"));
await okta("DELETE", `/Users/${ann}`);

const sentences = (changes: readonly ListedChange[]) => changes.map(({ sentence }) => sentence);
const OF_ANN = [
  "Okta removed Ann Smith from Sales",
  "Okta deleted Ann Smith (ann@example.com)",
  "Okta added Ann Smith to Sales",
  "Okta suspended Ann Smith",
  "Okta changed Ann Smith's title from Engineer to Manager",
  "Okta created Ann Smith (ann@example.com)",
];

/** A token's last letters are others each time. */
const withoutToken = (sentence: string) => sentence.replace(/(SCIM token, ending in) \w{4}$/, "$1 …");

test("the newest first, the provider's and the command line's, with what was before and is after", async () => {
  const { changes, next } = await listChanges(sql, orgId, { limit: 50 });
  expect(sentences(changes).map(withoutToken).toSorted()).toEqual(
    [
      ...OF_ANN,
      "Okta created bob@example.com",
      "Okta created the group Sales",
      "tester (command line) generated a SCIM token, ending in …",
      "tester (command line) added the domain example.com",
      "tester (command line) turned SCIM on",
    ].toSorted(),
  );
  expect(next).toBeUndefined();
  expect(changes.find(({ sentence }) => sentence.includes("title"))).toMatchObject({
    before: { title: "Engineer" },
    after: { title: "Manager" },
    resourceType: "user",
    resourceId: ann,
    version: 2,
    actor: { kind: "connection" },
  });
});

test("about a person, deleted by now: all changes and memberships; page after page", async () => {
  for (const text of ["ann@example.com", "Ann Smith", ann]) {
    const about = await whomNames(sql, orgId, text);
    expect(sentences((await listChanges(sql, orgId, { about, limit: 50 })).changes).toSorted()).toEqual(
      OF_ANN.toSorted(),
    );
  }
  const about = await whomNames(sql, orgId, ann);
  const pages: string[] = [];
  let after: string | undefined;
  do {
    const page = await listChanges(sql, orgId, { about, limit: 2, after });
    pages.push(...sentences(page.changes));
    after = page.next;
  } while (after !== undefined);
  expect(pages.toSorted()).toEqual(OF_ANN.toSorted());
});

test("what changed is told a line each: an extension by its attributes, a manager and members by name", async () => {
  const create = async (name: string) =>
    (await okta("POST", "/Users", person(`${name.toLowerCase()}@example.com`, { displayName: name }))).body.id;
  const all: string[] = [];
  for (let n = 1; n <= 12; n++) all.push(await create(`Member${n}`));
  const replace = (value: object) =>
    okta("PATCH", `/Users/${all[0]}`, patch({ op: "replace", path: ENTERPRISE, value }));
  await replace({ department: "R&D", manager: { value: "m-1" } });
  await replace({ department: "Design", manager: { value: all[1] } });
  const lines = async () => (await listChanges(sql, orgId, { limit: 1 })).changes[0]?.lines;
  expect(await lines()).toEqual(["manager: m-1 → Member2", "department: R&D → Design"]);
  await okta("PATCH", `/Groups/${sales}`, patch(add(all)));
  expect(await lines()).toEqual([expect.stringMatching(/^added: (Member\d+, ){9}Member\d+ and 2 others$/)]);
  await okta("PATCH", `/Groups/${sales}`, patch(remove(all.slice(0, 3))));
  expect(await lines()).toEqual([expect.stringMatching(/^removed: Member\d, Member\d and Member\d$/)]);
  const [whole] = (await listChanges(sql, orgId, { limit: 1, whole: true })).changes;
  expect(whole?.lines).toBeUndefined();
});

test("about a domain, and a text", async () => {
  const find = async (text: string) =>
    sentences((await listChanges(sql, orgId, { about: await whomNames(sql, orgId, text), limit: 50 })).changes);
  expect(await find("Engineer")).toEqual([
    "Okta changed Ann Smith's title from Engineer to Manager",
    "Okta created Ann Smith (ann@example.com)",
  ]);
  expect(await find("tester")).toHaveLength(3);
  expect(await find("nobody")).toEqual([]);
});

test("a large value is left out of what is read, unless it is asked for whole", async () => {
  const { body } = await okta("POST", "/Users", person("big@example.com", { title: "t".repeat(5_000) }));
  const [shown] = (await listChanges(sql, orgId, { limit: 1 })).changes;
  expect(shown).toMatchObject({ resourceId: body.id, after: { title: null, userName: "big@example.com" } });
  const [whole] = (await listChanges(sql, orgId, { limit: 1, whole: true })).changes;
  expect(whole?.after?.title).toHaveLength(5_000);
});

test("every change of an organization, its domains, its connection and token has a sentence", async () => {
  const { id } = await createOrganization(muster.serverSql, "Fabrikam", "f@fabrikam.example", TESTER);
  await setRequestRetention(muster.serverSql, id, 30, TESTER);
  await addDomains(muster.serverSql, id, ["fabrikam.example"], TESTER);
  await removeDomain(muster.serverSql, id, "fabrikam.example", TESTER);
  const connection = await findConnection(muster.sql, id);
  if (connection) await setSendEmailInvites(muster.serverSql, id, connection, false, TESTER);
  await turnOff(muster.serverSql, id, TESTER);
  await turnOn(muster.serverSql, id, TESTER);
  const { changes } = await listChanges(sql, id, { limit: 50 });
  expect(sentences(changes).map(withoutToken).toSorted()).toEqual(
    [
      "added the domain fabrikam.example",
      "generated a SCIM token, ending in …",
      "generated a SCIM token, ending in …",
      "made the organization Fabrikam",
      "removed the domain fabrikam.example",
      "revoked the SCIM token",
      "set how long requests are kept from 90 to 30 days",
      "turned SCIM off",
      "turned SCIM on",
      "turned SCIM on",
      "turned email invites off",
    ].map((told) => `tester (command line) ${told}`),
  );
});
