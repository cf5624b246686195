/** The database of a test: a fresh one on the server that the test run has started. */

import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, type Sql } from "./connect.ts";
import type { EmbeddedConnection } from "./embedded/connection.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The test run's PostgreSQL, and the migrated database that each test's is a copy of. */
    testServer: EmbeddedConnection;
  }
}

/** Who the server under test connects as. Its statements are told from the tests' own by that (e2e/support/statements.ts). */
export const SERVER_ROLE = "server_under_test";

export interface TestDatabase {
  /** For the test itself. */
  readonly sql: Sql;
  /** For what is tested. */
  readonly connection: EmbeddedConnection;
  /** Ends the test's connections and drops the database. */
  stop(): Promise<void>;
}

/** A database with all migrations, for one test file. Stop it when done. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("testServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await onMaintenance(server, `create database ${name} template ${server.database}`);
  const sql = connect({ ...server, database: name }, { max: 4, applicationName: "test" });
  return {
    sql,
    connection: { ...server, user: SERVER_ROLE, database: name },
    async stop() {
      await sql.end({ timeout: 1 });
      await onMaintenance(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onMaintenance(server: EmbeddedConnection, statement: string): Promise<void> {
  const sql = connect({ ...server, database: "postgres" }, { max: 1, applicationName: "test" });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
