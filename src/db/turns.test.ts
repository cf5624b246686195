import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Crowded, Turns } from "./turns.ts";

/** Turns, who has had one in order, and a way to end the eldest of somebody's. */
function watched(room: ConstructorParameters<typeof Turns>[0]) {
  const turns = new Turns(room);
  const had: string[] = [];
  const ends: [string, () => void][] = [];
  return {
    had,
    ask: async (key: string) => {
      const asked = turns.take(key).then((end) => {
        had.push(key);
        ends.push([key, end]);
      });
      await Promise.race([asked, setImmediate()]);
    },
    end: async (key: string) => {
      const index = ends.findIndex(([other]) => other === key);
      for (const [, end] of ends.splice(index, 1)) end();
      await setImmediate();
    },
  };
}

test("one party has no more turns at once than it may, while another finds a place", async () => {
  const { had, ask } = watched({ places: 3, each: 2, waiting: 9 });
  for (const key of ["a", "a", "a", "a", "b"]) await ask(key);
  expect(had).toEqual(["a", "a", "b"]);
});

test("all together have no more turns than there are places", async () => {
  const { had, ask, end } = watched({ places: 2, each: 1, waiting: 9 });
  for (const key of ["a", "b", "c"]) await ask(key);
  expect(had).toEqual(["a", "b"]);
  await end("b");
  expect(had).toEqual(["a", "b", "c"]);
});

test("the next turn is that of the party with fewest, however many others stand before it", async () => {
  const { had, ask, end } = watched({ places: 3, each: 2, waiting: 9 });
  for (const key of ["a", "a", "b", "a", "a", "b", "c"]) await ask(key);
  await end("b");
  await end("a");
  await end("a");
  expect(had).toEqual(["a", "a", "b", "b", "c", "a"]);
});

test("among equals who asked first is first; a place is not given twice", async () => {
  const turns = new Turns({ places: 1, each: 1, waiting: 9 });
  const end = await turns.take("a");
  const had: number[] = [];
  const both = [1, 2].map(async (n) => {
    const done = await turns.take("a");
    had.push(n);
    await setImmediate();
    done();
  });
  end();
  const third = turns.take("b").then((done) => {
    had.push(3);
    done();
  });
  await Promise.all([...both, third]);
  expect(had).toEqual([1, 2, 3]);
});

test("who finds no room to wait is refused, a party for itself", async () => {
  const { had, ask, end } = watched({ places: 2, each: 1, waiting: 2 });
  for (const key of ["a", "a", "a"]) await ask(key);
  await expect(ask("a")).rejects.toThrow(Crowded);
  await ask("b");
  await end("a");
  await ask("a");
  await expect(ask("a")).rejects.toThrow(Crowded);
  expect(had).toEqual(["a", "b", "a"]);
});

test("what is owed waits, however many do", async () => {
  const turns = new Turns({ places: 1, each: 1, waiting: 0 });
  const end = await turns.take("a");
  await expect(turns.take("a")).rejects.toThrow(Crowded);
  const owed = turns.take("a", undefined, true);
  end();
  (await owed)();
});

test("who loses patience gives up its place, and the next is not held up by it", async () => {
  const turns = new Turns({ places: 1, each: 1, waiting: 1 });
  const end = await turns.take("a");
  expect(turns.isFree("a")).toBe(false);
  const patience = new AbortController();
  const given = turns.take("a", patience.signal);
  patience.abort();
  await expect(given).rejects.toThrow(Crowded);
  const next = turns.take("a");
  end();
  (await next)();
  expect(turns.isFree("a")).toBe(true);
});

test("who has no patience left does not begin to wait", async () => {
  const turns = new Turns({ places: 1, each: 1, waiting: 1 });
  const end = await turns.take("a");
  await expect(turns.take("a", AbortSignal.abort())).rejects.toThrow(Crowded);
  end();
  (await turns.take("a", AbortSignal.abort()))();
});
