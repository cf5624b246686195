import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { findToken } from "../../src/connections/connection.ts";
import { refreshToken } from "../../src/connections/refresh.ts";
import { disagreements } from "../support/agreement.ts";
import { add, patch, teamOf } from "../support/bodies.ts";
import { clientsOf, newUsers, statuses } from "../support/crowd.ts";
import { type Muster, startMuster, TESTER } from "../support/muster.ts";
import type { ScimClient } from "../support/scim-client.ts";

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster.stop());

/** How many statements, of the server or of the test itself, wait for a lock. */
async function waiting(whose: "muster" | "test"): Promise<number> {
  const [row] = await muster.sql<[{ count: number }]>`
    select count(*) from pg_stat_activity
    where datname = current_database() and application_name = ${whose} and wait_event_type = 'Lock'`;
  return row.count;
}

/** Waits until so many do. */
async function untilWaiting(many: number, whose: "muster" | "test" = "muster"): Promise<void> {
  const deadline = Date.now() + 20_000;
  while ((await waiting(whose)) < many) {
    if (Date.now() > deadline) throw new Error(`${many} statements of ${whose} should wait by now`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Runs `work` while the test itself holds a user for key share, as an addition under way does. */
async function whileHeld(userId: string, work: () => Promise<void>): Promise<void> {
  await muster.sql.begin(async (tx) => {
    await tx`select from users where id = ${userId} for key share`;
    await work();
  });
}

test("a POST of a group that PostgreSQL ends, to break a circle of waiting writes, is made all the same", async () => {
  const { scim, domain, orgId } = await muster.organization();
  const [ann = ""] = await newUsers(scim, domain, "ann", 1);
  const inner = (await scim("POST", "/Groups", teamOf("inner"))).body.id;
  const outer = (await scim("POST", "/Groups", teamOf("outer", [ann, inner]))).body.id;
  expect(inner < outer).toBe(true);
  const asked: ReturnType<typeof scim>[] = [];
  await whileHeld(ann, async () => {
    // Holds outer, waits for ann.
    asked.push(scim("DELETE", `/Users/${ann}`));
    await untilWaiting(1);
    // Holds inner, waits for outer.
    asked.push(scim("DELETE", `/Groups/${inner}`));
    await untilWaiting(2);
    // Whoever waits looks for a circle once, after a second (deadlock_timeout): so far there is none.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    // Holds ann, waits for inner. So it is the first to see the circle.
    asked.push(scim("POST", "/Groups", teamOf("late", [ann, inner])));
    await untilWaiting(3);
  });
  expect(statuses(await Promise.all(asked))).toEqual({ 204: 2, 201: 1 });
  expect(await disagreements(muster.sql, orgId)).toEqual([]);
});

test("a Refresh never waits in a circle with the writes of one user", async () => {
  // A circle would stand for so long that no slow machine is taken for one.
  await muster.sql.unsafe(`alter database ${muster.database.connection.database} set deadlock_timeout = '25s'`);
  const node = await startMuster(muster);
  // One server never sends two writes of one user at once.
  const other = await startMuster(muster);
  onTestFinished(async () => {
    await other.stop();
    await node.stop();
    await muster.sql.unsafe(`alter database ${muster.database.connection.database} reset deadlock_timeout`);
  });
  const acme = await node.organization();
  const [ann = ""] = await newUsers(acme.scim, acme.domain, "ann", 1);
  const replacing = (await findToken(muster.sql, acme.orgId))?.id ?? "";
  const [scim, otherScim] = clientsOf([node, other], acme) as [ScimClient, ScimClient];
  const change = (client: ScimClient, title: string) =>
    client("PATCH", `/Users/${ann}`, patch({ op: "replace", path: "title", value: title }));
  const { loser, release } = await losesTheRace(ann, () => change(scim, "loses the race, comes back with a lock"));
  const late = change(otherScim, "waits, holding the token");
  await untilWaiting(2);
  const refreshed = refreshToken(node.serverSql, acme.orgId, replacing, TESTER);
  await untilWaiting(3);
  const began = performance.now();
  await release();
  await Promise.all([loser, late, refreshed]);
  expect(performance.now() - began).toBeLessThan(15_000);
});

/**
 * Has `write` of a user lose a race, come back with a lock, and wait for the user's row, held by the test until `release`.
 * Whether the row goes to the test or to the write that comes back, PostgreSQL decides: so it is tried until the test wins.
 */
async function losesTheRace<T>(userId: string, write: () => Promise<T>) {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const holding = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    let answered = false;
    let loser: Promise<T> | undefined;
    let holder: Promise<unknown> | undefined;
    await muster.sql.begin(async (tx) => {
      await tx`update users set version = version + 1 where id = ${userId}`;
      loser = write().finally(() => {
        answered = true;
      });
      await untilWaiting(1);
      holder = muster.sql.begin(async (next) => {
        await next`select from users where id = ${userId} for update`;
        holding.resolve();
        await released.promise;
      });
      await untilWaiting(1, "test");
    });
    await holding.promise;
    const release = async () => {
      released.resolve();
      await holder;
    };
    while (!answered && (await waiting("muster")) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    if (!answered) return { loser, release };
    await release();
  }
  throw new Error("the write that lost the race should have come second once");
}

test("a user deleted while it is added to two groups is deleted without waiting in a circle", async () => {
  const { scim, domain, orgId } = await muster.organization();
  const [ann = ""] = await newUsers(scim, domain, "ann", 1);
  const ids: string[] = [];
  for (const name of ["one", "two"]) ids.push((await scim("POST", "/Groups", teamOf(name))).body.id);
  const asked: ReturnType<typeof scim>[] = [];
  await whileHeld(ann, async () => {
    asked.push(scim("DELETE", `/Users/${ann}`));
    await untilWaiting(1);
    asked.push(...ids.map((id) => scim("PATCH", `/Groups/${id}`, patch(add([ann])))));
  });
  expect(statuses(await Promise.all(asked))).toEqual({ 204: 3 });
  expect(await disagreements(muster.sql, orgId)).toEqual([]);
});
