import { expect, test } from "vitest";
import { readSettings } from "../settings.ts";
import { CommandFailed, explain, WrongUsage } from "./failure.ts";

const postgresError = (code: string, message: string) => Object.assign(new Error(message), { code });

test.each([
  [new CommandFailed("Refused.\n  Do that."), 1, "Refused. Do that."],
  [new WrongUsage("Name one."), 2, "Name one."],
  [
    new CommandFailed("No domain was added.", ["a: Taken.", "b:\n Wrong."]),
    1,
    "No domain was added.\na: Taken.\nb: Wrong.",
  ],
  [postgresError("42P01", 'relation "users" does not exist'), 1, expect.stringContaining("./muster migrate")],
  [postgresError("ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:1"), 1, expect.stringContaining("DATABASE_URL")],
  [postgresError("28P01", "password authentication failed"), 1, "password authentication failed"],
  ["odd", 1, "odd"],
])("%s ends with %i", (error, exitCode, message) => {
  expect(explain(error)).toEqual({ exitCode, message });
});

test("wrong settings take a line each", () => {
  try {
    readSettings({ MUSTER_PORT: "x", MUSTER_HOST: "!" });
  } catch (error) {
    expect(explain(error)).toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^MUSTER_HOST .*\nMUSTER_PORT .*$/),
    });
  }
  expect.assertions(1);
});
