import { postgres } from "./driver.ts";
import type { EmbeddedConnection } from "./embedded/connection.ts";
import { pool, type Sql } from "./statement.ts";

/** Where the database is: a DATABASE_URL, or the embedded PostgreSQL's socket. */
export type Target = string | EmbeddedConnection;

export type { Fragment, Queryable, Sql } from "./statement.ts";

export interface ConnectOptions {
  /** Most connections at once; 8, as measured (ARCHITECTURE.md), unless told otherwise. */
  max?: number;
  /** What `pg_stat_activity` shows; "muster" unless told otherwise. */
  applicationName?: string;
  /** Seconds after which a connection is replaced, null for never; 30 to 60 minutes unless told otherwise. */
  maxLifetime?: number | null;
  /** Whether statements stay prepared; they do, unless their texts are endless. */
  prepare?: boolean;
  /** Milliseconds after which PostgreSQL ends a statement, or a whole transaction; never unless told otherwise. */
  statementTimeout?: number;
  transactionTimeout?: number;
  /** Called whenever a connection has closed, for whatever reason. */
  onClose?: () => void;
}

/**
 * Opens the pool. Nothing connects before the first statement, so this never fails; a statement that finds no
 * server rejects, and the next one tries anew: the pool outlives its server.
 *
 * What comes out of a column: `uuid`, `text` and `numeric` as string, `timestamptz` as Date (milliseconds),
 * `json` and `jsonb` parsed, `int8` as number (see {@link parseInt8}), arrays of these as arrays. Column names
 * and values are not transformed.
 *
 * @param target DATABASE_URL or the embedded connection
 */
export function connect(target: Target, options: ConnectOptions = {}): Sql {
  return pool(connectDriver(target, options));
}

/** postgres.js's own pool, for a library that needs a driver. */
export type DriverPool = ReturnType<typeof connectDriver>;

/** The same as the driver's own pool. */
export function connectDriver(target: Target, options: ConnectOptions = {}) {
  const { prepare = true } = options;
  const settings = {
    max: options.max ?? 8,
    // A host that swallows packets must not hold a request for long; a local one answers within milliseconds.
    connect_timeout: 5,
    // Back within half a second when the server is; postgres.js would wait up to twenty.
    backoff: (failures: number) => Math.min(2 ** failures / 100, 0.5),
    ...(options.maxLifetime === undefined ? {} : { max_lifetime: options.maxLifetime }),
    ...(options.onClose === undefined ? {} : { onclose: options.onClose }),
    prepare,
    // Notices ("relation exists, skipping") would land on stdout, which is the command line's.
    onnotice: () => {},
    connection: {
      application_name: options.applicationName ?? "muster",
      // What the parsers of dates read, whatever the server or the role has set.
      DateStyle: "ISO",
      TimeZone: "UTC",
      // Our statements are long and their plans depend on no value: planned once a connection, not at each request.
      // A search has its own text each time.
      ...(prepare && { plan_cache_mode: "force_generic_plan" }),
      ...timeouts(options),
    },
    types: { int8: { to: 20, from: [20], serialize: String, parse: parseInt8 } },
  };
  if (typeof target === "string") return postgres(target, settings);
  // `path` and not only `host`: postgres.js splits a host at commas. Everything is named, so that no PG* variable
  // of the user's shell leads elsewhere.
  return postgres({ ...settings, ...target, path: `${target.host}/.s.PGSQL.${target.port}`, ssl: false });
}

/** As texts: postgres.js leaves out a number that is 0, and what the role or the database has set would count. */
function timeouts({ statementTimeout = 0, transactionTimeout = 0 }: ConnectOptions): Record<string, string> {
  return { statement_timeout: String(statementTimeout), transaction_timeout: String(transactionTimeout) };
}

/**
 * An int8 as a number: our counters and sequences stay far below 2^53, and a `bigint` infects all arithmetic.
 * @throws RangeError rather than rounding silently, should one ever be larger
 */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number; select it as text`);
  return value;
}
