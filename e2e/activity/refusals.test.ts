/** Issue 4: each refusal in a sentence, with what to do. Each is really made, and told from what the log keeps of it. */

import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { KeptRequest } from "../../src/activity/kept-request.ts";
import { listRequests } from "../../src/activity/list-requests.ts";
import { sentenceOf } from "../../src/activity/sentence.ts";
import { findToken } from "../../src/connections/connection.ts";
import { turnOff } from "../../src/connections/on-and-off.ts";
import { refreshToken } from "../../src/connections/refresh.ts";
import { ENTERPRISE, NOBODY, patch, person, SEARCH_REQUEST, team } from "../support/bodies.ts";
import { TESTER } from "../support/muster.ts";
import { raw } from "../support/raw.ts";
import { OKTA, PACE_MS, telling } from "./telling.ts";

const { okta, latest, muster, token } = await telling();

const ann = (await okta("POST", "/Users", person("ann@example.com", { displayName: "Ann Smith" }))).body;
const cat = (await okta("POST", "/Users", person("cat@example.com"))).body;
const sales = (await okta("POST", "/Groups", team("Sales"))).body;
await okta("DELETE", `/Users/${cat.id}`);
const [atAnn, atSales] = [`/Users/${ann.id}`, `/Groups/${sales.id}`];

const MAPPING = /^Check the attribute mapping in Okta(: .+)?\.$/;
const MATCHING = /^Choose another attribute to match by in Okta/;

type Row = [
  sentence: string,
  fix: RegExp,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
];

/** Of people and groups, for what they are. */
const ofPeople: Row[] = [
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

/** Of what is said in a way that can't be meant. */
const ofWords: Row[] = [
  [
    "dan@example.com was refused: the body is not JSON: Expected ',' or '}' after property value in JSON at position 30 (line 1 column 31)",
    MAPPING,
    "POST",
    "/Users",
    '{"userName":"dan@example.com"'.concat(" x"),
  ],
  ["A new user was refused: the body is no JSON object", /: send the User as one\.$/, "POST", "/Users", "[]"],
  [
    'A new group was refused: the body\'s "schemas" must be a list that has "urn:ietf:params:scim:schemas:core:2.0:Group"',
    MAPPING,
    "POST",
    "/Groups",
    { displayName: 7 },
  ],
  [
    "A new user was refused: the body has more than 40 arrays and objects in one another",
    MAPPING,
    "POST",
    "/Users",
    "[".repeat(50) + "]".repeat(50),
  ],
  [
    "dan@example.com was refused: title has a NUL character (\\u0000), which cannot be stored",
    MAPPING,
    "POST",
    "/Users",
    person("dan@example.com", { title: "\0" }),
  ],
  [
    "dan@example.com was refused: title has half a character (a lone surrogate)",
    MAPPING,
    "POST",
    "/Users",
    '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"dan@example.com","title":"\\ud800"}',
  ],
  [
    "dan@example.com was refused: a number in the body is too large or too small",
    MAPPING,
    "POST",
    "/Users",
    `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"dan@example.com","urn:x:y":{"a":1e999}}`,
  ],
  [
    'dan@example.com was refused: active cannot be "perhaps"',
    MAPPING,
    "POST",
    "/Users",
    person("dan@example.com", { active: "perhaps" }),
  ],
  ["A new user was refused: userName is required and must not be empty", MAPPING, "POST", "/Users", person("")],
  [
    "A change of Ann Smith was refused: userName is required and cannot be removed",
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "remove", path: "userName" }),
  ],
  [
    "A change of Ann Smith was refused: id is set by the server and cannot be changed",
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: "id", value: "x" }),
  ],
  [
    'A change of Ann Smith was refused: no schema here has the attribute "shoeSize"',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "add", path: "shoeSize", value: 44 }),
  ],
  [
    'A change of Ann Smith was refused: the path "a b c" is wrong at character 1: it begins with no attribute\'s name',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "add", path: "a b c", value: 44 }),
  ],
  [
    'A change of Ann Smith was refused: name has one value: "name[givenName eq "x"]" cannot select among several',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: 'name[givenName eq "x"]', value: {} }),
  ],
  [
    'A change of Ann Smith was refused: nothing matches emails[type eq "other"]',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: 'emails[type eq "other"]', value: { value: "x@example.com" } }),
  ],
  [
    'A change of Ann Smith was refused: an operation to remove has no "path"',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "remove" }),
  ],
  [
    'A change of Ann Smith was refused: an operation\'s "op" is "move", not add, replace or remove',
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "move", path: "title" }),
  ],
  [
    'A change of Ann Smith was refused: the body is another message, "urn:ietf:params:scim:api:messages:2.0:SearchRequest"',
    MAPPING,
    "PATCH",
    atAnn,
    { schemas: [SEARCH_REQUEST], Operations: [] },
  ],
  [
    'A change of the group Sales was refused: no member matches members[value eq "x"]',
    MAPPING,
    "PATCH",
    atSales,
    patch({ op: "replace", path: 'members[value eq "x"]', value: { value: ann.id } }),
  ],
  [
    'A change of the group Sales was refused: members has {"display":"x"}, which has no id',
    MAPPING,
    "PATCH",
    atSales,
    patch({ op: "add", path: "members", value: [{ display: "x" }] }),
  ],
  [
    "A change of Ann Smith was refused: urn:ietf:params:scim:schemas:extension:enterprise:2.0:User cannot be 5",
    MAPPING,
    "PATCH",
    atAnn,
    patch({ op: "replace", path: ENTERPRISE, value: 5 }),
  ],
  [
    'A search of users was refused: its filter is wrong at character 1: the string that begins here has no closing "',
    MATCHING,
    "GET",
    "/Users?filter=%22",
  ],
  [
    'A search of users was refused: its filter makes no sense: active is true or false; "x" is not',
    MATCHING,
    "GET",
    '/Users?filter=active eq "x"',
  ],
  ["Reading users was refused: count is a whole number, such as 1", MAPPING, "GET", "/Users?count=x"],
  [
    "Reading groups was refused: sortOrder is ascending or descending",
    MAPPING,
    "GET",
    "/Groups?sortBy=displayName&sortOrder=up",
  ],
  ['Reading users was refused: its sortBy, "a b", is no attribute\'s name', MAPPING, "GET", "/Users?sortBy=a b"],
  ["Reading users and groups was refused: the body of a search is a JSON object", MAPPING, "POST", "/.search", "[]"],
];

