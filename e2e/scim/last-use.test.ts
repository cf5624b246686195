/** issue 3: when, from where and by which client the token was last used, without a write per request. */

import { expect, test } from "vitest";
import { turnOff } from "../../src/connections/on-and-off.ts";
import { acme } from "../support/acme.ts";
import { NOBODY, person } from "../support/bodies.ts";
import { type Organization, TESTER } from "../support/muster.ts";

const { muster } = await acme();

async function lastUseOf({ orgId }: Organization) {
  await muster.lastUse.flush();
  const [row] = await muster.sql`
    select last_used_at as at, last_used_address as address, last_used_client as client from scim_tokens where org_id = ${orgId}`;
  return row;
}

test("a token that was never used says so", async () => {
  expect(await lastUseOf(await muster.organization())).toEqual({ at: null, address: null, client: null });
});

test.each([
  ["a read", "GET", "/Users"],
  ["a write", "POST", "/Users"],
  ["a request that was refused", "GET", `/Groups/${NOBODY}`],
  ["a look at discovery", "GET", "/ServiceProviderConfig"],
])("%s is a use: time, address and client", async (_, method, path) => {
  const organization = await muster.organization();
  const before = Date.now();
  const body = method === "POST" ? person(`x@${organization.domain}`) : undefined;
  await organization.scim(method, path, body, { "user-agent": "Entra/1.0" });
  const use = await lastUseOf(organization);
  expect(use).toEqual({ at: expect.any(Date), address: "127.0.0.1", client: "Entra/1.0" });
  expect(Math.abs(use?.at - before)).toBeLessThan(5_000);
});

test("uses are gathered: many requests are written together, the last one counts", async () => {
  const organization = await muster.organization();
  for (const client of ["first", "second", "third"])
    await organization.scim("GET", "/Users", undefined, { "user-agent": client });
  const [row] = await muster.sql`select last_used_at as at from scim_tokens where org_id = ${organization.orgId}`;
  expect(row?.at).toBeNull();
  expect(await lastUseOf(organization)).toMatchObject({ client: "third" });
});

test("a revoked token's attempts are no use", async () => {
  const organization = await muster.organization();
  await organization.scim("GET", "/Users", undefined, { "user-agent": "valid" });
  await turnOff(muster.serverSql, organization.orgId, TESTER);
  await organization.scim("GET", "/Users", undefined, { "user-agent": "revoked" });
  expect(await lastUseOf(organization)).toMatchObject({ client: "valid" });
});
