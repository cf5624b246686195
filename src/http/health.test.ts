import { fastify } from "fastify";
import { expect, test, vi } from "vitest";
import type { Sql } from "../db/connect.ts";
import { health } from "./health.ts";

/** A server whose database gives `answer`. */
function serverOn(answer: () => Promise<unknown>) {
  const app = fastify();
  const probe = vi.fn(answer);
  health(app, probe as unknown as Sql);
  return { probe, ready: async () => (await app.inject("/readyz")).statusCode };
}

test("all who ask at once share one look at the database; the next is a new one", async () => {
  const { promise, resolve } = Promise.withResolvers();
  const { probe, ready } = serverOn(() => promise);
  const answers = Array.from({ length: 100 }, ready);
  await vi.waitFor(() => expect(probe).toHaveBeenCalled());
  resolve([]);
  expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
  expect(probe).toHaveBeenCalledTimes(1);
  expect(await ready()).toBe(200);
  expect(probe).toHaveBeenCalledTimes(2);
});

test("a database that is away or says nothing makes it 503, until it is back", async () => {
  const answer = vi.fn<() => Promise<unknown>>();
  const { ready } = serverOn(answer);
  answer
    .mockRejectedValueOnce(new Error("away"))
    .mockReturnValueOnce(new Promise(() => {}))
    .mockResolvedValueOnce([]);
  expect(await ready()).toBe(503);
  expect(await ready()).toBe(503);
  expect(await ready()).toBe(200);
});
