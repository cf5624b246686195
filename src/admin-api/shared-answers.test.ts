import { expect, test, vi } from "vitest";
import type { OrgId } from "../db/ids.ts";
import { SharedAnswers } from "./shared-answers.ts";

const [A, B] = ["a", "b"] as OrgId[] as [OrgId, OrgId];

test("who asks at about the same time is given one answer; another organization its own", async () => {
  vi.useFakeTimers();
  const shared = new SharedAnswers();
  let made = 0;
  const make = async () => ++made;
  expect(await Promise.all([shared.get(A, "x", make), shared.get(A, "x", make), shared.get(B, "x", make)])).toEqual([
    1, 1, 2,
  ]);
  expect(await shared.get(A, "y", make)).toBe(3);
  expect(await shared.get(A, "x", make)).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(await shared.get(A, "x", make)).toBe(4);
  vi.useRealTimers();
});

test("after a change nobody is given what was being made before it", async () => {
  const shared = new SharedAnswers();
  const { promise, resolve } = Promise.withResolvers<string>();
  const early = shared.get(A, "x", () => promise);
  shared.forget(A);
  expect(await shared.get(A, "x", async () => "new")).toBe("new");
  resolve("old");
  expect(await early).toBe("old");
  expect(await shared.get(A, "x", async () => "newer")).toBe("new");
});

test("a failure is not kept", async () => {
  const shared = new SharedAnswers();
  await expect(shared.get(A, "x", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(await shared.get(A, "x", async () => "there")).toBe("there");
});

test("of an organization so many are kept, the latest", async () => {
  const shared = new SharedAnswers();
  let made = 0;
  const make = async () => ++made;
  for (let what = 0; what <= 100; what++) await shared.get(A, String(what), make);
  expect(await shared.get(A, "1", make)).toBe(2);
  expect(await shared.get(A, "0", make)).toBe(102);
});
