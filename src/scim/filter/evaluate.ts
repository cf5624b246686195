/** What a checked filter holds of, in memory. RFC 7644 §3.4.2.2. */

import type { Target } from "../attribute-path.ts";
import { compareText, fold } from "../fold.ts";
import { parseInstant } from "../instant.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { CheckedComparison, CheckedFilter } from "./check.ts";
import type { CheckedOperator, Operand } from "./operand.ts";

/** Whether `resource`, with its attributes named and typed as the schemas have them, matches. */
export function matches(filter: CheckedFilter, resource: JsonObject): boolean {
  switch (filter.kind) {
    case "and":
      return filter.operands.every((operand) => matches(operand, resource));
    case "or":
      return filter.operands.some((operand) => matches(operand, resource));
    case "not":
      return !matches(filter.operand, resource);
    case "compare":
      return someValue(filter.target, resource, (value) => compares(filter, value));
    case "present":
      return someValue(filter.target, resource, isPresent);
    case "element":
      return someValue(filter.target, resource, (element) => matchesElement(filter.filter, element));
    case "nothing":
      return false;
  }
}

/** Whether one element of an attribute matches the filter in its brackets. A plain value counts as its own `value`. */
export function matchesElement(filter: CheckedFilter, element: Json): boolean {
  return matches(filter, asObject(element));
}

/** Whether there is a value: neither null nor "", nor an object or array without such. RFC 7643 §2.5. */
export function isPresent(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value === "object" ? Object.values(value).some(isPresent) : true;
}

/** Whether `holds` of some value at `target`: any element of a multi-valued attribute, any element's sub-attribute. */
function someValue(
  { extension, kept, name, sub }: Target,
  resource: JsonObject,
  holds: (value: Json) => boolean,
): boolean {
  const holder = extension === undefined ? resource : member(resource, extension, kept);
  const value = isObject(holder) ? member(holder, name, kept) : undefined;
  if (sub === undefined) return some(value, holds);
  return some(value, (element) => some(member(asObject(element), sub, kept), holds));
}

function some(value: Json | undefined, holds: (value: Json) => boolean): boolean {
  if (value === undefined) return false;
  return Array.isArray(value) ? value.some(holds) : holds(value as Json);
}

/** Only below a kept URN are keys spelled as some client spelled them. */
function member(object: JsonObject, name: string, anyCase: boolean): Json | undefined {
  if (!anyCase) return object[name];
  const lower = name.toLowerCase();
  const key = Object.keys(object).find((key) => key.toLowerCase() === lower);
  return key === undefined ? undefined : object[key];
}

function asObject(element: Json): JsonObject {
  return isObject(element) ? element : { value: element };
}

function compares({ target, operator, operands }: CheckedComparison, value: Json): boolean {
  // What a schema would have told before: a comparison with a complex attribute means its value.
  const compared = target.kept && isObject(value) ? member(value, "value", true) : value;
  return operands.some((operand) => holds(operator, compared, operand));
}

/** Whether `value` is in the relation `operator` to `operand`; never, where it is of another type. */
function holds(operator: CheckedOperator, value: Json | undefined, operand: Operand): boolean {
  switch (operand.type) {
    case "string":
      return typeof value === "string" && textHolds(operator, operand.caseExact ? value : fold(value), operand.text);
    case "number":
      return typeof value === "number" && orderHolds(operator, Math.sign(value - operand.value));
    case "boolean":
      return value === operand.value;
    case "dateTime": {
      const instant = typeof value === "string" ? parseInstant(value) : undefined;
      return instant !== undefined && orderHolds(operator, Math.sign(instant - operand.value));
    }
  }
}

function textHolds(operator: CheckedOperator, text: string, operand: string): boolean {
  switch (operator) {
    case "eq":
      return text === operand;
    case "co":
      return text.includes(operand);
    case "sw":
      return text.startsWith(operand);
    case "ew":
      return text.endsWith(operand);
    default:
      return orderHolds(operator, compareText(text, operand));
  }
}

/** Whether `operator` holds of two values of which the first is less (< 0), equal (0) or greater (> 0). */
function orderHolds(operator: CheckedOperator, order: number): boolean {
  switch (operator) {
    case "eq":
      return order === 0;
    case "gt":
      return order > 0;
    case "ge":
      return order >= 0;
    case "lt":
      return order < 0;
    case "le":
      return order <= 0;
    default:
      return false;
  }
}
