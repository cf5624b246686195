import { expect, test } from "vitest";
import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { QUARTER_MS, Tally } from "./tally.ts";

const DAY_MS = 96 * QUARTER_MS;
const NOW = Date.UTC(2026, 5, 15, 12);

/** A database with one request in the fifth quarter of each day, which counts how often it is asked. */
function counting() {
  const asked: string[][] = [];
  const rows = Array.from({ length: 4_000 }, (_, day) => ({
    quarter: Math.floor(NOW / DAY_MS - day) * 96 + 4,
    requests: 1,
    refused: 0,
  }));
  const tag = (strings: TemplateStringsArray, ...values: unknown[]) => {
    if (!strings[0]?.includes("with each")) return values;
    asked.push(
      values
        .flat()
        .filter((value) => value instanceof Date)
        .slice(0, 2)
        .map((at) => at.toISOString()),
    );
    return Promise.resolve(rows);
  };
  return { asked, sql: tag as unknown as Queryable };
}

test("days that follow one another are counted by one statement, and are not counted again", async () => {
  const { asked, sql } = counting();
  const tally = new Tally();
  const days = (from: number) => tally.quarters(sql, "a" as OrgId, new Date(NOW - from * DAY_MS), new Date(NOW), NOW);
  const quarters = await days(100);
  expect(asked).toEqual([["2026-03-07T00:00:00.000Z", "2026-06-15T12:00:00.000Z"]]);
  expect(quarters).toHaveLength(100 * 96);
  const at = quarters.flatMap(({ requests }, index) => (requests > 0 ? [index] : []));
  expect(at).toEqual(Array.from({ length: 100 }, (_, day) => 52 + day * 96));
  expect(await days(100)).toEqual(quarters);
  // What may still land of the latest quarters.
  expect(asked.slice(1)).toEqual([["2026-06-15T11:45:00.000Z", "2026-06-15T12:00:00.000Z"]]);
  await days(102);
  expect(asked.slice(2)).toEqual([
    ["2026-03-05T00:00:00.000Z", "2026-03-07T00:00:00.000Z"],
    ["2026-06-15T11:45:00.000Z", "2026-06-15T12:00:00.000Z"],
  ]);
});

test("ten years are counted a year at a time", async () => {
  const { asked, sql } = counting();
  await new Tally().quarters(sql, "a" as OrgId, new Date(NOW - 3_650 * DAY_MS), new Date(NOW), NOW);
  expect(asked).toHaveLength(10);
});
