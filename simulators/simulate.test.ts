/** Simulators against our server, sound and with a fault. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { startMuster } from "../e2e/support/muster.ts";
import { commandLine } from "../src/changes/actor.ts";
import { findToken } from "../src/connections/connection.ts";
import { refreshToken } from "../src/connections/refresh.ts";
import { Unreachable } from "./client/client.ts";
import { openJournal } from "./links/journal.ts";
import { type Run, simulate } from "./simulate.ts";
import { isAsExpected } from "./summary.ts";
import type { Fate, Seen } from "./testing.ts";
import { type Asked, expectAllWell, nameOf, prepareAt, spoiled, told } from "./trial.ts";

vi.setConfig({ testTimeout: 120_000 });

const muster = await startMuster();
afterAll(() => muster.stop());

const SHAPES: readonly Asked[] = [
  ["entra", "default"],
  ["entra", "aadOptscim062020"],
  ["okta", "wizard"],
  ["okta", "catalogue"],
  ["google"],
];
const OTHER_MATCHES: readonly Asked[] = [
  ["entra", "default", "externalId"],
  ["entra", "default", "email"],
  ["google", undefined, "email"],
];

const prepare = (...asked: Asked) => prepareAt(muster, asked);

for (const asked of [...SHAPES, ...OTHER_MATCHES]) {
  test(`${nameOf(asked)} ends equal`, async () => {
    const { run } = await prepare(...asked);
    const summary = await simulate(run);
    expectAllWell(summary);
    expect(summary.cycles.map(({ round }) => round)).toEqual([0, 1, 2, 3]);
    expect(summary.comparison.others).toBe(0);
    expect(summary.comparison.memberships).toBeGreaterThan(asked[0] === "google" ? -1 : 30);
  });

  test(`${nameOf(asked)} finds by matching what is there already, and leaves alone whom it does not find`, async () => {
    const { run, scim, domain } = await prepare(...asked);
    const small = { ...run, users: 12, groups: 2 };
    expectAllWell(await simulate({ ...small, rounds: 0 }));
    const other = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: `hand.made@${domain}` };
    expect((await scim("POST", "/Users", other)).status).toBe(201);
    const again = await simulate({ ...small, rounds: 1 });
    expectAllWell(again);
    expect(again.comparison.others).toBe(1);
  });
}

for (const asked of SHAPES) {
  describe(nameOf(asked), () => {
    test("loses answers, meets 503 and 429, and ends equal all the same", async () => {
      const { run } = await prepare(...asked);
      const fates: readonly Fate[] = [
        { lose: "answer" },
        { lose: "request" },
        { give: { status: 503, headers: { "retry-after": "0" } } },
        { give: { status: 429, headers: { "retry-after": "0" } } },
      ];
      const unsteady = await spoiled(run, (_, number) =>
        number % 17 === 16 ? fates[Math.floor(number / 17) % 4] : undefined,
      );
      const summary = await simulate({ ...unsteady, dialect: impatient(run), rounds: 2 });
      expectAllWell(summary);
      for (const count of Object.values(summary.repeated)) expect(count).toBeGreaterThan(0);
    });

    test("goes on where it was killed", async () => {
      const { run } = await prepare(...asked);
      const directory = await mkdtemp(join(tmpdir(), "muster-state-"));
      onTestFinished(() => rm(directory, { recursive: true }));
      const state = join(directory, "state");
      const open = () => openJournal(state, { seed: run.seed });
      // The server goes away after so many requests: in the first cycle, then in a later one.
      for (const requests of [40, 25]) {
        const dying = await spoiled(run, (_, number) => (number >= requests ? { lose: "request" } : undefined));
        const { links, close } = open();
        const killed = simulate({ ...dying, dialect: impatient(run), links, patience: 50 });
        await expect(killed).rejects.toThrow(Unreachable);
        close();
      }
      const { links, isResumed } = open();
      expect(isResumed).toBe(true);
      expect(links.isRedoing).toBe(true);
      expectAllWell(await simulate({ ...run, links }));
      // All is done: there is nothing left to provision, however few rounds are asked for.
      const again = await simulate({ ...run, links, rounds: 0 });
      expectAllWell(again);
      expect(again.cycles).toEqual([]);
      expect(await readFile(state, "utf8")).not.toContain(run.token);
    });
  });
}

/** The same identity provider, in more of a hurry than in life. */
function impatient({ dialect: { wire, ...rest } }: Run): Run["dialect"] {
  return { ...rest, wire: { ...wire, manners: { ...wire.manners, wait: () => 5 } } };
}

