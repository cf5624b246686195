/** Issue 4: each refusal in a sentence, with what to do. Each is really made, and told from what the log keeps of it. */

import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { fold } from "../../src/activity/fold.ts";
import { listRequests } from "../../src/activity/list-requests.ts";
import { findToken } from "../../src/connections/connection.ts";
import { turnOff } from "../../src/connections/on-and-off.ts";
import { refreshToken } from "../../src/connections/refresh.ts";
import { NOBODY, patch, person, team } from "../support/bodies.ts";
import { TESTER } from "../support/muster.ts";
import { raw } from "../support/raw.ts";
import { OKTA, PACE_MS, type RefusedRow, telling } from "./telling.ts";

const { okta, latest, muster, token, expectRefused } = await telling();

const ann = (await okta("POST", "/Users", person("ann@example.com", { displayName: "Ann Smith" }))).body;
const cat = (await okta("POST", "/Users", person("cat@example.com"))).body;
const sales = (await okta("POST", "/Groups", team("Sales"))).body;
await okta("DELETE", `/Users/${cat.id}`);
const [atAnn, atSales] = [`/Users/${ann.id}`, `/Groups/${sales.id}`];

/** Of people and groups, for what they are. */
const ofPeople: RefusedRow[] = [
  [
    "dan@example.org was refused: example.org is not one of your domains",
    /^Add it under SCIM Users Provisioning \(\.\/muster domain add acme example\.org\), or leave them out in Okta\.$/,
    "POST",
    "/Users",
    person("dan@example.org"),
  ],
  [
    "A change of Ann Smith was refused: example.org is not one of your domains",
    /domain add acme example\.org/,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: "userName", value: "ann@example.org" }),
  ],
  [
    "dan was refused: neither the userName nor the email is an email address",
    /^Map userName to an email address in Okta\.$/,
    "POST",
    "/Users",
    person("dan"),
  ],
  ['dan@ was refused: "dan@" is no email address', /^Correct the address in Okta\.$/, "POST", "/Users", person("dan@")],
  [
    'dan@example.com was refused: "a@b@c" is no email address',
    /^Correct the address in Okta\.$/,
    "POST",
    "/Users",
    person("dan@example.com", { emails: [{ value: "a@b@c" }] }),
  ],
  [
    "ANN@example.com was refused: the userName ANN@example.com belongs to Ann Smith already",
    /^Let Okta match users by userName/,
    "POST",
    "/Users",
    person("ANN@example.com"),
  ],
  [
    "The group Sales was refused: there is another group named Sales",
    /^Let Okta link to the group that is there/,
    "POST",
    "/Groups",
    team("Sales"),
  ],
  [
    "dan@example.com was refused: its externalId is longer than 800 bytes",
    /^Shorten it in Okta\.$/,
    "POST",
    "/Users",
    person("dan@example.com", { externalId: "x".repeat(801) }),
  ],
  [
    "dan@example.com was refused: its email address is longer than 800 bytes",
    /^Shorten it in Okta\.$/,
    "POST",
    "/Users",
    person("dan@example.com", {
      emails: [{ value: "dan@example.com", primary: true }, { value: `${"x".repeat(801)}@example.com` }],
    }),
  ],
  [
    `A change of the group Sales was refused: one of the members is nobody here (${NOBODY})`,
    /^Assign that person or group in Okta/,
    "PATCH",
    atSales,
    patch({ op: "add", path: "members", value: [{ value: NOBODY }] }),
  ],
  [
    "A change of Ann Smith was refused: it had been changed by somebody else meanwhile",
    /^Nothing to do: Okta reads it anew/,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: "title", value: "x" }),
    { "if-match": 'W/"77"' },
  ],
  [
    "Deleting the group Sales was refused: it had been changed by somebody else meanwhile",
    /^Nothing to do/,
    "DELETE",
    atSales,
    undefined,
    { "if-match": 'W/"77"' },
  ],
  [
    "Okta asked for cat@example.com, who is deleted",
    /^Nothing to do if it was once\. If it goes on, restart provisioning in Okta/,
    "GET",
    `/Users/${cat.id}`,
  ],
  [
    "Okta wanted to change cat@example.com, who is deleted",
    /^Restart provisioning in Okta/,
    "PATCH",
    `/Users/${cat.id}`,
    patch({ op: "replace", path: "title", value: "x" }),
  ],
  [`Okta wanted to delete a user (id ${NOBODY}), who is not there`, /^Nothing to do/, "DELETE", `/Users/${NOBODY}`],
  ["Okta wanted to change a group (id nonsense), which is not there", /^Restart/, "PUT", "/Groups/nonsense", team("x")],
];

