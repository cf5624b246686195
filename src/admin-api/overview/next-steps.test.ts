import { expect, test } from "vitest";
import { nextSteps } from "./next-steps.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const ago = (days: number) => new Date(NOW - days * 86_400_000);
const WELL = {
  connection: { enabled: true },
  token: { createdAt: ago(30), lastUsedAt: ago(0) },
  lastRequestAt: ago(0),
  refused: 0,
  organizationAdmins: 2,
};

test.each([
  [{}, []],
  [{ connection: undefined, token: undefined, lastRequestAt: undefined }, ["add a domain"]],
  [{ connection: { enabled: false }, token: undefined }, ["turn on SCIM"]],
  [{ token: { createdAt: ago(0), lastUsedAt: null }, lastRequestAt: undefined }, ["wait for the first request"]],
  [{ token: { createdAt: ago(0), lastUsedAt: null }, lastRequestAt: ago(5) }, ["use the new token"]],
  [{ lastRequestAt: ago(1.9) }, []],
  [{ lastRequestAt: ago(2.1) }, ["look why nothing comes"]],
  [{ token: { createdAt: ago(366), lastUsedAt: ago(0) } }, ["refresh the token"]],
  [{ refused: 3, organizationAdmins: 1 }, ["look at refusals", "add a second Organization Admin"]],
])("where all is well but for %j, next is %j", (state, steps) => {
  expect(nextSteps({ ...WELL, ...state }, NOW)).toEqual(steps);
});
