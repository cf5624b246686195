import { afterAll, beforeAll, expect, test } from "vitest";
import { findToken } from "../../src/connections/connection.ts";
import { turnOff, turnOn } from "../../src/connections/on-and-off.ts";
import { refreshToken } from "../../src/connections/refresh.ts";
import type { ScimToken } from "../../src/tokens/token.ts";
import { disagreements } from "../support/agreement.ts";
import { person } from "../support/bodies.ts";
import { clientsOf, crowd, statuses } from "../support/crowd.ts";
import { type Muster, type Organization, startMuster, TESTER } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";
import { workUntil } from "./under-load.ts";

let nodes: [Muster, Muster];

beforeAll(async () => {
  const first = await startMuster();
  nodes = [first, await startMuster(first)];
});
afterAll(async () => {
  await nodes[1].stop();
  await nodes[0].stop();
});

async function idOfToken({ orgId }: Organization): Promise<string> {
  return (await findToken(nodes[0].sql, orgId))?.id ?? "none";
}

const NOTHING_WRONG = { served: [], committed: 0, lost: [], denied: [], strange: [] };

test("after a Refresh nothing with the old token is served on either node, and no write with it commits", async () => {
  const acme = await nodes[0].organization();
  const { sql } = nodes[0];
  let token: ScimToken | undefined;
  const findings = await workUntil({ ...acme, sql }, clientsOf(nodes, acme), async () => {
    token = await refreshToken(nodes[1].serverSql, acme.orgId, await idOfToken(acme), TESTER);
  });
  expect(findings).toMatchObject(NOTHING_WRONG);
  // The new one is served at once, also from an address that sent many dead ones.
  const answers = await crowd(clientsOf(nodes, { token: token as ScimToken }), 32, (scim, i) =>
    scim("POST", "/Users", person(`later${i}@${acme.domain}`)),
  );
  expect(statuses(answers)).toEqual({ 201: 32 });
  expect(await disagreements(sql, acme.orgId)).toEqual([]);
});

test("after SCIM is turned off nothing with its token is served, on again neither", async () => {
  const acme = await nodes[0].organization();
  const { sql } = nodes[0];
  const findings = await workUntil({ ...acme, sql }, clientsOf(nodes, acme), () =>
    turnOff(nodes[1].serverSql, acme.orgId, TESTER),
  );
  expect(findings).toMatchObject(NOTHING_WRONG);
  expect(await turnOn(nodes[0].serverSql, acme.orgId, TESTER)).toBeDefined();
  const answers = await crowd(clientsOf(nodes, acme), 4, (scim) => scim("GET", "/Users"));
  expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
  expect(await disagreements(sql, acme.orgId)).toEqual([]);
});

test("a server that kept a token in memory for a while would be found out", async () => {
  const acme = await nodes[0].organization();
  const { sql } = nodes[0];
  const shared: { token?: ScimToken; left: number } = { left: 300 };
  // What such a server would do, done by its client: the dead token counts as the valid one for 300 requests.
  const caching = nodes.map((node): ScimClient => {
    const [withOld] = clientsOf([node], acme) as [ScimClient];
    return (...request) => {
      const { token } = shared;
      const [withNew] = token && shared.left-- > 0 ? clientsOf([node], { token }) : [];
      return (withNew ?? withOld)(...request);
    };
  });
  const findings = await workUntil({ ...acme, sql }, caching, async () => {
    shared.token = await refreshToken(nodes[1].serverSql, acme.orgId, await idOfToken(acme), TESTER);
  });
  expect(findings.served.length).toBeGreaterThan(0);
  expect(findings.committed).toBeGreaterThan(0);
});

test("a server that asked for the token before its write, not in it, would be found out", async () => {
  const acme = await nodes[0].organization();
  const { sql } = nodes[0];
  const shared: { token: ScimToken; counted?: Promise<void> } = { token: acme.token };
  const { promise, resolve } = Promise.withResolvers<void>();
  const checking = nodes.map((node): ScimClient => {
    const [withOld] = clientsOf([node], acme) as [ScimClient];
    return async (method, path, ...rest) => {
      const check = await withOld("GET", "/Users?count=0");
      if (check.status !== 200) return check;
      // The write comes a moment later, whatever became of the token.
      await shared.counted;
      const [withValid] = clientsOf([node], shared) as [ScimClient];
      return withValid(method, path, ...rest);
    };
  });
  const findings = await workUntil(
    { ...acme, sql },
    checking,
    async () => {
      shared.counted = promise;
      shared.token = await refreshToken(nodes[1].serverSql, acme.orgId, await idOfToken(acme), TESTER);
    },
    resolve,
  );
  expect(findings.served).toEqual([]);
  expect(findings.committed).toBeGreaterThan(0);
});

test.each([2, 16])("of %i Refreshes of one token at once, exactly one succeeds", async (many) => {
  const acme = await nodes[0].organization();
  const replacing = await idOfToken(acme);
  const results = await Promise.allSettled(
    Array.from({ length: many }, (_, i) =>
      refreshToken((nodes[i % 2] as Muster).serverSql, acme.orgId, replacing, TESTER),
    ),
  );
  const tokens = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const reasons = results.flatMap((result) => (result.status === "rejected" ? [result.reason.reason] : []));
  expect(tokens.length).toBe(1);
  expect(reasons).toEqual(Array(many - 1).fill("refreshed meanwhile"));
  const [scim] = clientsOf(nodes, { token: tokens[0] as ScimToken }) as [ScimClient];
  expect((await scim("GET", "/Users")).status).toBe(200);
  const [counted] = await nodes[0].sql`
    select count(*) filter (where revoked_at is null) as valid, count(*) as all from scim_tokens where org_id = ${acme.orgId}`;
  expect(counted).toEqual({ valid: 1, all: 2 });
});

test("of SCIM turned off 8 times and refreshed 8 times at once, it ends off, with no valid token", async () => {
  const acme = await nodes[0].organization();
  const replacing = await idOfToken(acme);
  const sql = (i: number) => (nodes[i % 2] as Muster).serverSql;
  const [offs, refreshes] = await Promise.all([
    Promise.all(Array.from({ length: 8 }, (_, i) => turnOff(sql(i), acme.orgId, TESTER))),
    Promise.allSettled(Array.from({ length: 8 }, (_, i) => refreshToken(sql(i + 1), acme.orgId, replacing, TESTER))),
  ]);
  expect(offs.filter(Boolean).length).toBe(1);
  const reasons = refreshes.flatMap((one) => (one.status === "rejected" ? [one.reason.reason] : []));
  expect(reasons.length).toBeGreaterThanOrEqual(7);
  expect(reasons.every((reason) => reason === "SCIM is off" || reason === "refreshed meanwhile")).toBe(true);
  expect(await idOfToken(acme)).toBe("none");
  const ons = await Promise.all(Array.from({ length: 8 }, (_, i) => turnOn(sql(i), acme.orgId, TESTER)));
  expect(ons.filter((token) => token !== undefined).length).toBe(1);
});
