/** What identity providers send, from their public documentation, step by step. */

import { afterAll, describe, expect, test } from "vitest";
import { startMuster } from "../support/muster.ts";
import { differs, player, readScenario } from "./player.ts";

const muster = await startMuster();
afterAll(() => muster.stop());
const { token } = await muster.organization("example.com");

for (const file of ["entra-default", "entra-flag", "okta", "google"]) {
  const { scenario, steps } = await readScenario(new URL(`${file}.json`, import.meta.url));
  const play = player(`${muster.address}/scim/v2`, token);

  describe(scenario, () => {
    for (const step of steps) test(step.name, async () => expect(await play(step)).toEqual([]));
  });
}

describe("the player", () => {
  test.each([
    [{ a: 1 }, { a: 1, b: 2 }],
    [
      [{ a: 1 }, { a: 2 }],
      [{ a: 2 }, { a: 1, b: 1 }, { a: 3 }],
    ],
    [{ a: null }, { a: null }],
  ])("finds %j in %j", (want, got) => expect(differs(want, got)).toBeUndefined());

  test.each([
    [{ a: 1 }, { a: "1" }, /\|a: want 1, got "1"/],
    [{ a: { b: 1 } }, { a: 1 }, /\|a: not an object/],
    [[1, 1], [1, 2], /\|1: no element like 1/],
    [{ a: [] }, {}, /\|a: not an array/],
    [{ a: 1 }, undefined, /not an object/],
  ])("tells where %j is not in %j", (want, got, where) => expect(differs(want, got)).toMatch(where));

  test("plays: a status, a body, an absence, a length and a header that are not as expected are each told", async () => {
    const play = player(`${muster.address}/scim/v2`, token);
    const request = { method: "GET", path: "/Users?count=0" };
    const wrong = {
      status: [404],
      body: { totalResults: -1 },
      absent: ["schemas"],
      length: { Resources: 3, schemas: 1 },
      header: { "content-type": "xml" },
    };
    expect(await play({ name: "", request, expect: wrong })).toHaveLength(5);
    expect(await play({ name: "", request, expect: { status: [200] }, save: { urn: "schemas|0" } })).toEqual([]);
    expect(await play({ name: "", request, expect: { status: [200], body: { schemas: ["{{urn}}"] } } })).toEqual([]);
    await expect(
      play({ name: "", request: { ...request, path: "/{{nothing}}" }, expect: { status: [200] } }),
    ).rejects.toThrow(/never saved/);
  });
});
