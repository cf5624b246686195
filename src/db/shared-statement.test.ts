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

test("two that write to the same don't share, and a later one never overtakes", async () => {
  const { shared, sent, itemsSent } = statement();
  for (const item of ["ann 1", "bob 1", "ann 2", "ann 3", "bob 2"]) {
    void shared.run(LANE, item, { subject: item.slice(0, 3), size: 1 });
  }
  await settled();
  expect(itemsSent()).toEqual(["ann 1,bob 1", "ann 2,bob 2"]);
  sent[0]?.answer(["", ""]);
  await settled();
  expect(itemsSent()).toEqual(["ann 1,bob 1", "ann 2,bob 2", "ann 3"]);
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

test("where PostgreSQL refuses a statement, each is sent alone and only those at fault are told", async () => {
  const refusal = Object.assign(new Error("duplicate key"), { code: "23505" });
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
});

test("where the database went away nothing is sent again, for it may have been done", async () => {
  const send = vi.fn(async (): Promise<string[]> => {
    throw Object.assign(new Error("closed"), { code: "CONNECTION_CLOSED" });
  });
  const shared = new SharedStatement<Lane, string, string>(send);
  const results = await Promise.allSettled(["a", "b"].map((item) => shared.run(LANE, item, small)));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(send).toHaveBeenCalledTimes(1);
});
