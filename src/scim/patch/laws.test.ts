import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../json.ts";
import { sameResource } from "./same-resource.ts";
import { ACME_URN, ANN, patched } from "./testing.ts";

const RUNS = { numRuns: 300 };

const texts = fc.constantFrom("a", "b", "c");
const types = fc.constantFrom("work", "home");
const emails = fc.record<JsonObject>(
  { value: texts, type: types, display: fc.constantFrom("x", "y") },
  { requiredKeys: ["value"], noNullPrototype: true },
);

describe("laws", () => {
  const paths = fc.constantFrom("emails", "roles", "addresses", "name", "manager", "title", `${ACME_URN}:tags`);
  const elements: Record<string, fc.Arbitrary<Json>> = {
    name: fc.record({ givenName: texts, familyName: texts }, { requiredKeys: [], noNullPrototype: true }),
    addresses: fc.record({ locality: texts, type: types }, { requiredKeys: ["locality"], noNullPrototype: true }),
    emails: emails,
    roles: emails,
  };
  const changes = paths.chain((path) => (elements[path] ?? texts).map((value) => ({ path, value })));

  test("to replace twice, or add twice, is to do it once", () => {
    fc.assert(
      fc.property(changes, fc.constantFrom("replace", "add"), (change, op) => {
        const once = patched(ANN, { op, ...change });
        expect(patched(once, { op, ...change })).toEqual(once);
        expect(patched(ANN, { op, ...change }, { op, ...change })).toEqual(once);
      }),
      RUNS,
    );
  });

  test("to add a new element and remove it is to do nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom("emails", "roles", "phoneNumbers"), emails, (path, element) => {
        const change = { path, value: [element] };
        expect(patched(ANN, { op: "add", ...change }, { op: "remove", ...change })).toEqual(ANN);
        expect(patched(patched(ANN, { op: "add", ...change }), { op: "remove", ...change })).toEqual(ANN);
      }),
      RUNS,
    );
  });

  test("to replace an attribute by what it is is to do nothing", () => {
    for (const [path, value] of Object.entries(ANN)) {
      const same = patched(ANN, { op: "replace", path, value });
      expect(sameResource(same, ANN)).toBe(true);
      expect(sameResource(patched(ANN, { op: "add", value: { [path]: value } }), ANN)).toBe(true);
    }
  });

  test("operations in one request make what they make in one request each", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("add", "replace"), changes), { maxLength: 5 }), (list) => {
        const operations = list.map(([op, change]) => ({ op, ...change }));
        const each = operations.reduce<JsonObject>((user, operation) => patched(user, operation), ANN);
        expect(operations.length === 0 ? ANN : patched(ANN, ...operations)).toEqual(each);
      }),
      RUNS,
    );
  });
});