for (const asked of SHAPES) {
  describe(`${nameOf(asked)} of a faulty server`, () => {
    if (asked[0] !== "google")
      test("tells who is no member where one is dropped", async () => {
        const { run } = await prepare(...asked);
        let dropped: string | undefined;
        const faulty = await spoiled(run, (seen) => {
          if (dropped !== undefined || !/^P(ATCH|UT)$/.test(seen.method) || !seen.path.includes("/Groups/"))
            return undefined;
          const body = JSON.parse(seen.body);
          const members = body.members ?? body.Operations.at(-1).value;
          if (!Array.isArray(members) || members.length < 3) return undefined;
          dropped = members.pop().value;
          return { pass: { ...seen, body: JSON.stringify(body) } };
        });
        const summary = await simulate({ ...faulty, rounds: 0 });
        const { body: user } = await userOf(run, dropped);
        expect(summary.comparison.differences).toEqual([expect.stringMatching(/^The group ".+" lacks its member /)]);
        expect(summary.comparison.differences[0]).toContain(user.userName);
        expect(isAsExpected(summary)).toBe(false);
      });

    test("tells who is active where a suspension is forgotten", async () => {
      const { run } = await prepare(...asked);
      let forgotten: string | undefined;
      const faulty = await spoiled(run, (seen) => {
        const isSuspension = /"active":(false|"False")|"path":"active","value":(false|"False")/.test(seen.body);
        if (forgotten !== undefined || seen.method === "POST" || !isSuspension) return undefined;
        forgotten = seen.path.split("/").at(-1);
        return { pass: { ...seen, method: "GET", body: "" } };
      });
      const summary = await simulate({ ...faulty, rounds: 1 });
      const { body: user } = await userOf(run, forgotten);
      expect(told(summary)).toContain(`${user.userName} is active, and was suspended.`);
      expect(isAsExpected(summary)).toBe(false);
    });

    test("tells which value is not as it was provisioned", async () => {
      const { run } = await prepare(...asked);
      let isDone = false;
      const faulty = await spoiled(run, (seen) => {
        if (isDone || seen.method !== "POST" || !seen.path.endsWith("/Users")) return undefined;
        isDone = true;
        const body = JSON.parse(seen.body);
        return { pass: { ...seen, body: JSON.stringify({ ...body, name: { ...body.name, givenName: "Nobody" } }) } };
      });
      const summary = await simulate({ ...faulty, rounds: 0 });
      expect(summary.comparison.differences).toEqual([
        expect.stringMatching(/^\S+@\S+: name\.givenName is "Nobody", and was provisioned as ".+"\.$/),
      ]);
    });

    test("tells who is missing where a user is lost", async () => {
      const { run, scim } = await prepare(...asked);
      expectAllWell(await simulate({ ...run, rounds: 0 }));
      const { body } = await scim("GET", "/Users?count=1");
      const lost = body.Resources[0];
      const faulty = await spoiled(run, ({ method, path }, number) => {
        const isPage = method === "GET" && /\/Users\?startIndex=1&count=100$/.test(path);
        if (isPage && number > 20) return { pass: seenOf(run, path), answer: without(lost.id) };
        return undefined;
      });
      const summary = await simulate({ ...faulty, rounds: 0 });
      expect(told(summary)).toContain(`${lost.userName} is missing (${lost.id}).`);
    });
  });
}

