/**
 * A filter as a condition in SQL on a row `r` of users or groups, with the meaning of scim/filter/evaluate.ts on the
 * resource as it is answered. What identity providers look up is asked of columns with an index, the rest of the body.
 * RFC 7644 §3.4.2.2.
 */

import type { Fragment, Queryable } from "../db/connect.ts";
import { readId } from "../db/ids.ts";
import type { Target } from "../scim/attribute-path.ts";
import { askedValue } from "../scim/filter/asked-value.ts";
import type { CheckedComparison, CheckedFilter } from "../scim/filter/check.ts";
import type { CheckedOperator } from "../scim/filter/operand.ts";
import {
  type Condition,
  combine,
  compareInstant,
  compareText,
  compileCondition,
  type Origin,
} from "./json-filter-sql.ts";
import { resourceOrigin, type Table } from "./resource-sql.ts";

/**
 * `filter` as a condition on a row `r` of `table`: true or false, never null. `base` is the address of the endpoint,
 * which `meta.location` and `$ref` begin with.
 */
export function compileFilter(sql: Queryable, filter: CheckedFilter, table: Table, base: string): Fragment {
  const resource = resourceOrigin(sql, table, base);
  return combine(sql, filter, (condition) => compileOnRow(sql, condition, resource, table));
}

/** What an index finds by `eq`. */
const LOOKUPS: Readonly<Record<Table, readonly string[]>> = {
  users: ["id", "userName", "externalId", "displayName", "emails.value", "groups.value"],
  groups: ["id", "externalId", "displayName", "members.value"],
};

/**
 * Whether `filter` is a plain look-up as identity providers send them: it finds few rows by an index, in one of a few
 * dozen statements, which may therefore stay prepared. Any two joined would be a thousand.
 */
export function isLookup(filter: CheckedFilter, table: Table): boolean {
  if (filter.kind !== "and") return isOneLookup(filter, table);
  // Entra ID's `id eq "…" and members eq "…"`.
  return (
    filter.operands.length === 2 &&
    filter.operands.every((operand) => isOneLookup(operand, table)) &&
    filter.operands.some((operand) => operand.kind === "compare" && pathOf(operand.target) === "id")
  );
}

function isOneLookup(filter: CheckedFilter, table: Table): boolean {
  switch (filter.kind) {
    case "compare":
      return filter.operator === "eq" && LOOKUPS[table].includes(pathOf(filter.target));
    case "element":
      return LOOKUPS[table].includes(`${pathOf(filter.target)}.value`) && isElementLookup(filter.filter);
    default:
      return false;
  }
}

/** `value eq "x"`, or that and `type eq "y"`. */
function isElementLookup(filter: CheckedFilter): boolean {
  const conditions = filter.kind === "and" ? filter.operands : [filter];
  const areEqualities = conditions.every(
    (condition) =>
      condition.kind === "compare" && condition.operator === "eq" && /^(value|type)$/.test(condition.target.name),
  );
  return areEqualities && conditions.length <= 2 && askedValue(filter) !== undefined;
}

function compileOnRow(sql: Queryable, condition: Condition, resource: Origin, table: Table): Fragment {
  const path = pathOf(condition.target);
  switch (condition.kind) {
    case "present":
      return compileCondition(sql, condition, resource);
    case "compare":
      return compareColumn(sql, path, condition, table) ?? compileCondition(sql, condition, resource);
    case "element": {
      const value = askedValue(condition.filter);
      const found = value === undefined ? undefined : lookUpInList(sql, `${path}.value`, "eq", value);
      if (!found) return compileCondition(sql, condition, resource);
      return condition.filter.kind === "compare"
        ? found
        : sql`(${found} and ${compileCondition(sql, condition, resource)})`;
    }
  }
}

/** `userName`, `meta.created`: the path of an attribute of the core; of any other the empty text. */
function pathOf({ extension, kept, name, sub }: Target): string {
  if (extension !== undefined || kept) return "";
  return sub === undefined ? name : `${name}.${sub}`;
}

