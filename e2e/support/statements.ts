/** Every statement that the server ran in the tests, and those that forgot whose data it is. See model.md on isolation. */

import type { Sql } from "../../src/db/connect.ts";
import { SERVER_ROLE } from "../../src/db/testing.ts";
import { untiedUses } from "./tenant-uses.ts";

/** The statements of the server under test, with their values left out, as PostgreSQL has counted them; those in `database`, or in any. */
export async function statementsOfServer(sql: Sql, database: string | null = null): Promise<string[]> {
  const rows = await sql<{ query: string }[]>`
    select distinct s.query
    from pg_stat_statements s join pg_roles r on r.oid = s.userid left join pg_database d on d.oid = s.dbid
    where r.rolname = ${SERVER_ROLE} and (${database}::text is null or d.datname = ${database})`;
  return rows.map(({ query }) => query);
}

/** How often PostgreSQL has forgotten statements to make room for others: what it forgot, nobody has checked. */
export async function forgottenStatements(sql: Sql): Promise<number> {
  const [row] = await sql<[{ dealloc: number }]>`select dealloc from pg_stat_statements_info`;
  return row.dealloc;
}

/** Of `statements`, those in which a tenant's table is used without a condition on, or a value for, its `org_id`. */
export function withoutTenant(statements: readonly string[]): string[] {
  return statements.filter(
    (statement) =>
      /^\s*(with|select|insert|update|delete|merge)\b/i.test(withoutComments(statement)) &&
      untiedUses(statement).length > 0,
  );
}

function withoutComments(statement: string): string {
  return statement.replace(/--.*$/gm, " ").replace(/\/\*.*?\*\//gs, " ");
}
