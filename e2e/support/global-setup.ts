/**
 * The PostgreSQL of a test run: started once, with a migrated database that tests copy, and asked at the end for every
 * statement that the server under test ran.
 */

import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connect } from "../../src/db/connect.ts";
import type { EmbeddedConnection } from "../../src/db/embedded/connection.ts";
import { startEmbedded } from "../../src/db/embedded/start.ts";
import { migrate } from "../../src/db/migrate.ts";
import { SERVER_ROLE } from "../../src/db/testing.ts";
import { forgottenStatements, statementsOfServer, withoutTenant } from "./statements.ts";

const TEMPLATE = "muster_template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(await realpath(tmpdir()), "muster-tests-"));
  // As root, PostgreSQL runs as another account, which must get here.
  await chmod(directory, 0o755);
  const data = join(directory, "data");
  const first = await startEmbedded(data, () => {});
  await inDatabase(first.connection, async (sql) => {
    await sql.unsafe(`create role ${SERVER_ROLE} superuser login`);
    await sql.unsafe("alter system set shared_preload_libraries = 'pg_stat_statements'");
    await sql.unsafe("alter system set pg_stat_statements.max = 20000");
  });
  await first.stop();

  const { connection, stop } = await startEmbedded(data, () => {});
  const template = { ...connection, database: TEMPLATE };
  await inDatabase(connection, async (sql) => {
    await sql.unsafe("create extension pg_stat_statements");
    await sql.unsafe(`create database ${TEMPLATE}`);
  });
  await inDatabase(template, async (sql) => void (await migrate(sql)));
  project.provide("testServer", template);

  return async () => {
    const statements = await inDatabase(connection, (sql) => statementsOfServer(sql));
    const forgotten = await inDatabase(connection, forgottenStatements);
    await stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    if (forgotten > 0) throw new Error("not every statement was kept to be checked: raise pg_stat_statements.max");
    const leaking = withoutTenant(statements);
    if (leaking.length === 0) return;
    throw new Error(`statements that touch a tenant's table without its org_id:\n\n${leaking.join("\n\n")}`);
  };
}

async function inDatabase<T>(connection: EmbeddedConnection, work: (sql: ReturnType<typeof connect>) => Promise<T>) {
  const sql = connect(connection, { max: 1, applicationName: "test" });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
