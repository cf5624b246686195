/** Two servers on one database behave as one, to an identity provider that reaches now the one and now the other. */

import { afterAll, expect, test, vi } from "vitest";
import { dialect } from "../../simulators/dialects.ts";
import { Links } from "../../simulators/links/links.ts";
import { type Run, simulate } from "../../simulators/simulate.ts";
import { startProxy } from "../../simulators/testing.ts";
import { findToken } from "../../src/connections/connection.ts";
import { refreshToken } from "../../src/connections/refresh.ts";
import { startMuster, TESTER } from "../support/muster.ts";
import { scimClient } from "../support/scim-client.ts";

vi.setConfig({ testTimeout: 120_000 });

const one = await startMuster();
const other = await startMuster(one);
const lines = [await startProxy(one.address), await startProxy(other.address)];
const balancer = await startProxy(lines.map(({ address }) => address));
afterAll(async () => {
  for (const { stop } of [balancer, ...lines]) await stop();
  await other.stop();
  await one.stop();
});

const AS_IT_SHOULD_BE = { unexpected: [], isEqual: true };

test.each([
  ["entra", "default"],
  ["okta", "catalogue"],
] as const)(
  "%s through both ends equal, and after a Refresh both refuse the old token at once",
  async (name, shape) => {
    const { orgId, token: old, domain } = await one.organization();
    const plan = { seed: name, users: 25, groups: 3, domain, concurrency: 6 };
    const links = new Links();
    const run: Omit<Run, "rounds"> = {
      ...plan,
      url: new URL(`${balancer.address}/scim/v2`),
      token: old,
      dialect: dialect(name, shape),
    };
    expect(await simulate({ ...run, links, rounds: 2 })).toMatchObject(AS_IT_SHOULD_BE);
    for (const { seen } of lines) expect(seen.length).toBeGreaterThan(50);

    const before = await findToken(one.serverSql, orgId);
    if (!before) throw new Error("there is no token");
    // Each server has just spoken to who has the old one.
    const token = await refreshToken(other.serverSql, orgId, before.id, TESTER);
    const answers = [one, other].flatMap(({ address }) => {
      const [refused, accepted] = [scimClient(`${address}/scim/v2`, old), scimClient(`${address}/scim/v2`, token)];
      return [refused("GET", "/Users?count=1"), refused("POST", "/Users", {}), accepted("GET", "/Users?count=1")];
    });
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 200, 401, 401, 200]);
    // The same company goes on with the new one, while the old one is tried.
    expect(await simulate({ ...run, token, oldToken: old, links, rounds: 4 })).toMatchObject(AS_IT_SHOULD_BE);
  },
);