/** A GET as the identity provider sends it. */
function seenOf({ token }: Run, path: string): Seen {
  return { method: "GET", path, headers: { authorization: `Bearer ${token}` }, body: "" };
}

function without(id: string) {
  return <T extends { readonly body?: string }>(answer: T): T => {
    const { Resources, totalResults, ...rest } = JSON.parse(answer.body ?? "{}");
    const left = Resources.filter((resource: { id: string }) => resource.id !== id);
    return { ...answer, body: JSON.stringify({ ...rest, totalResults: totalResults - 1, Resources: left }) };
  };
}

async function userOf(run: Run, id: string | undefined): Promise<{ body: { userName: string } }> {
  const answer = await fetch(`${run.url}/Users/${id}`, { headers: { authorization: `Bearer ${run.token}` } });
  return { body: (await answer.json()) as { userName: string } };
}

describe("a token that was replaced", () => {
  const small = { users: 5, groups: 1, rounds: 1 };

  async function refreshed() {
    const { run, orgId } = await prepare("entra");
    const before = await findToken(muster.serverSql, orgId);
    if (!before) throw new Error("there is no token");
    const token = await refreshToken(muster.serverSql, orgId, before.id, commandLine("tester"));
    return { ...run, ...small, token, oldToken: run.token };
  }

  test("is refused by our server", async () => {
    expectAllWell(await simulate(await refreshed()));
  });

  test("is noticed where it is accepted, for reads and for writes", async () => {
    const run = await refreshed();
    const faulty = await spoiled(run, (seen) =>
      seen.headers.authorization === `Bearer ${run.oldToken}`
        ? { pass: { ...seen, headers: { ...seen.headers, authorization: `Bearer ${run.token}` } } }
        : undefined,
    );
    const summary = await simulate(faulty);
    expect(told(summary)).toMatch(/the old token was accepted: GET \/Users\?.* was answered 200, and not 401/);
    expect(summary.unexpected).toEqual([expect.objectContaining({ count: expect.any(Number) })]);
    expect(isAsExpected(summary)).toBe(false);
  });

  test.each([
    [404, '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}', "was accepted"],
    [204, undefined, "was accepted"],
    [404, "<html>Not Found</html>", "was not answered 401"],
    [403, '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"403"}', "was not answered 401"],
    [500, '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"500"}', "was not answered 401"],
  ])("%s %s to a write says that it %s", async (status, body, what) => {
    const run = await refreshed();
    const writesOnly = await spoiled(run, (seen) =>
      seen.headers.authorization === `Bearer ${run.oldToken}` && seen.method === "DELETE"
        ? { give: { status, ...(body !== undefined && { body }) } }
        : undefined,
    );
    const summary = await simulate(writesOnly);
    expect(summary.unexpected).toEqual([expect.objectContaining({ what: `the old token ${what}` })]);
    expect(told(summary)).toMatch(/: DELETE \/Users\/\S+ was answered \d+, and not 401/);
  });
});

test("Entra ID quarantines a server that refuses more than 40 % of its writes, and tells what is left undone", async () => {
  const { run } = await prepare("entra");
  const faulty = await spoiled(run, ({ method }) =>
    method === "POST" ? { give: { status: 400, body: '{"detail":"No more."}' } } : undefined,
  );
  const summary = await simulate(faulty);
  expect(summary.cycles).toHaveLength(1);
  expect(summary.cycles[0]?.quarantined).toMatch(
    /^\d+ of this cycle's \d+ writes were refused: it is in quarantine\.$/,
  );
  expect(told(summary)).toMatch(/create a user was answered 400: POST \/Users: No more\./);
  expect(summary.comparison.differences).toHaveLength(34);
  expect(summary.comparison.differences[0]).toMatch(/^Not done: create \S+@\S+\.$/);
});
