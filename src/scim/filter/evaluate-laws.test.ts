import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ScimError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import { USER } from "../resource-types.ts";
import type { Filter } from "./ast.ts";
import { checkFilter } from "./check.ts";
import { matches } from "./evaluate.ts";
import { conditionsOn, filtersOn, userPaths, users } from "./testing.ts";

describe("laws of evaluation", () => {
  const filters = filtersOn(userPaths);

  /** Undefined for a filter that makes no sense. */
  function truth(filter: Filter, resource: JsonObject): boolean | undefined {
    try {
      return matches(checkFilter(filter, USER), resource);
    } catch (error) {
      expect(error).toBeInstanceOf(ScimError);
      expect(error).toMatchObject({ status: 400, scimType: "invalidFilter" });
      return undefined;
    }
  }

  const not = (operand: Filter): Filter => ({ kind: "not", operand });
  const law = (name: string, left: (a: Filter, b: Filter) => Filter, right: (a: Filter, b: Filter) => Filter) =>
    test(name, () => {
      fc.assert(
        fc.property(filters, filters, users, (a, b, user) => {
          expect(truth(left(a, b), user)).toBe(truth(right(a, b), user));
        }),
        { numRuns: 300 },
      );
    });

  law(
    "not not a is a",
    (a) => not(not(a)),
    (a) => a,
  );
  law(
    "not (a and b) is not a or not b",
    (a, b) => not({ kind: "and", operands: [a, b] }),
    (a, b) => ({ kind: "or", operands: [not(a), not(b)] }),
  );
  law(
    "a or b is b or a",
    (a, b) => ({ kind: "or", operands: [a, b] }),
    (a, b) => ({ kind: "or", operands: [b, a] }),
  );

  const comparisons = conditionsOn(userPaths).filter((condition) => condition.kind === "compare");
  test("ne is not eq, of whatever", () => {
    fc.assert(
      fc.property(comparisons, users, (comparison, user) => {
        const equal: Filter = { ...comparison, operator: "eq" };
        expect(truth({ ...comparison, operator: "ne" }, user)).toBe(truth(not(equal), user));
      }),
      { numRuns: 300 },
    );
  });

  test("ge is gt or eq, le is lt or eq, where there is an order", () => {
    fc.assert(
      fc.property(comparisons, users, (comparison, user) => {
        const as = (operator: "eq" | "gt" | "ge" | "lt" | "le") => truth({ ...comparison, operator }, user);
        if (as("ge") === undefined) return;
        expect(as("ge")).toBe(as("gt") || as("eq"));
        expect(as("le")).toBe(as("lt") || as("eq"));
      }),
      { numRuns: 300 },
    );
  });
});
