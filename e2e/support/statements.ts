/** Every statement that the server ran in the tests, and those that forgot whose data it is. See model.md on isolation. */

import type { Sql } from "../../src/db/connect.ts";
import { SERVER_ROLE } from "../../src/db/testing.ts";

const TENANT_TABLES = [
  "connections",
  "users",
  "user_emails",
  "groups",
  "memberships",
  "role_grants",
  "group_roles",
  "changes",
  "requests",
  "request_counts",
];

/** The statements of the server under test, with their values left out, as PostgreSQL has counted them. */
export async function statementsOfServer(sql: Sql): Promise<string[]> {
  const rows = await sql<{ query: string }[]>`
    select distinct s.query from pg_stat_statements s join pg_roles r on r.oid = s.userid where r.rolname = ${SERVER_ROLE}`;
  return rows.map(({ query }) => query);
}

const TABLE = new RegExp(
  String.raw`(?:\b(?:from|join|into|update|using|only)\s+|,\s*)(?:only\s+)?(?:public\.)?"?(${TENANT_TABLES.join("|")})"?(?!["\w.(])(?:\s+(?:as\s+)?"?(\w+)"?)?`,
  "gi",
);
const KEYWORDS = new Set([
  "set",
  "where",
  "on",
  "using",
  "join",
  "left",
  "cross",
  "inner",
  "select",
  "returning",
  "order",
  "group",
  "for",
  "values",
  "limit",
  "offset",
]);

/** Of `statements`, those in which a tenant's table is used without a condition on, or a value for, its `org_id`. */
export function withoutTenant(statements: readonly string[]): string[] {
  return statements.filter((statement) => {
    if (!/^\s*(with|select|insert|update|delete|merge)\b/i.test(statement)) return false;
    const text = statement.replace(/--.*$/gm, "");
    return [...text.matchAll(TABLE)].some(([, table = "", alias]) => {
      const name = alias && !KEYWORDS.has(alias.toLowerCase()) ? alias : table;
      const qualified = new RegExp(String.raw`\b${name}"?\.\(?"?org_id\b`, "i").test(text);
      const inserted = new RegExp(String.raw`\binto\s+"?${table}"?(\s+as\s+\w+)?\s*\(\s*org_id\b`, "i").test(text);
      const alone = [...text.matchAll(/\b(from|join|update|into|using)\s/gi)].length === 1 && /\borg_id\b/i.test(text);
      return !(qualified || inserted || alone);
    });
  });
}