/** Of where a request went, and when. */
const ofTheLine: Row[] = [
  [
    "A request to /scim/v2/Persons was refused: there is no such address",
    /^Check the Tenant URL in Okta: it ends in \/scim\/v2/,
    "GET",
    "/Persons",
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
    "A new user was refused: it is larger than a request may be (1 MiB, for groups 32 MiB)",
    /^Map fewer attributes in Okta/,
    "POST",
    "/Users",
    " ".repeat(1024 * 1024 + 1),
  ],
];

test.each([...ofPeople, ...ofWords, ...ofTheLine])("%s", async (sentence, fix, method, path, body, headers) => {
  const answer = await okta(method, path, body, headers);
  expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
  const [request] = await latest({ limit: 1 });
  expect(request?.sentence.text).toBe(sentence);
  expect(request?.sentence.fix).toMatch(fix);
  expect(request?.sentence.kind).toMatch(/^refused /);
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
  expect(await last()).toMatchObject({
    text: "A request from 127.0.0.1 was refused: too many came with a token that is not valid",
  });
});

const nothing: KeptRequest = {
  id: NOBODY as KeptRequest["id"],
  connectionId: NOBODY as KeptRequest["connectionId"],
  at: new Date(),
  method: "GET",
  path: "/",
  status: 200,
  scimType: null,
  detail: null,
  resourceType: null,
  resourceId: null,
  client: null,
  address: null,
  durationMs: null,
  body: null,
  notes: null,
  results: null,
  changes: [],
  names: {},
};

/** What no test can make the server answer at will, or in a moment. */
test.each([
  [
    503,
    "The database is not reachable just now; the request can be repeated in a few seconds.",
    "Muster's database could not be reached",
  ],
  [500, "Something went wrong in Muster; its log says what.", "something went wrong in Muster"],
  [
    400,
    "The filter takes too long on this directory; compare id, userName, externalId or an email with eq.",
    "its filter takes too long on this directory",
  ],
  [400, "Request body size did not match Content-Length", "its body arrived in part only"],
  [
    413,
    "The resource would be larger than 1 MiB; remove what it need not have.",
    "it would be larger than 1 MiB with all its attributes",
  ],
  [
    400,
    "Too many operations on too many elements of emails; send several requests.",
    "too many operations on too many elements of emails",
  ],
  [400, "The body is not UTF-8.", "the body is not UTF-8"],
])("%i %s", (status, detail, why) => {
  const request = { ...nothing, method: "PATCH", path: atAnn, status, detail };
  const { text, fix, kind } = sentenceOf(request, { provider: undefined, shortName: "acme" });
  expect(text).toBe(`A change of a user was refused: ${why}`);
  expect(fix).toMatch(/^[A-Z].*\.$/);
  expect(kind).toMatch(/^refused /);
});

test("a refusal that nobody has written a sentence for is told as it is, and a test hears of it", () => {
  const request = {
    ...nothing,
    method: "GET",
    path: "/scim/v2/Users",
    status: 418,
    detail: "I am a teapot; use another.",
  };
  const { text, kind } = sentenceOf(request, { provider: undefined, shortName: "acme" });
  expect([text, kind]).toEqual(["Reading users was refused: I am a teapot", expect.stringMatching(/^untold/)]);
});
