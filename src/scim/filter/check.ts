/**
 * Reads a filter against a resource type, once: names become targets in its schemas, literals values of their
 * attributes' types. What makes no sense is refused here, so also where there is no resource; what is left can only
 * hold or not. evaluate.ts says of what it holds, directory/filter-sql.ts asks the database. RFC 7644 §3.4.2.2.
 */

import {
  type AttributePath,
  comparedTarget,
  extensionTarget,
  findExtension,
  isCoreUrn,
  isSchemaUrn,
  isSearchable,
  printAttributePath,
  resolveInside,
  resolvePath,
  type Target,
} from "../attribute-path.ts";
import type { ResourceType } from "../schema.ts";
import type * as ast from "./ast.ts";
import { type CheckedOperator, type Operand, senseless, typedOperand, untypedOperands } from "./operand.ts";

export type CheckedFilter =
  | CheckedComparison
  | CheckedPresence
  | CheckedElementMatch
  | CheckedConjunction
  | CheckedNegation
  | Nothing;

/** Some value at `target` is in the relation `operator` to one of `operands`. */
export interface CheckedComparison {
  readonly kind: "compare";
  readonly target: Target;
  readonly operator: CheckedOperator;
  /** One, of the attribute's type; below a kept URN, where no schema tells the type, at least one. */
  readonly operands: readonly Operand[];
  /** As the client wrote it. */
  readonly literal: ast.Literal;
}

/** There is a value at `target`: neither null nor "", nor an object or array without such. */
export interface CheckedPresence {
  readonly kind: "present";
  readonly target: Target;
}

/** Some one element at `target` matches `filter`, whose targets begin at the element. */
export interface CheckedElementMatch {
  readonly kind: "element";
  readonly target: Target;
  readonly filter: CheckedFilter;
}

export interface CheckedConjunction {
  readonly kind: "and" | "or";
  readonly operands: readonly CheckedFilter[];
}

export interface CheckedNegation {
  readonly kind: "not";
  readonly operand: CheckedFilter;
}

/** Asks for an attribute that cannot have a value, so it never holds. */
export interface Nothing {
  readonly kind: "nothing";
}

/**
 * What `filter` means for resources of `type`.
 *
 * @throws ScimError 400 invalidFilter, naming the attribute and what is wrong with asking that of it.
 */
export function checkFilter(filter: ast.Filter, type: ResourceType): CheckedFilter {
  return check(
    filter,
    (path) => resolvePath(type, path),
    (path) => presenceOfSchema(type, path),
  );
}

/** What `path` asks where it is a schema's URN alone: whether there is anything of that schema. Undefined where it is none. */
function presenceOfSchema(type: ResourceType, path: AttributePath): CheckedFilter | undefined {
  const urn = printAttributePath(path);
  if (!isSchemaUrn(type, urn)) return undefined;
  // Every resource has an id.
  if (isCoreUrn(type, urn)) return { kind: "not", operand: { kind: "nothing" } };
  return { kind: "present", target: extensionTarget(findExtension(type, urn)?.id ?? urn) };
}

/**
 * What `filter` means inside the brackets behind `outer`, for one element.
 *
 * @throws ScimError 400 invalidFilter, as checkFilter does.
 */
export function checkElementFilter(filter: ast.Filter, outer: Target): CheckedFilter {
  return check(filter, (path) => {
    if (path.urn === undefined) return resolveInside(outer, path);
    const plain = printAttributePath({ ...path, urn: undefined });
    throw senseless(`inside brackets, "${printAttributePath(path)}" is written "${plain}"`);
  });
}

function check(
  filter: ast.Filter,
  resolve: (path: AttributePath) => Target,
  presence: (path: AttributePath) => CheckedFilter | undefined = () => undefined,
): CheckedFilter {
  switch (filter.kind) {
    case "and":
    case "or":
      return { kind: filter.kind, operands: filter.operands.map((operand) => check(operand, resolve, presence)) };
    case "not":
      return { kind: "not", operand: check(filter.operand, resolve, presence) };
    case "compare":
      return checkComparison(filter, resolve(filter.path));
    case "present": {
      const ofSchema = presence(filter.path);
      if (ofSchema) return ofSchema;
      const target = resolve(filter.path);
      return isSearchable(target) ? { kind: "present", target } : { kind: "nothing" };
    }
    case "element": {
      const target = resolve(filter.path);
      const inner = checkElementFilter(filter.filter, target);
      return isSearchable(target) ? { kind: "element", target, filter: inner } : { kind: "nothing" };
    }
  }
}

function checkComparison({ operator: written, value: literal }: ast.Comparison, named: Target): CheckedFilter {
  const operator = written === "ne" ? "eq" : written;
  const comparison = isSearchable(named) ? compare(named, operator, literal) : ({ kind: "nothing" } as const);
  return written === "ne" ? { kind: "not", operand: comparison } : comparison;
}

function compare(named: Target, operator: CheckedOperator, literal: ast.Literal): CheckedComparison {
  const target = comparedTarget(named);
  if (!target) {
    const choices = named.attribute?.subAttributes?.map(({ name }) => `${named.name}.${name}`).join(", ");
    throw senseless(`${named.name} has no value of its own to compare; ask for one of ${choices}`);
  }
  const attribute = target.subAttribute ?? target.attribute;
  const operands = attribute ? [typedOperand(attribute, operator, literal)] : untypedOperands(operator, literal);
  return { kind: "compare", target, operator, operands, literal };
}
