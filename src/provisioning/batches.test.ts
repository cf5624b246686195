import { expect, test } from "vitest";
import { peek, whole } from "./batches.ts";

/** Gives `items`, and notes when it is left. */
function source(...items: string[]) {
  const seen = { left: false };
  async function* batches() {
    try {
      yield* items;
    } finally {
      seen.left = true;
    }
  }
  return { seen, batches: batches() };
}

async function taken<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

test("the first is looked at and comes again with the others", async () => {
  const { first, all } = await peek(source("a", "b", "c").batches);
  expect(first).toBe("a");
  expect(await taken(all)).toEqual(["a", "b", "c"]);
  const none = await peek(source().batches);
  expect(none.first).toBeUndefined();
  expect(await taken(none.all)).toEqual([]);
});

test("short parts become one text, long ones come as they are", async () => {
  expect(await whole(source("a", "b", "c").batches, 3)).toBe("abc");
  const long = await whole(source("ab", "cd", "e", "f").batches, 3);
  expect(await taken(long as AsyncIterable<string>)).toEqual(["abcd", "e", "f"]);
});

test("left before the first step, the source is left too", async () => {
  const peeked = source("a", "b");
  await (await peek(peeked.batches)).all.return();
  expect(peeked.seen.left).toBe(true);

  const long = source("abc", "d");
  const parts = (await whole(long.batches, 2)) as AsyncIterable<string>;
  await parts[Symbol.asyncIterator]().return?.();
  expect(long.seen.left).toBe(true);
});

test("left in the middle, the source is left too", async () => {
  const { seen, batches } = source("abc", "d", "e");
  for await (const _ of (await whole((await peek(batches)).all, 2)) as AsyncIterable<string>) break;
  expect(seen.left).toBe(true);
});