/** The comparison, where there is a column or a table for `path`. */
function compareColumn(
  sql: Queryable,
  path: string,
  { operator, operands }: CheckedComparison,
  table: Table,
): Fragment | undefined {
  const [operand] = operands;
  if (path === "meta.created" && operand?.type === "dateTime") {
    return compareInstant(sql, sql`r.created_at`, operator, operand.value);
  }
  if (path === "meta.lastModified" && operand?.type === "dateTime") {
    return compareInstant(sql, sql`r.updated_at`, operator, operand.value);
  }
  if (operand?.type !== "string") return undefined;
  const { text } = operand;
  switch (path) {
    case "id":
      return compareId(sql, operator, text);
    case "userName":
      return compareKey(sql, sql`r.user_name_key`, operator, text);
    case "displayName":
      return table === "users"
        ? compareDisplayName(sql, operator, text)
        : compareKey(sql, sql`r.display_name_key`, operator, text);
    case "externalId":
      return compareKey(sql, sql`r.external_id`, operator, text);
    case "meta.version":
      return compareVersion(sql, operator, text);
    default:
      return lookUpInList(sql, path, operator, text);
  }
}

function compareId(sql: Queryable, operator: CheckedOperator, text: string): Fragment {
  if (operator !== "eq") return compareText(sql, sql`r.id::text`, operator, text);
  // caseExact, and what is no id is nobody's.
  return readId(text) === text ? sql`r.id = ${text}::uuid` : sql`false`;
}

/** A key is folded as its attribute is, in `collate "C"`, and may be null. */
function compareKey(sql: Queryable, key: Fragment, operator: CheckedOperator, text: string): Fragment {
  const holds = operator === "sw" ? startsWith(sql, key, text) : compareText(sql, key, operator, text);
  return sql`(${key} is not null and ${holds})`;
}

/** The index is that of the names people are shown with, which a displayName is wherever there is one. */
function compareDisplayName(sql: Queryable, operator: CheckedOperator, text: string): Fragment {
  const holds = compareKey(sql, sql`r.display_name_key`, operator, text);
  return operator === "eq" || operator === "sw"
    ? sql`(${holds} and ${compareKey(sql, sql`r.name_key`, operator, text)})`
    : holds;
}

/** As a range, which an index serves. */
function startsWith(sql: Queryable, key: Fragment, prefix: string): Fragment {
  const end = endOfRange(prefix);
  return end === undefined ? sql`${key} >= ${prefix}` : sql`${key} >= ${prefix} and ${key} < ${end}`;
}

/** The first text behind all that begin with `prefix`, by code points: its last one's successor in its place. */
function endOfRange(prefix: string): string | undefined {
  const characters = Array.from(prefix);
  const last = characters.pop()?.codePointAt(0);
  if (last === undefined) return undefined;
  if (last === 0x10ffff) return endOfRange(characters.join(""));
  const next = last + 1 === 0xd800 ? 0xe000 : last + 1;
  return characters.join("") + String.fromCodePoint(next);
}

/** A user's version is answered with a digest of their groups behind it, which is not compared. */
function compareVersion(sql: Queryable, operator: CheckedOperator, text: string): Fragment {
  const version = sql`('W/"' || r.version || '"')`;
  return compareText(sql, version, operator, operator === "eq" ? text.replace(/\.[\w-]*"$/, '"') : text);
}

/** Whether a list that is kept in a table of its own has such a value; undefined where there is no table. */
function lookUpInList(sql: Queryable, path: string, operator: CheckedOperator, text: string): Fragment | undefined {
  if (path === "emails.value" && (operator === "eq" || operator === "sw")) {
    return sql`exists (
      select from user_emails m
      where m.org_id = r.org_id and m.user_id = r.id and ${compareKey(sql, sql`m.value_key`, operator, text)})`;
  }
  if (operator !== "eq") return undefined;
  if (path === "groups.value") {
    const id = readId(text);
    return id === null
      ? sql`false`
      : sql`exists (
      select from memberships m where m.org_id = r.org_id and m.user_id = r.id and m.group_id = ${id}::uuid)`;
  }
  if (path === "members.value") return hasMember(sql, readId(text));
  return undefined;
}

/** The member's id serves where the group is known, the two that it comes from have indexes that find its groups. */
function hasMember(sql: Queryable, id: string | null): Fragment {
  if (id === null) return sql`false`;
  return sql`exists (
    select from memberships m
    where m.org_id = r.org_id and m.group_id = r.id
      and m.member_id = ${id}::uuid and (m.user_id = ${id}::uuid or m.member_group_id = ${id}::uuid))`;
}
