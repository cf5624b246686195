/** How a list is sorted: `sortBy` and `sortOrder` as an order of rows. RFC 7644 §3.4.2.3. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { Target } from "../scim/attribute-path.ts";
import type { Sort } from "../scim/list.ts";
import { resourceOrigin, type Table } from "./resource-sql.ts";

/** The columns that hold an attribute of the core by themselves, folded as it is compared. */
const COLUMNS: Readonly<Record<string, string>> = {
  id: "id",
  externalId: "external_id",
  "meta.created": "created_at",
  "meta.lastModified": "updated_at",
  "meta.version": "version",
  "meta.location": "id",
};

/** The expressions that rows `r` of `table` are sorted by; resources without a value come last in either order. */
export function compileSort(sql: Queryable, { target, order }: Sort, table: Table, base: string): Fragment {
  const direction = order === "ascending" ? sql`asc` : sql`desc`;
  return sql`${keyOf(sql, target, table, base)} ${direction} nulls last`;
}

function keyOf(sql: Queryable, target: Target, table: Table, base: string): Fragment {
  const column = target.extension === undefined ? columnOf(target, table) : undefined;
  if (column) return sql`r.${sql(column)}`;
  const attribute = target.subAttribute ?? target.attribute;
  const value = valueInRows(sql, target, table, base) ?? valueInBody(sql, target);
  if (attribute?.type === "boolean") return sql`(${value})::boolean`;
  if (attribute?.type === "decimal" || attribute?.type === "integer") return sql`(${value})::numeric`;
  if (attribute?.caseExact) return sql`(${value}) collate "C"`;
  return sql`casefold((${value}) collate pg_unicode_fast) collate "C"`;
}

function columnOf({ name, sub }: Target, table: Table): string | undefined {
  if (name === "userName" && table === "users") return "user_name_key";
  if (name === "displayName") return "display_name_key";
  return COLUMNS[sub === undefined ? name : `${name}.${sub}`];
}

/** The value at `target` of the first element, where these are rows: a user's groups, a group's members. */
function valueInRows(sql: Queryable, target: Target, table: Table, base: string): Fragment | undefined {
  const rows = resourceOrigin(sql, table, base).rows({ kind: "present", target });
  if (!rows || target.sub === undefined) return undefined;
  return sql`select e.value ->> ${target.sub}::text from ${rows} as e order by e.value ->> 'value' limit 1`;
}

/** The value at `target` as text: of a multi-valued attribute the primary one's, else the first's. */
function valueInBody(sql: Queryable, { extension, attribute, name, sub }: Target): Fragment {
  const holder = extension === undefined ? sql`r.body` : sql`r.body -> ${extension}::text`;
  const held = sql`${holder} -> ${name}::text`;
  const one = attribute?.multiValued
    ? sql`coalesce(jsonb_path_query_first(${held}, '$[*] ? (@.primary == true)'), ${held} -> 0)`
    : held;
  return sub === undefined ? sql`${one} #>> '{}'` : sql`${one} ->> ${sub}::text`;
}
