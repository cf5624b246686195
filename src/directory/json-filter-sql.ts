/**
 * A filter asked of JSON in the database, with the meaning of scim/filter/evaluate.ts. Every condition is true or
 * false, never null, so that `not` means what it says.
 */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { Target } from "../scim/attribute-path.ts";
import type { CheckedComparison, CheckedFilter } from "../scim/filter/check.ts";
import type { CheckedOperator, Operand } from "../scim/filter/operand.ts";
import type { Attribute } from "../scim/schema.ts";

/** A condition that is not made of others. */
export type Condition = Extract<CheckedFilter, { readonly target: Target }>;

/** What a filter's targets begin at: a resource, or one element inside brackets. */
export interface Origin {
  /** The value of the target's attribute, whatever its sub-attribute: jsonb, null where there is none. */
  value(target: Target): Fragment;
  /** For a list that is kept in rows, at least those that `condition` may hold of: a from-item with them as `value`. */
  rows(condition: Condition): Fragment | undefined;
}

/** `filter`, its conditions compiled by `compile`. */
export function combine(sql: Queryable, filter: CheckedFilter, compile: (condition: Condition) => Fragment): Fragment {
  switch (filter.kind) {
    case "and":
    case "or": {
      const word = filter.kind === "and" ? sql`and` : sql`or`;
      const operands = filter.operands.map((operand) => combine(sql, operand, compile));
      return sql`(${operands.reduce((all, next) => sql`${all} ${word} ${next}`)})`;
    }
    case "not":
      return sql`not (${combine(sql, filter.operand, compile)})`;
    case "nothing":
      return sql`false`;
    default:
      return compile(filter);
  }
}

/** `condition` of the values found from `origin`. */
export function compileCondition(sql: Queryable, condition: Condition, origin: Origin): Fragment {
  const { target } = condition;
  switch (condition.kind) {
    case "compare":
      return some(sql, condition, origin, (value) => compares(sql, condition, value));
    case "present":
      return some(sql, condition, origin, (value) => isPresent(sql, value));
    case "element":
      return some(sql, condition, origin, (element) => {
        const inside = originIn(sql, target.subAttribute ?? target.attribute, element);
        return combine(sql, condition.filter, (inner) => compileCondition(sql, inner, inside));
      });
  }
}

/** How `text` stands to `operand`, both folded or both exact. Null where `text` is. */
export function compareText(sql: Queryable, text: Fragment, operator: CheckedOperator, operand: string): Fragment {
  switch (operator) {
    case "co":
      return sql`strpos(${text}, ${operand}) > 0`;
    case "sw":
      return sql`starts_with(${text}, ${operand})`;
    case "ew":
      return sql`right(${text}, length(${operand}::text)) = ${operand}`;
    default:
      return sql`${text} collate "C" ${relation(sql, operator)} ${operand}`;
  }
}

/** How a timestamptz stands to an instant in milliseconds. Null where `time` is. */
export function compareInstant(sql: Queryable, time: Fragment, operator: CheckedOperator, instant: number): Fragment {
  return sql`${time} ${relation(sql, operator)} to_timestamp(${instant}::float8 / 1000)`;
}

/** A member of a jsonb object; null where it is none or lacks it. Below a kept URN keys are as some client wrote them. */
export function member(sql: Queryable, object: Fragment, name: string, anyCase: boolean): Fragment {
  if (!anyCase) return sql`${object} -> ${name}::text`;
  return sql`(
    select m.value from (select ${object} as object) as o,
      jsonb_each(case when jsonb_typeof(o.object) = 'object' then o.object end) as m
    where lower(m.key collate pg_unicode_fast) = ${name.toLowerCase()} limit 1)`;
}

/** Inside the brackets behind `attribute`. */
function originIn(sql: Queryable, attribute: Attribute | undefined, element: Fragment): Origin {
  const object = attribute?.type === "complex" ? element : asObject(sql, element);
  return { value: ({ name, kept }) => member(sql, object, name, kept), rows: () => undefined };
}

