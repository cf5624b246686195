import { expect, test } from "vitest";
import { isAsItShouldBe } from "./chaos.ts";
import { killAtRandom } from "./killing.ts";

const steady = { kill: async () => {}, ready: async () => {} };
const growing = () => {
  let length = 0;
  return {
    get length() {
      return length++;
    },
  };
};

test("kills in turn, each after some more acknowledged writes", async () => {
  const killed: string[] = [];
  const service = { ...steady, kill: async (victim: string) => void killed.push(victim) };
  const report = await killAtRandom({ kills: 4, seed: "1" }, service, growing());
  expect(report).toEqual({ kills: { server: 2, PostgreSQL: 1, both: 1 }, findings: [] });
  expect(killed).toEqual(["server", "PostgreSQL", "both", "server"]);
});

test("nothing acknowledged for too long is a finding, and the end", async () => {
  const report = await killAtRandom({ kills: 9, seed: "1", stalledMs: 20 }, steady, []);
  expect(report).toEqual({
    kills: { server: 0, PostgreSQL: 0, both: 0 },
    findings: ["After the start nothing was acknowledged for 0.02 seconds."],
  });
});

test("a service that does not come back is a finding, and the end", async () => {
  const gone = { ...steady, ready: () => Promise.reject(new Error("the server was not ready again")) };
  const { kills, findings } = await killAtRandom({ kills: 9, seed: "1" }, gone, growing());
  expect(kills).toEqual({ server: 1, PostgreSQL: 0, both: 0 });
  expect(findings).toEqual(["After death 1 (server): the server was not ready again."]);
});

test("a control is caught by lost writes only; without one, any finding is one too many", () => {
  const kills = { server: 1, PostgreSQL: 0, both: 0 };
  const report = (lost: string[], findings: string[]) => ({ kills, acknowledged: 9, repeated: 0, lost, findings });
  expect(isAsItShouldBe(report([], []), false)).toBe(true);
  expect(isAsItShouldBe(report([], ["ann@x is missing"]), false)).toBe(false);
  expect(isAsItShouldBe(report(["lost"], ["lost"]), false)).toBe(false);
  expect(isAsItShouldBe(report([], ["ann@x is missing"]), true)).toBe(false);
  expect(isAsItShouldBe(report(["lost"], ["lost"]), true)).toBe(true);
});
