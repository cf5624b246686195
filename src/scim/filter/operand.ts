/** What a literal is for the attribute it is compared with. RFC 7644 §3.4.2.2, RFC 7643 §2.3. */

import { ScimError } from "../errors.ts";
import { fold } from "../fold.ts";
import { parseInstant } from "../instant.ts";
import { excerpt } from "../notes.ts";
import type { Attribute, AttributeType } from "../schema.ts";
import type { Literal, Operator } from "./ast.ts";
import { isNumber } from "./lex.ts";

/** `ne` is `not eq`: absent matches it. */
export type CheckedOperator = Exclude<Operator, "ne">;

/**
 * What a value is compared with. For a value of another type every comparison is false.
 * The `text` is folded unless it is caseExact; the value is to be folded likewise.
 */
export type Operand =
  | { readonly type: "string"; readonly text: string; readonly caseExact: boolean }
  | { readonly type: "number"; readonly value: number }
  | { readonly type: "boolean"; readonly value: boolean }
  /** In milliseconds since 1970; the value is a string still to be read. */
  | { readonly type: "dateTime"; readonly value: number };

const PARTS: readonly CheckedOperator[] = ["co", "sw", "ew"];
const ORDER: readonly CheckedOperator[] = ["gt", "ge", "lt", "le"];

/**
 * What can be asked of which type. The RFC refuses order on boolean and binary. It leaves open what a part of a number
 * or of a date is: who asks for one is told, not answered by how it happens to be spelled.
 */
const TYPES: Readonly<Record<AttributeType, { readonly is: string; readonly operators: readonly CheckedOperator[] }>> =
  {
    string: { is: "a text", operators: ["eq", ...PARTS, ...ORDER] },
    reference: { is: "a reference", operators: ["eq", ...PARTS, ...ORDER] },
    binary: { is: "binary data", operators: ["eq", ...PARTS] },
    boolean: { is: "true or false", operators: ["eq"] },
    decimal: { is: "a number", operators: ["eq", ...ORDER] },
    integer: { is: "a number", operators: ["eq", ...ORDER] },
    dateTime: { is: "a time such as 2026-01-31T12:00:00Z", operators: ["eq", ...ORDER] },
    complex: { is: "made of sub-attributes", operators: [] },
  };

/**
 * `literal` as the type of `attribute` has it.
 *
 * @throws ScimError 400 invalidFilter, when the type has no such value or `operator` makes no sense for it.
 */
export function typedOperand(attribute: Attribute, operator: CheckedOperator, literal: Literal): Operand {
  const { is, operators } = TYPES[attribute.type];
  if (!operators.includes(operator)) {
    throw senseless(
      `${attribute.name} is ${is} and can be asked with ${["ne", ...operators].join(", ")}, not with ${operator}`,
    );
  }
  const operand = readAs(attribute, literal);
  if (!operand) throw senseless(`${attribute.name} is ${is}; ${excerpt(literal.text)} is not`);
  return operand;
}

/**
 * `literal` for an attribute whose type no schema tells: each value's own type decides, so there is one operand for
 * each type that the literal can be read as, its own first.
 */
export function untypedOperands(operator: CheckedOperator, literal: Literal): readonly Operand[] {
  const text: Operand = { type: "string", text: fold(literal.text), caseExact: false };
  const other = readNumber(literal) ?? readBoolean(literal);
  if (!other || !(other.type === "number" ? TYPES.decimal : TYPES.boolean).operators.includes(operator)) return [text];
  return literal.type === "string" ? [text, other] : [other, text];
}

/** The refusal of a filter that can be read but cannot be meant. */
export function senseless(problem: string): ScimError {
  return new ScimError(400, "invalidFilter", `The filter makes no sense: ${problem}`);
}

function readAs({ type, caseExact }: Attribute, literal: Literal): Operand | undefined {
  switch (type) {
    case "string":
    case "reference":
    case "binary":
      return { type: "string", text: caseExact ? literal.text : fold(literal.text), caseExact };
    case "boolean":
      return readBoolean(literal);
    case "decimal":
    case "integer":
      return readNumber(literal);
    case "dateTime":
      return readInstant(literal);
    case "complex":
      return undefined;
  }
}

function readBoolean({ text }: Literal): Operand | undefined {
  const lower = text.toLowerCase();
  return lower === "true" || lower === "false" ? { type: "boolean", value: lower === "true" } : undefined;
}

function readNumber({ text }: Literal): Operand | undefined {
  return isNumber(text) ? { type: "number", value: Number(text) } : undefined;
}

function readInstant({ text }: Literal): Operand | undefined {
  const value = parseInstant(text);
  return value === undefined ? undefined : { type: "dateTime", value };
}