/** An element that is a plain value counts as its own `value`. */
function asObject(sql: Queryable, element: Fragment): Fragment {
  return sql`case when jsonb_typeof(${element}) = 'object' then ${element} else jsonb_build_object('value', ${element}) end`;
}

/** Whether `holds` of some value at the target. */
function some(sql: Queryable, condition: Condition, origin: Origin, holds: (value: Fragment) => Fragment): Fragment {
  const { kind, target } = condition;
  const { attribute, kept, sub } = target;
  // What is absent has no element to match, though `not` would hold of nothing.
  const isList = kept || kind === "element";
  const holdsBelow = (found: Fragment): Fragment => {
    if (sub === undefined) return holds(found);
    const below = member(sql, kept ? asObject(sql, found) : found, sub, kept);
    return isList ? someElement(sql, below, holds) : holds(below);
  };
  const rows = origin.rows(condition);
  if (rows) return sql`exists (select from ${rows} as e where ${holdsBelow(sql`e.value`)})`;
  const value = origin.value(target);
  return isList || attribute?.multiValued ? someElement(sql, value, holdsBelow) : holdsBelow(value);
}

/** Whether `holds` of some element of `list`; of itself, where it is no array. */
function someElement(sql: Queryable, list: Fragment, holds: (element: Fragment) => Fragment): Fragment {
  return sql`exists (
    select from (select ${list} as list) as a, jsonb_array_elements(
      case when jsonb_typeof(a.list) = 'array' then a.list when a.list is not null then jsonb_build_array(a.list) end
    ) as e
    where ${holds(sql`e.value`)})`;
}

/** Some text that is not empty, or a number or boolean, at any depth. */
const SUBSTANCE = 'strict $.** ? (@.type() == "number" || @.type() == "boolean" || @.type() == "string" && @ != "")';

function isPresent(sql: Queryable, value: Fragment): Fragment {
  return sql`coalesce(jsonb_path_exists(${value}, ${SUBSTANCE}::jsonpath), false)`;
}

function compares(sql: Queryable, { target, operator, operands }: CheckedComparison, value: Fragment): Fragment {
  const holdsOf = (compared: Fragment): Fragment =>
    sql`(${operands.map((operand) => holds(sql, operator, compared, operand)).reduce((all, next) => sql`${all} or ${next}`)})`;
  if (!target.kept) return holdsOf(value);
  // What a schema would have told before: a comparison with a complex attribute means its value.
  const compared = sql`case when jsonb_typeof(${value}) = 'object' then ${member(sql, value, "value", true)} else ${value} end`;
  return sql`exists (select from (select ${compared} as value) as e where ${holdsOf(sql`e.value`)})`;
}

/** How a jsonb value stands to `operand`: false where it is of another type or null. */
function holds(sql: Queryable, operator: CheckedOperator, value: Fragment, operand: Operand): Fragment {
  switch (operand.type) {
    case "string": {
      const text = sql`case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' end`;
      const compared = operand.caseExact ? sql`(${text})` : sql`casefold((${text}) collate pg_unicode_fast)`;
      return sql`coalesce(${compareText(sql, compared, operator, operand.text)}, false)`;
    }
    case "number": {
      const compared = sql`(${value})::numeric ${relation(sql, operator)} ${String(operand.value)}::numeric`;
      return sql`case when jsonb_typeof(${value}) = 'number' then ${compared} else false end`;
    }
    case "boolean":
      return sql`coalesce(${value} = ${operand.value ? sql`'true'` : sql`'false'`}::jsonb, false)`;
    case "dateTime": {
      // The only dates are the server's own, in meta: no cast can fail.
      const time = sql`(${value} #>> '{}')::timestamptz`;
      return sql`coalesce(${compareInstant(sql, time, operator, operand.value)}, false)`;
    }
  }
}

/** The relation that `operator` is between values with an order. */
function relation(sql: Queryable, operator: CheckedOperator): Fragment {
  switch (operator) {
    case "gt":
      return sql`>`;
    case "ge":
      return sql`>=`;
    case "lt":
      return sql`<`;
    case "le":
      return sql`<=`;
    default:
      return sql`=`;
  }
}
