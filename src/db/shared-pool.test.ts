import { expect, test } from "vitest";
import type { Sql } from "./connect.ts";
import { type Asker, SharedPool } from "./shared-pool.ts";
import { Crowded } from "./turns.ts";

const SQL = {} as Sql;

function asker(key: string, more: Partial<Asker> = {}): Asker {
  return {
    key,
    authenticate: async () => {},
    gone: () => new AbortController().signal,
    ...more,
  };
}

/** A pool of two connections, one of them taken by `key` until `done` is called. */
function taken(key: string) {
  const pool = new SharedPool(SQL, 2);
  const { promise, resolve: done } = Promise.withResolvers<void>();
  return { pool, work: pool.run(asker(key), () => promise), done };
}

test("a stranger's request never waits: it is asked for a valid token first", async () => {
  const { pool, work, done } = taken("a");
  const refused = new Error("not valid");
  const stranger = asker("a", { authenticate: () => Promise.reject(refused) });
  await expect(pool.run(stranger, async () => "served")).rejects.toBe(refused);
  done();
  await work;
});

test("where nobody has to wait, nothing is asked beforehand", async () => {
  const { pool, work, done } = taken("a");
  const other = asker("b", { authenticate: () => Promise.reject(new Error("asked")) });
  expect(await pool.run(other, async () => "served")).toBe("served");
  done();
  await work;
});

test("a client that has gone waits no longer, and its work is never begun", async () => {
  const { pool, work, done } = taken("a");
  const client = new AbortController();
  let isBegun = false;
  const waiting = pool.run(asker("a", { gone: () => client.signal }), async () => {
    isBegun = true;
  });
  await new Promise(setImmediate);
  client.abort();
  await expect(waiting).rejects.toThrow(Crowded);
  done();
  await work;
  expect(isBegun).toBe(false);
});

test("a turn ends with its work, also where that fails or its batches are not all taken", async () => {
  const pool = new SharedPool(SQL, 2);
  await expect(pool.run(asker("a"), () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  for await (const one of pool.batches(asker("a"), async function* () {
    yield 1;
    yield 2;
  })) {
    expect(one).toBe(1);
    break;
  }
  expect(await pool.run(asker("a"), async () => "served")).toBe("served");
});
