/** Writes a filter down. RFC 7644 §3.4.2.2. */

import { printAttributePath } from "../attribute-path.ts";
import type { Conjunction, Filter, Literal } from "./ast.ts";

/** `filter` in the RFC's own form. `parseFilter` reads the same filter from it. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case "compare":
      return `${printAttributePath(filter.path)} ${filter.operator} ${printLiteral(filter.value)}`;
    case "present":
      return `${printAttributePath(filter.path)} pr`;
    case "element":
      return `${printAttributePath(filter.path)}[${printFilter(filter.filter)}]`;
    case "not":
      return `not (${printFilter(filter.operand)})`;
    case "and":
    case "or":
      return filter.operands.map((operand) => printOperand(operand, filter.kind)).join(` ${filter.kind} `);
  }
}

/** `and` binds stronger than `or`. */
function printOperand(operand: Filter, kind: Conjunction["kind"]): string {
  return kind === "and" && operand.kind === "or" ? `(${printFilter(operand)})` : printFilter(operand);
}

function printLiteral({ type, text }: Literal): string {
  return type === "string" ? JSON.stringify(text) : text;
}
