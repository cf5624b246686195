import { expect, test } from "vitest";
import { inWords, isAsExpected, type Summary } from "./summary.ts";

const sound: Summary = {
  identityProvider: "Okta (wizard)",
  seed: "1",
  seconds: 10,
  requests: 12_345,
  rate: 1_234.5,
  leastRate: undefined,
  repeated: { lost: 1, unavailable: 2, throttled: 0 },
  cycles: [
    {
      round: 0,
      happened: undefined,
      speeds: [
        {
          phase: "users",
          tasks: 500,
          requests: 1_000,
          seconds: 2,
          rate: 500,
          firstTenth: 490,
          lastTenth: 510,
          memory: 80,
        },
        {
          phase: "groups",
          tasks: 4,
          requests: 8,
          seconds: 1,
          rate: 8,
          firstTenth: undefined,
          lastTenth: undefined,
          memory: 81,
        },
      ],
      quarantined: undefined,
    },
  ],
  times: [{ kind: "create a user", count: 500, p50: 1.25, p95: 12, p99: 20, max: 31.4 }],
  unexpected: [],
  comparison: { differences: [], users: 500, groups: 4, memberships: 900, others: 1 },
  isEqual: true,
};

test("a summary tells rates, percentiles and what was repeated, and that the directories are equal", () => {
  expect(inWords(sound)).toBe(`Okta (wizard), seed 1: 12,345 requests in 10.0 s, 1,235 a second
sent again: 1 unanswered, 2 when not available, 0 when asked to slow down

First cycle  to do  requests  seconds   /s  first tenth  last tenth  memory
  users        500     1,000      2.0  500        490/s       510/s   80 MB
  groups         4         8      1.0    8            -           -   81 MB

milliseconds   requests  p50  p95  p99  max
create a user       500  1.3   12   20   31

0 unexpected
directories equal: 500 users, 4 groups, 900 memberships (1 was there before, and is left alone)`);
  expect(isAsExpected(sound)).toBe(true);
});

test("it lists each unexpected answer and each difference, up to fifty", () => {
  const differences = Array.from({ length: 60 }, (_, i) => `u${i} is missing.`);
  const unexpected = [{ what: "create a user was answered 500", count: 3, example: "POST /Users: Oh." }];
  const summary = { ...sound, unexpected, isEqual: false, comparison: { ...sound.comparison, differences } };
  const words = inWords(summary);
  expect(words).toContain("3 unexpected\n  3 × create a user was answered 500: POST /Users: Oh.\n");
  expect(words).toContain("directories differ in 60 places; provisioned are 500 users");
  expect(words).toContain("  u49 is missing.\n  and 10 more");
  expect(words).not.toContain("u50");
  expect(isAsExpected(summary)).toBe(false);
});

test("it tells a quarantine, and a server that is slower than the identity provider expects", () => {
  const [cycle] = sound.cycles;
  const quarantined = "9 of this cycle's 20 writes were refused: it is in quarantine.";
  const repeated = { lost: 0, unavailable: 0, throttled: 0 };
  const summary = { ...sound, repeated, rate: 12, leastRate: 25, cycles: cycle ? [{ ...cycle, quarantined }] : [] };
  expect(inWords(summary)).toContain(quarantined);
  expect(inWords(summary)).toContain("Okta (wizard) expects 25 requests a second; there were 12.0.");
  expect(isAsExpected(summary)).toBe(false);
  // Of one that was away this says nothing.
  expect(inWords({ ...summary, repeated: sound.repeated })).not.toContain("expects 25");
});
