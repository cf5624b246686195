import { expect, test, vi } from "vitest";
import { type Lane, SharedStatement } from "./shared-statement.ts";

const LANE = { name: "a" };
const small = { size: 1 };

/** A statement that answers when told, and what it was sent. */
function statement() {
  const sent: { lane: string; items: readonly string[]; answer: (results: readonly string[]) => void }[] = [];
  const shared = new SharedStatement<Lane, string, string>(({ name }, items) => {
    const { promise, resolve } = Promise.withResolvers<readonly string[]>();
    sent.push({ lane: name, items, answer: resolve });
    return promise;
  });
  return { shared, sent, itemsSent: () => sent.map(({ items }) => items.join()) };
}

/** All that is due has happened. */
const settled = async () => {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
};

test("what arrives together goes together, and each gets its own result", async () => {
  const shared = new SharedStatement<Lane, number, number>(async (_, items) => items.map((item) => 2 * item));
  expect(await Promise.all([1, 2, 3].map((item) => shared.run(LANE, item, small)))).toEqual([2, 4, 6]);
});

test("two statements are under way at once; what comes meanwhile makes up the next, and lanes don't mix", async () => {
  const { shared, sent, itemsSent } = statement();
  for (const item of ["a1", "a2"]) void shared.run(LANE, item, small);
  await settled();
  for (const item of ["a3", "a4"]) void shared.run(LANE, item, small);
  await settled();
  for (const item of ["a5", "a6"]) void shared.run(LANE, item, small);
  void shared.run({ name: "b" }, "b1", small);
  await settled();
  expect(itemsSent()).toEqual(["a1,a2", "a3,a4", "b1"]);
  sent[1]?.answer(["", ""]);
  await settled();
  expect(itemsSent()).toEqual(["a1,a2", "a3,a4", "b1", "a5,a6"]);
  expect(sent.map(({ lane }) => lane)).toEqual(["a", "a", "b", "a"]);
});

test("two that write to the same are never under way together, and a later one never overtakes", async () => {
  const { shared, sent, itemsSent } = statement();
  const ask = (...items: string[]) => {
    for (const item of items) void shared.run(LANE, item, { subject: item.slice(0, 3), size: 1 });
  };
  ask("ann 1", "bob 1", "ann 2", "ann 3", "bob 2");
  await settled();
  expect(itemsSent()).toEqual(["ann 1,bob 1"]);
  // Whoever waits for a lock on Ann keeps nobody but Bob.
  ask("cid 1");
  await settled();
  expect(itemsSent()).toEqual(["ann 1,bob 1", "cid 1"]);
  sent[0]?.answer(["", ""]);
  await settled();
  expect(itemsSent()).toEqual(["ann 1,bob 1", "cid 1", "ann 2,bob 2"]);
  sent[2]?.answer(["", ""]);
  await settled();
  expect(itemsSent().at(-1)).toBe("ann 3");
});

test("no more than 32 go together, nor more than 256 Ki characters; a larger one goes alone", async () => {
  const { shared, sent, itemsSent } = statement();
  const all = (sizes: readonly number[]) =>
    sizes.forEach((size, i) => {
      void shared.run(LANE, String(i), { size });
    });
  all(Array(40).fill(1));
  await settled();
  expect(sent.map(({ items }) => items.length)).toEqual([32, 8]);
  for (const { answer, items } of sent.splice(0)) answer(items);
  all([1_000_000, 200_000, 60_000, 60_000, 200_000]);
  await settled();
  expect(itemsSent()).toEqual(["0", "1,2"]);
  for (const { answer, items } of sent.splice(0)) answer(items);
  await settled();
  expect(itemsSent()).toEqual(["3,4"]);
});

/** As PostgreSQL refuses a statement, or ends a connection. */
function postgresError(code: string, severity: "ERROR" | "FATAL") {
  return Object.assign(new Error(code), { name: "PostgresError", code, severity });
}

test.each(["23505", "40P01", "53200"])(
  "where PostgreSQL refuses a statement (%s), each is sent alone and only those at fault are told",
  async (code) => {
    const refusal = postgresError(code, "ERROR");
    const send = vi.fn(async (_: Lane, items: readonly string[]) => {
      if (items.includes("bad")) throw refusal;
      return items;
    });
    const shared = new SharedStatement(send);
    const results = await Promise.allSettled(["a", "bad", "b"].map((item) => shared.run(LANE, item, small)));
    expect(results).toEqual([
      { status: "fulfilled", value: "a" },
      { status: "rejected", reason: refusal },
      { status: "fulfilled", value: "b" },
    ]);
    expect(send.mock.calls.map(([, items]) => items.join())).toEqual(["a,bad,b", "a", "bad", "b"]);
    expect(await shared.run(LANE, "c", small)).toBe("c");
  },
);

test.each([
  ["a lost connection", Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED" })],
  ["a network that is gone", Object.assign(new Error("gone"), { code: "ENETDOWN" })],
  ["a connection that PostgreSQL ends", postgresError("25P04", "FATAL")],
  ["an error of our own", new TypeError("undefined is not a function")],
])("of %s nobody knows whether it was done, and nothing is sent again", async (_, error) => {
  const send = vi.fn(async (): Promise<string[]> => {
    throw error;
  });
  const shared = new SharedStatement<Lane, string, string>(send);
  const results = await Promise.allSettled(["a", "b"].map((item) => shared.run(LANE, item, small)));
  expect(results).toEqual([
    { status: "rejected", reason: error },
    { status: "rejected", reason: error },
  ]);
  expect(send).toHaveBeenCalledTimes(1);
});

test.each([
  [
    "throws at once",
    () => {
      throw new Error("a shared statement gave up");
    },
  ],
  ["gives too few results", async () => ["only one"]],
])("a statement that %s is an error to each, and the next is sent all the same", async (_, send) => {
  let first = true;
  const shared = new SharedStatement<Lane, string, string>((_, items) => {
    if (!first) return Promise.resolve(items);
    first = false;
    return send();
  });
  const results = await Promise.allSettled(["a", "b"].map((item) => shared.run(LANE, item, small)));
  for (const result of results) {
    expect(result).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringContaining("a shared statement gave") },
    });
  }
  expect(await shared.run(LANE, "c", small)).toBe("c");
});

test("after each large result others have their turn", async () => {
  const shared = new SharedStatement<Lane, string, string>(
    async (_, items) => items,
    (result) => result.length,
  );
  const seen: string[] = [];
  const all = ["large".padEnd(70_000), "large".padEnd(70_000), "small", "small"].map((item) =>
    shared.run(LANE, item, small).then((result) => {
      seen.push(result.trim());
      if (seen.length === 1) setImmediate(() => seen.push("another's turn"));
    }),
  );
  await Promise.all(all);
  expect(seen).toEqual(["large", "large", "another's turn", "small", "small"]);
});
