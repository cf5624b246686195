/** scim.md: Auth. RFC 6750, RFC 7617, RFC 7644 §2. */

import { expect, test } from "vitest";
import { findToken } from "../../src/connections/connection.ts";
import { turnOff } from "../../src/connections/on-and-off.ts";
import { refreshToken } from "../../src/connections/refresh.ts";
import { generateToken } from "../../src/tokens/token.ts";
import { acme } from "../support/acme.ts";
import { ERROR, expectRefusal, NOBODY, patch, person, team } from "../support/bodies.ts";
import { TESTER } from "../support/muster.ts";
import { scimClient } from "../support/scim-client.ts";

const { scim, muster, token, orgId, address } = await acme();
/** A server whose clients have not been refused as often as those of the other. */
const { muster: patient } = await acme();
const base = `${muster.address}/scim/v2`;
const anybody = scimClient(base, undefined);
const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

test.each([
  ["Bearer", `Bearer ${token}`],
  ["bearer", `bearer ${token}`],
  ["BEARER, with blanks", `BEARER   ${token}  `],
  ["bare", token],
  ["Basic, as the password", basic(`muster:${token}`)],
  ["basic, without a user", `basic ${Buffer.from(`:${token}`).toString("base64")}`],
])("the token is taken: %s", async (_, authorization) => {
  expect((await anybody("GET", "/Users?count=1", undefined, { authorization })).status).toBe(200);
});

test.each([
  ["no header", undefined],
  ["empty", ""],
  ["Bearer alone", "Bearer"],
  ["nonsense", "Bearer nonsense"],
  ["another scheme", `Digest username="x", response="${NOBODY}"`],
  ["another scheme with the token", `foo ${token}`],
  ["Basic, not encoded", `Basic ${token}`],
  ["a typo", `Bearer ${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`],
  ["cut", `Bearer ${token.slice(0, -1)}`],
  ["in other case", `Bearer ${token.toUpperCase()}`],
  ["Basic, as the user", basic(`${token}:`)],
  ["Basic, no Base64", "Basic %%%"],
  ["unknown, of the right form", `Bearer ${generateToken()}`],
])("anything else is 401 with WWW-Authenticate: %s", async (_, authorization) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const answer = await anybody("GET", "/Users", undefined, headers);
  expectRefusal(answer, 401, undefined, /token/);
  expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
});

test("nobody learns anything without a token: every request below Users and Groups is 401, whatever is wrong with it", async () => {
  const { body } = await scim("POST", "/Users", person(address()));
  for (const [method, path, sent] of [
    ["GET", `/Users/${body.id}`],
    ["GET", `/Users/${NOBODY}`],
    ["GET", "/Users/nonsense"],
    ["GET", "/Users?filter=("],
    ["GET", "/Groups"],
    ["POST", "/Users", person(body.userName)],
    ["POST", "/Users", "{"],
    ["PUT", `/Users/${body.id}`, person(body.userName)],
    ["PATCH", `/Users/${body.id}`, patch({ op: "replace", path: "active", value: false })],
    ["DELETE", `/Users/${body.id}`],
    ["POST", "/Users/.search", {}],
    ["POST", "/.search", {}],
  ] as const)
    expect(
      (await anybody(method, path, sent, { authorization: `Bearer ${generateToken()}` })).status,
      `${method} ${path}`,
    ).toBeOneOf([401, 429]);
  expect((await scim("GET", `/Users/${body.id}`)).body).toEqual(body);
});

test("an unknown id is 404, not 401", async () => {
  expectRefusal(await scim("GET", `/Users/${NOBODY}`), 404);
  expectRefusal(await scim("GET", "/Groups/nonsense"), 404);
});

test("the answer does not say why a token was refused", async () => {
  const other = await muster.organization();
  await turnOff(muster.serverSql, other.orgId, TESTER);
  const texts = [];
  for (const authorization of [`Bearer ${other.token}`, `Bearer ${generateToken()}`, "Bearer x", ""])
    texts.push((await anybody("GET", "/Users", undefined, { authorization })).text);
  expect(new Set(texts).size).toBe(1);
  expect(JSON.parse(texts[0] ?? "").schemas).toEqual([ERROR]);
});

test("a token is checked at each request, never cached: after Refresh the old one is dead, the new one works", async () => {
  const other = await patient.organization();
  expect((await other.scim("GET", "/Users")).status).toBe(200);
  const shown = await findToken(patient.serverSql, other.orgId);
  const fresh = await refreshToken(patient.serverSql, other.orgId, shown?.id ?? "", TESTER);
  for (const [method, path, body] of [
    ["GET", "/Users"],
    ["GET", `/Users/${NOBODY}`],
    ["POST", "/Users", person(`x@${other.domain}`)],
    ["DELETE", `/Groups/${NOBODY}`],
  ] as const)
    expect((await other.scim(method, path, body)).status, method).toBe(401);
  expect((await scimClient(`${patient.address}/scim/v2`, fresh)("GET", "/Users")).body.totalResults).toBe(0);
});

test("turning SCIM off revokes the token; people stay", async () => {
  const other = await patient.organization();
  await other.scim("POST", "/Users", person(`x@${other.domain}`));
  await turnOff(patient.serverSql, other.orgId, TESTER);
  expect((await other.scim("GET", "/Users")).status).toBe(401);
  const [{ count }] = await patient.sql<
    [{ count: number }]
  >`select count(*)::int from users where org_id = ${other.orgId} and deleted_at is null`;
  expect(count).toBe(1);
});

test("one organization's token answers another's ids exactly as ids that do not exist", async () => {
  const { body: user } = await scim("POST", "/Users", person(address()));
  const { body: group } = await scim("POST", "/Groups", team("Theirs", { members: [{ value: user.id }] }));
  const stranger = await muster.organization();
  const as = (id: string, text: string) => text.replaceAll(id, "ID");
  for (const [path, id, body] of [
    ["/Users", user.id, person(`a@${stranger.domain}`)],
    ["/Groups", group.id, team("x")],
  ] as const) {
    for (const [method, sent] of [
      ["GET"],
      ["PUT", body],
      ["PATCH", patch({ op: "add", path: "externalId", value: "x" })],
      ["DELETE"],
    ] as const) {
      const theirs = await stranger.scim(method, `${path}/${id}`, sent);
      const nobodys = await stranger.scim(method, `${path}/${NOBODY}`, sent);
      expect([theirs.status, as(id, theirs.text)], `${method} ${path}`).toEqual([404, as(NOBODY, nobodys.text)]);
    }
  }
  for (const filter of [
    `id eq "${user.id}"`,
    `userName eq "${user.userName}"`,
    `groups.value eq "${group.id}"`,
    "active eq true",
    "userName pr",
  ])
    expect((await stranger.scim("GET", `/Users?filter=${filter}`)).body.totalResults, filter).toBe(0);
  for (const filter of [`id eq "${group.id}"`, `members eq "${user.id}"`, 'displayName eq "Theirs"', "displayName pr"])
    expect((await stranger.scim("GET", `/Groups?filter=${filter}`)).body.totalResults, filter).toBe(0);
  expect((await stranger.scim("POST", "/.search", {})).body.totalResults).toBe(0);
  expect((await scim("GET", `/Users/${user.id}`)).body.groups).toHaveLength(1);
  expect(orgId).not.toBe(stranger.orgId);
});
