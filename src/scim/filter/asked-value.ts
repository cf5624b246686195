/** Which element a filter can only mean, so that it need not be tried on all of them. */

import type { CheckedFilter } from "./check.ts";

/**
 * The `value` that an element must have to match `filter`, where it says so (`value eq "x"`, alone or in an `and`):
 * folded, unless it is caseExact.
 */
export function askedValue(filter: CheckedFilter): string | undefined {
  if (filter.kind === "and") return filter.operands.map(askedValue).find((value) => value !== undefined);
  if (filter.kind !== "compare" || filter.operator !== "eq") return undefined;
  const { target, operands } = filter;
  const [operand] = operands;
  if (target.kept || target.name !== "value" || operand?.type !== "string") return undefined;
  return operand.text;
}
