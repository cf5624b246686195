/**
 * Plays a scenario of an identity provider, step by step: what is sent, what must come back. Both stand in a JSON file.
 * "{{name}}" in a path, header or body is a value that an earlier step saved; {{run}} is new for each run, {{base}} the
 * endpoint's address.
 */

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Json } from "../../src/scim/json.ts";
import { type ScimAnswer, scimClient } from "../support/scim-client.ts";

export interface Scenario {
  readonly scenario: string;
  readonly source: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Json;
  };
  readonly expect: {
    readonly status: readonly number[];
    /** A subset to be found in the answer: an object's keys; an array's elements in any order, each matched by one of its own. */
    readonly body?: Json;
    /** Paths that must not be there: keys joined by "|", as in `length` and `save`. */
    readonly absent?: readonly string[];
    /** How many elements a path has; 0 also when it is missing. */
    readonly length?: Readonly<Record<string, number>>;
    /** Patterns that headers must match, in any case. */
    readonly header?: Readonly<Record<string, string>>;
  };
  /** What later steps need: the name it gets, the path where it stands in the answer. */
  readonly save?: Readonly<Record<string, string>>;
}

export async function readScenario(file: URL): Promise<Scenario> {
  return JSON.parse(await readFile(file, "utf8"));
}

/** A player of one scenario against the endpoint at `base`; it plays a step and tells what was wrong, in words. */
export function player(base: string, token: string): (step: Step) => Promise<string[]> {
  const send = scimClient(base.replace(/\/$/, ""), token);
  const saved: Record<string, string> = { run: randomBytes(4).toString("hex"), base };
  return async (step) => {
    const { method, path, headers = {}, body } = fill(step.request, saved);
    const expected = fill(step.expect, saved);
    const answer = await send(method, path, body, { accept: "application/scim+json", ...headers });
    const looksInside = expected.body ?? expected.absent ?? expected.length;
    // A write answered without a body is checked on what it left.
    const isSilent = answer.status === 204 && method !== "DELETE" && looksInside !== undefined;
    const found = isSilent ? (await send("GET", path.split("?", 1)[0] ?? path)).body : answer.body;
    for (const [name, place] of Object.entries(step.save ?? {})) {
      const value = at(found, place);
      if (value !== undefined) saved[name] = String(value);
    }
    return [...wrongOutside(expected, answer), ...wrongInside(expected, found)];
  };
}

function wrongOutside({ status, header = {} }: Step["expect"], answer: ScimAnswer): string[] {
  const headers = Object.entries(header).filter(
    ([name, pattern]) => !new RegExp(pattern, "i").test(answer.headers.get(name) ?? ""),
  );
  return [
    ...(status.includes(answer.status)
      ? []
      : [`status ${answer.status}, want ${status.join(" or ")}: ${answer.text.slice(0, 200)}`]),
    ...headers.map(([name, pattern]) => `header ${name}: ${answer.headers.get(name)}, want ${pattern}`),
  ];
}

function wrongInside({ body, absent = [], length = {} }: Step["expect"], found: unknown): string[] {
  const difference = body === undefined ? undefined : differs(body, found);
  const sizes = Object.entries(length).map(([path, want]) => {
    const value = at(found, path);
    return { path, want, size: Array.isArray(value) ? value.length : 0 };
  });
  return [
    ...(difference === undefined ? [] : [difference]),
    ...absent.filter((path) => at(found, path) !== undefined).map((path) => `${path} is present`),
    ...sizes
      .filter(({ size, want }) => size !== want)
      .map(({ path, size, want }) => `${path} has ${size} elements, want ${want}`),
  ];
}

/** What stands at `path`; undefined where there is nothing. */
function at(value: unknown, path: string): unknown {
  return path.split("|").reduce((found, key) => (found as Record<string, unknown> | null | undefined)?.[key], value);
}

/** `value` with what was saved in the place of its name. @throws Error for a name that was not */
function fill<T>(value: T, saved: Readonly<Record<string, string>>): T {
  const text = JSON.stringify(value).replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const known = saved[name];
    if (known === undefined) throw new Error(`{{${name}}} was never saved`);
    return JSON.stringify(known).slice(1, -1);
  });
  return JSON.parse(text);
}

/** Where `got` does not contain `want`; undefined where it does. */
export function differs(want: Json, got: unknown, path = ""): string | undefined {
  if (Array.isArray(want)) {
    if (!Array.isArray(got)) return `${path}: not an array`;
    const left = [...got];
    for (const [index, element] of want.entries()) {
      const match = left.findIndex((candidate) => differs(element, candidate) === undefined);
      if (match < 0) return `${path}|${index}: no element like ${JSON.stringify(element)}`;
      left.splice(match, 1);
    }
    return undefined;
  }
  if (typeof want === "object" && want !== null) {
    if (typeof got !== "object" || got === null) return `${path}: not an object`;
    return Object.entries(want)
      .map(([key, value]) => differs(value, (got as Record<string, unknown>)[key], `${path}|${key}`))
      .find((difference) => difference !== undefined);
  }
  return Object.is(want, got) ? undefined : `${path}: want ${JSON.stringify(want)}, got ${JSON.stringify(got)}`;
}
