import { expect, test } from "vitest";
import { isAway, wasCanceled } from "./failure.ts";

const withCode = (code: unknown) => Object.assign(new Error("failed"), { code });

test.each([
  ["no server listens", "ECONNREFUSED"],
  ["its socket is gone", "ENOENT"],
  ["it went amid a statement", "CONNECTION_CLOSED"],
  ["connection_failure", "08006"],
  ["disk_full", "53100"],
  ["out_of_memory", "53200"],
  ["too_many_connections", "53300"],
  ["admin_shutdown", "57P01"],
  ["crash_shutdown", "57P02"],
  ["cannot_connect_now", "57P03"],
  ["transaction_timeout", "25P04"],
  ["read_only_sql_transaction", "25006"],
])("the database is away: %s (%s)", (_, code) => {
  expect(isAway(withCode(code))).toBe(true);
});

test.each([
  ["unique_violation", "23505"],
  ["query_canceled", "57014"],
  ["deadlock_detected", "40P01"],
  ["syntax_error", "42601"],
  ["no code", undefined],
  ["a number", 53100],
])("the database is there: %s (%s)", (_, code) => {
  expect(isAway(withCode(code))).toBe(false);
});

test("nothing is no failure of the database", () => {
  expect(isAway(null)).toBe(false);
  expect(isAway("53100")).toBe(false);
});

test("only a canceled statement took too long", () => {
  expect(wasCanceled(withCode("57014"))).toBe(true);
  expect(wasCanceled(withCode("57P01"))).toBe(false);
});
