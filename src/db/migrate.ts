import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import type { Queryable, Sql } from "./connect.ts";

/** The table of what has run, which node-pg-migrate keeps. */
const TABLE = "migrations";

export interface MigrateOptions {
  /** The directory of the numbered .sql files. */
  dir?: string;
  /** Told each line of node-pg-migrate that matters: an error, with the statement it is in. */
  log?: (message: string) => void;
}

/**
 * Brings the database up to date: runs the .sql files that it has not seen, in the order of their numbers, all in
 * one transaction, so a failure leaves it as it was. Several servers may start at once: node-pg-migrate takes an
 * advisory lock, one migrates and the others wait, then find nothing to do. Up only, there is no way back.
 *
 * @returns the names applied, without .sql: `["0001_organizations"]`; empty when the database was up to date
 * @throws Error when a file fails, when one was inserted before those already run, when the database was migrated by a
 * newer Muster, or when its user may not make tables
 */
export async function migrate(sql: Sql, options: MigrateOptions = {}): Promise<string[]> {
  const dir = options.dir ?? fileURLToPath(new URL("migrations", import.meta.url));
  // Lock and transaction belong to a session, so everything runs on one connection; when that is lost, each further
  // statement fails. Ours rather than one of `pg`, which reads a DATABASE_URL differently (TLS, several hosts).
  const connection = await sql.reserve();
  const query = async (text: string, values: never[] = []) => ({ rows: await connection.unsafe(text, values) });
  try {
    const known = (await readdir(dir)).filter((file) => file.endsWith(".sql")).map((file) => basename(file, ".sql"));
    const run = await alreadyRun(connection);
    refuseNewer(known, run);
    if (known.length === run.length) return [];
    await refusePowerless(connection);
    const applied = await runner({
      dbClient: { query },
      dir,
      // Everything that is not an .sql file: it would be imported as a module.
      ignorePattern: "(?!.*\\.sql$).*",
      direction: "up",
      migrationsTable: TABLE,
      checkOrder: true,
      singleTransaction: true,
      advisoryLockMode: "wait",
      logger: quiet(options.log),
    });
    return applied.map((migration) => migration.name);
  } finally {
    connection.release();
  }
}

/** The names of what has run, in that order. */
async function alreadyRun(sql: Queryable): Promise<string[]> {
  const [table] = await sql<{ exists: boolean }[]>`select to_regclass(${TABLE}) is not null as exists`;
  if (!table?.exists) return [];
  return (await sql<{ name: string }[]>`select name from ${sql(TABLE)} order by id`).map(({ name }) => name);
}

/** A database with migrations that we do not know is a newer Muster's; this one would misunderstand its tables. */
function refuseNewer(known: readonly string[], run: readonly string[]): void {
  const unknown = run.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new Error(`The database was migrated by a newer Muster (${unknown}): start that version or a newer one.`);
}

/** Since PostgreSQL 15 only a database's owner may make tables in its schema public, unless others are let. */
async function refusePowerless(sql: Queryable): Promise<void> {
  const [may] = await sql<{ create: boolean; schema: string; user: string; database: string }[]>`
    select coalesce(has_schema_privilege(current_schema(), 'create'), false) as create,
      quote_ident(coalesce(current_schema(), 'public')) as schema,
      quote_ident(current_user) as user, quote_ident(current_database()) as database`;
  if (!may || may.create) return;
  throw new Error(
    `The user ${may.user} may not make tables in the database ${may.database}. Run there, as its owner or a superuser: ` +
      `grant create on schema ${may.schema} to ${may.user}; or make it as: create database ${may.database} owner ${may.user}.`,
  );
}

/** node-pg-migrate's logger without its running commentary. */
function quiet(log: (message: string) => void = () => {}) {
  return { info: () => {}, warn: () => {}, error: log };
}
