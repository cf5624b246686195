/** Servers that answer as if they had done what they have not: negative controls of the comparison. */

import { afterAll, describe, expect, test, vi } from "vitest";
import { startMuster } from "../e2e/support/muster.ts";
import { simulate } from "./simulate.ts";
import { isAsExpected } from "./summary.ts";
import type { Fate, Seen } from "./testing.ts";
import { type Asked, expectAllWell, nameOf, prepareAt, spoiled, told } from "./trial.ts";

vi.setConfig({ testTimeout: 120_000 });

const muster = await startMuster();
afterAll(() => muster.stop());

type Operations = { readonly op: string; readonly path?: string }[];

const REMOVERS: readonly Asked[] = [
  ["entra", "default"],
  ["entra", "aadOptscim062020"],
  ["okta", "catalogue"],
];

for (const asked of REMOVERS) {
  test(`who is still a member where a removal is forgotten is told: ${nameOf(asked)}`, async () => {
    const { run } = await prepareAt(muster, asked);
    let forgotten: string | undefined;
    const faulty = await spoiled(run, (seen) => {
      if (seen.method === "GET" && /\/Groups\?startIndex/.test(seen.path))
        return { pass: seen, answer: withoutMembers };
      if (forgotten !== undefined || seen.method !== "PATCH" || !seen.path.includes("/Groups/")) return undefined;
      const { Operations, ...rest } = JSON.parse(seen.body) as { Operations: Operations };
      const left = Operations.filter(({ op, path = "" }) => !/^remove$/i.test(op) || !path.startsWith("members"));
      if (left.length === Operations.length) return undefined;
      forgotten = seen.path;
      if (left.length === 0) return { give: { status: 204 } };
      return { pass: { ...seen, body: JSON.stringify({ ...rest, Operations: left }) } };
    });
    const summary = await simulate({ ...faulty, rounds: 1 });
    expect(forgotten).toBeDefined();
    expect(summary.comparison.differences.join("\n")).toMatch(/^The group ".+" has the member .+, who should not be/m);
    expect(isAsExpected(summary)).toBe(false);
  });
}

/** As of a server that leaves members out of lists. */
function withoutMembers<T extends { readonly body?: string }>(answer: T): T {
  const list = JSON.parse(answer.body ?? "{}");
  const Resources = list.Resources.map(({ members, ...rest }: { members?: unknown }) => rest);
  return { ...answer, body: JSON.stringify({ ...list, Resources }) };
}

const DELETERS: readonly (readonly [Asked, RegExp])[] = [
  [["entra", "default"], /^\S+@\S+ is there, and should not be/m],
  [["entra", "default"], /^The group ".+" is there, and should not be/m],
  [["okta", "wizard"], /^The group ".+" is there, and should not be/m],
  [["google"], /^\S+@\S+ is there, and should not be/m],
];

describe.each(DELETERS)("what is still there where deletions are forgotten is told: %j", (asked, sentence) => {
  const forget = ({ method }: Seen): Fate => (method === "DELETE" ? { give: { status: 204 } } : undefined);

  test("in a directory that was empty", async () => {
    const { run } = await prepareAt(muster, asked);
    expect(told(await simulate({ ...(await spoiled(run, forget)), rounds: 4 }))).toMatch(sentence);
  });

  test("in one of an earlier run, which finds by matching what it deletes then", async () => {
    const { run } = await prepareAt(muster, asked);
    expectAllWell(await simulate({ ...run, rounds: 0 }));
    const summary = await simulate({ ...(await spoiled(run, forget)), rounds: 4 });
    expect(told(summary)).toMatch(sentence);
    expect(isAsExpected(summary)).toBe(false);
  });
});
