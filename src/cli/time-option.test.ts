import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { timeOption } from "./time-option.ts";

beforeAll(() => {
  // A quarter past midnight in Auckland, which is 13 hours ahead of UTC in November.
  vi.stubEnv("TZ", "Pacific/Auckland");
  vi.useFakeTimers({ now: new Date("2026-11-23T11:15:00Z"), toFake: ["Date", "Temporal"] });
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

test.each([
  ["13:39", "2026-11-24T00:39:00Z"],
  ["9:05:30", "2026-11-23T20:05:30Z"],
  ["13:39 UTC", "2026-11-23T13:39:00Z"],
  ["13:39Z", "2026-11-23T13:39:00Z"],
  ["today", "2026-11-23T11:00:00Z"],
  ["Yesterday", "2026-11-22T11:00:00Z"],
  ["yesterday 13:39", "2026-11-23T00:39:00Z"],
  ["today UTC", "2026-11-23T00:00:00Z"],
  ["2026-11-24", "2026-11-23T11:00:00Z"],
  ["2026-11-24 13:39", "2026-11-24T00:39:00Z"],
  ["2026-07-01T13:39", "2026-07-01T01:39:00Z"],
  ["2026-11-24 13:39:05 UTC", "2026-11-24T13:39:05Z"],
  ["2026-11-24T13:39:05.123Z", "2026-11-24T13:39:05.123Z"],
  ["2026-11-24Z", "2026-11-24T00:00:00Z"],
  ["2026-11-24T13:39+0100", "2026-11-24T12:39:00Z"],
  ["2026-11-24 13:39 -05:00", "2026-11-24T18:39:00Z"],
  ["30m", "2026-11-23T10:45:00Z"],
  ["2h", "2026-11-23T09:15:00Z"],
  ["7d", "2026-11-16T11:15:00Z"],
])("%s", (text, at) => expect(timeOption(text)).toEqual(new Date(at)));

test.each([
  "",
  "UTC",
  "noon",
  "2026-02-31",
  "2026-02-31 10:00",
  "2026-13-01",
  "24:61",
  "13",
  "2w",
  "-1d",
  "2026-11-24 x",
])("%j is none, and the forms are told", (text) =>
  expect(() => timeOption(text)).toThrow(
    'It should be a time such as 13:39, today, yesterday, 2026-11-24, "2026-11-24 13:39", 30m, 2h or 7d; the zone is ' +
      "this machine's, unless Z, UTC or +01:00 stands behind.",
  ),
);
