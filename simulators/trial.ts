/** Runs of a small company against our server, sound or with a fault, for tests. */

import { expect, onTestFinished } from "vitest";
import { dialect } from "./dialects.ts";
import type { KindName } from "./kinds.ts";
import type { Run } from "./simulate.ts";
import { isAsExpected, type Summary } from "./summary.ts";
import { type Fate, type Seen, startProxy } from "./testing.ts";

/** An identity provider, its shape, and by what it matches. */
export type Asked = readonly [KindName, (string | undefined)?, string?];

/** A server that makes organizations. */
interface Server<Organization> {
  /** http://127.0.0.1:12345 */
  readonly address: string;
  organization(): Promise<Organization>;
}

interface Organization {
  readonly token: string;
  readonly domain: string;
}

/** A run against an organization of its own. */
export async function prepareAt<O extends Organization>(muster: Server<O>, [name, shape, matchBy]: Asked) {
  const organization = await muster.organization();
  const { token, domain } = organization;
  const url = new URL(`${muster.address}/scim/v2`);
  const plan = { seed: "7", users: 30, groups: 4, rounds: 3, domain, concurrency: 6 };
  return { ...organization, run: { ...plan, url, token, dialect: dialect(name, shape, matchBy) } satisfies Run };
}

/** The same run, against a server with a fault. */
export async function spoiled(run: Run, fate: (seen: Seen, number: number) => Fate): Promise<Run> {
  const proxy = await startProxy(run.url.origin, fate);
  onTestFinished(() => proxy.stop());
  return { ...run, url: new URL(`${proxy.address}/scim/v2`) };
}

export function expectAllWell(summary: Summary): void {
  expect(summary.unexpected).toEqual([]);
  expect(summary.comparison.differences).toEqual([]);
  expect(isAsExpected(summary)).toBe(true);
}

/** All that a summary complains of. */
export function told({ unexpected, comparison }: Summary): string {
  return [...unexpected.map(({ what, example }) => `${what}: ${example}`), ...comparison.differences].join("\n");
}

export function nameOf(asked: Asked): string {
  return asked.filter(Boolean).join(" ");
}
