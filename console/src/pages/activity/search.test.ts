import { expect, test } from "vitest";
import { activitySearch, logWanted, stretchOf } from "./search.ts";

test("an address keeps what makes sense, and nothing else", () => {
  expect(activitySearch({ outcome: "refused", about: " ann ", span: "week", why: 42, from: "nonsense", x: 1 })).toEqual(
    {
      outcome: "refused",
      about: "ann",
      span: "week",
      why: "42",
    },
  );
  expect(activitySearch({ outcome: "everything", to: "2026-11-24" })).toEqual({ to: "2026-11-24T00:00:00.000Z" });
});

test("a span ends now, and is the same question within a minute", () => {
  const now = Date.parse("2026-11-24T12:00:30Z");
  expect(stretchOf({ span: "day" }, now)).toEqual({ from: "2026-11-23T12:00:00.000Z" });
  expect(logWanted({ span: "day" }, now)).toEqual(logWanted({ span: "day" }, now + 20_000));
  expect(logWanted({ cursor: "older.x" }, now)).toEqual({ outcome: "changed or refused", cursor: "older.x" });
});