/** Of where a request went, and when. */
const ofTheLine: RefusedRow[] = [
  [
    "A request to /scim/v2/Persons was refused: there is no such address",
    /^Check the Tenant URL in Okta: it ends in \/scim\/v2/,
    "GET",
    "/Persons",
  ],
  [
    "A request to /scim/v2/Users was refused: this address takes no DELETE, but GET, HEAD, POST",
    /^Check the Tenant URL in Okta/,
    "DELETE",
    "/Users",
  ],
  [
    "A request to /scim/v2/Me was refused: /Me is not offered, as a SCIM token is nobody's in particular",
    /^Let Okta use \/Users/,
    "GET",
    "/Me",
  ],
  [
    "A request to /scim/v2/Bulk was refused: several changes in one request (/Bulk) are not offered",
    /^Turn bulk requests off in Okta/,
    "POST",
    "/Bulk",
    {},
  ],
  [
    "A question about this server (/Schemas) was refused: this takes no filter",
    /^Leave the filter out in Okta/,
    "GET",
    "/Schemas?filter=x",
  ],
  [
    "A question about this server (/Schemas) was refused: this server has no such schema or resource type",
    /^Nothing to do/,
    "GET",
    "/Schemas/urn:x",
  ],
  [
    "A new user was refused: its Content-Type is none that can be read",
    /^Let Okta send application\/scim\+json/,
    "POST",
    "/Users",
    "<user/>",
    { "content-type": "a b" },
  ],
  [
    "Large was refused: it has an object with more than 10000 names, which is more than a request may have",
    /^Map fewer attributes in Okta/,
    "POST",
    "/Users",
    { ...person("Large"), "urn:x:y": Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`n${n}`, 1])) },
  ],
  [
    "A change of the group Sales was refused: it has more than 600000 values, which is more than a request may have",
    /^Let Okta send fewer changes at a time/,
    "PATCH",
    atSales,
    patch({ op: "add", path: "members", value: new Array(600_001).fill(1) }),
  ],
  [
    "A change of the group Sales was refused: it has more than 50000 operations, which is more than a request may have",
    /^Let Okta send fewer changes at a time/,
    "PATCH",
    atSales,
    patch(...new Array(50_001).fill({ op: "add" })),
  ],
  [
    "A change of the group Sales was refused: it has more than 1 MiB besides the group's members, which is more than a request may have",
    /^Map fewer attributes in Okta/,
    "PATCH",
    atSales,
    patch({ op: "add", path: "externalId", value: "x".repeat(1_100_000) }),
  ],
  [
    "A new user was refused: it is larger than a request may be (1 MiB, for groups 32 MiB)",
    /^Map fewer attributes in Okta/,
    "POST",
    "/Users",
    " ".repeat(1024 * 1024 + 1),
  ],
];

test.each([...ofPeople, ...ofTheLine])("%s", (...row) => expectRefused(row));

test("a run of several people is told a reason that holds for all of them", async () => {
  const lines = async (userNames: string[], more = {}) => {
    for (const userName of userNames) await okta("POST", "/Users", person(userName, more));
    return fold(await latest({ limit: userNames.length })).map(({ text }) => text);
  };
  for (const name of ["joe", "kim", "lou"]) await okta("POST", "/Users", person(`${name}@example.com`));
  expect(await lines(["joe@example.com", "kim@example.com", "lou@example.com", "ann@example.com"])).toEqual([
    "ann@example.com, lou@example.com and 2 others were refused: their userNames belong to others already",
  ]);
  expect(await lines(["joe@", "kim@", "lou@"])).toEqual([
    "lou@, kim@ and joe@ were refused: their addresses are no email addresses",
  ]);
  const bodies = ["a@b@c", "d@e@f", "g@h@i"].map((value) => person("mia@example.com", { emails: [{ value }] }));
  for (const body of bodies) await okta("POST", "/Users", body);
  expect(fold(await latest({ limit: 3 })).map(({ text }) => text)).toEqual([
    "mia@example.com was refused 3 times: the address is no email address",
  ]);
});

test("a Host header that is none", async () => {
  await raw(muster, { path: "/scim/v2/Users", headers: { authorization: `Bearer ${token}`, host: 'a"b', ...OKTA } });
  const [request] = await latest({ limit: 1 });
  expect(request?.sentence.text).toBe("Reading users was refused: its Host header is no host name");
  expect(request?.sentence.fix).toBe("Check the proxy before Muster, or set MUSTER_PUBLIC_URL.");
});

test("a token that was refreshed, and SCIM that is off: the log says which", async () => {
  const other = await muster.organization();
  const reader = { id: other.orgId, shortName: "acme" };
  const last = async () => {
    await sleep(PACE_MS);
    await other.scim("GET", "/Users", undefined, OKTA);
    await muster.requestLog.flush();
    return (await listRequests(muster.sql, reader, { limit: 1 })).requests[0]?.sentence;
  };
  const valid = await findToken(muster.sql, other.orgId);
  await refreshToken(muster.serverSql, other.orgId, valid?.id ?? "", TESTER);
  expect(await last()).toMatchObject({
    text: "A request from 127.0.0.1 was refused: its token is revoked",
    fix: "Paste the valid token into Okta. If it is lost, refresh it under SCIM Users Provisioning (./muster token refresh acme).",
  });
  await turnOff(muster.serverSql, other.orgId, TESTER);
  expect(await last()).toMatchObject({
    text: "A request from 127.0.0.1 was refused: SCIM is off",
    fix: "Turn SCIM on under SCIM Users Provisioning (./muster scim on acme) and paste the new token into Okta.",
  });
  await muster.sql`update scim_tokens set revoked_at = null, expires_at = now() where id = ${valid?.id ?? null}`;
  await muster.sql`update connections set status = 'enabled' where org_id = ${other.orgId}`;
  for (let n = 0; n < 40; n++) await other.scim("GET", "/Users");
  // More in one second are counted instead of kept.
  await sleep(1_000);
  expect(await last()).toMatchObject({
    text: "A request from 127.0.0.1 was refused: too many came with a token that is not valid",
  });
});
