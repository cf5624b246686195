/** What a failed statement means: that the database is away, or that it was stopped. */

/** How postgres.js, Node and PostgreSQL say that there is no server to talk to (any more). */
const AWAY = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "25P04", // transaction_timeout, which ends the connection
  "25006", // read_only_sql_transaction: a standby, before it is promoted
]);

/** SQLSTATE classes: connection exceptions; insufficient resources (disk, memory, connections), until somebody makes room. */
const AWAY_CLASSES = /^(08|53)/;

/** Whether the database can't be reached, or can't work, for now. A statement under way when it went may or may not have been done. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && (AWAY.has(code) || AWAY_CLASSES.test(code));
}

/**
 * Whether PostgreSQL itself has refused the statement and goes on: then nothing of it was done. Of any other failure
 * nobody knows: a connection that is lost, or one that PostgreSQL ends (FATAL), may have taken its answer along.
 */
export function wasRefused(error: unknown): boolean {
  return error instanceof Error && error.name === "PostgresError" && "severity" in error && error.severity === "ERROR";
}

/** Whether the statement took longer than it may. */
export function wasCanceled(error: unknown): boolean {
  return codeOf(error) === "57014";
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
}
