import type { Queryable } from "./connect.ts";

/** The oldest PostgreSQL that has what the schema uses: uuidv7(), pg_unicode_fast, virtual generated columns. */
const OLDEST = 18;

/**
 * Checks that the server is one Muster can use, before anything is written to it.
 * @throws Error in one line, what it is and what it should be: PostgreSQL 18 or newer, encoding UTF8
 */
export async function checkServer(sql: Queryable): Promise<void> {
  const [server] = await sql<{ version: string; number: number; database: string; encoding: string }[]>`
    select current_setting('server_version') as version,
           current_setting('server_version_num')::int as number,
           current_database() as database,
           current_setting('server_encoding') as encoding`;
  if (server === undefined) throw new Error("The database server did not tell its version.");
  const complaint = complaintAbout(server);
  if (complaint !== undefined) throw new Error(complaint);
}

/**
 * What is wrong with a server, or undefined when nothing is.
 * @param server `number` is its server_version_num: 180004 for 18.4
 */
export function complaintAbout(server: {
  version: string;
  number: number;
  database: string;
  encoding: string;
}): string | undefined {
  if (server.number < OLDEST * 10_000) {
    return `The database server is PostgreSQL ${server.version}; Muster needs PostgreSQL ${OLDEST} or newer.`;
  }
  if (server.encoding !== "UTF8") {
    return (
      `The database "${server.database}" has the encoding ${server.encoding}; Muster needs UTF8: ` +
      `create database ${server.database} encoding 'UTF8' template template0.`
    );
  }
  return undefined;
}
