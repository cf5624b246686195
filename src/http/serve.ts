/** The server at work: its pools, what it gathers, its HTTP. */

import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { forgetAttempts } from "../accounts/attempts.ts";
import { endOldSessions } from "../accounts/session.ts";
import type { SignIn } from "../accounts/sign-in.ts";
import { type ConnectOptions, connect, connectDriver, type Sql, type Target } from "../db/connect.ts";
import { checkForeign } from "../db/foreign.ts";
import { migrate } from "../db/migrate.ts";
import { checkServer } from "../db/requirements.ts";
import { SharedPool } from "../db/shared-pool.ts";
import { gatherRequests, type RequestLog } from "../requests/gather.ts";
import { makeRequestPartitions } from "../requests/partitions.ts";
import { dropOldRequests } from "../requests/retention.ts";
import type { Settings } from "../settings.ts";
import { gatherLastUse, type LastUse } from "../tokens/last-use.ts";
import type { Metrics } from "./metrics.ts";
import { buildServer } from "./server.ts";

/** As measured (ARCHITECTURE.md). Searches get at most half as many; few clients read large groups at a time. */
const CONNECTIONS = 8;
const SEARCH_CONNECTIONS = 4;
const STREAM_CONNECTIONS = 3;
const SEARCH_STREAM_CONNECTIONS = 2;
const SIGN_IN_CONNECTIONS = 2;
/** Exports of the console's lists. */
const EXPORT_CONNECTIONS = 2;
/** A search that no index serves is given up. */
const SEARCH_MS = 5_000;
/** The same where the answer is streamed: PostgreSQL counts the time that the client takes to read it. */
const SEARCH_STREAM_MS = 15_000;
/** An export, as long as the client takes to read it. */
const EXPORT_MS = 10 * 60_000;
/** Whether a connection can still be made is found out so often: those that there are may outlive it. */
const PROBE_LIFETIME_S = 5;
/** Bounds how long a Refresh waits for writes under way, and how long a slow reader holds a connection. */
const TRANSACTION_MS = 120_000;
/** Days are made a week ahead; old ones go. */
const PARTITIONS_EVERY_MS = 6 * 60 * 60 * 1_000;
/** Requests under way are given so long when the server stops. */
const GRACE_MS = 30_000;

/** Settings with the key that secrets are made of, wherever it is from. */
export interface ServerSettings extends Settings {
  readonly secretKey: Buffer;
}

export interface Serving {
  readonly sql: Sql;
  /** The port that it listens on: the system's choice where the settings leave it to the system. */
  readonly port: number;
  /** Stops listening, lets the requests under way finish, stores what is gathered and closes the connections. */
  stop(): Promise<void>;
}

/**
 * Brings the database up to date and serves on the settings' address.
 * @throws Error when the database is none that Muster can use, can't be migrated or reached, or when it can't listen
 */
export async function serve(database: Target, settings: ServerSettings, log: Logger): Promise<Serving> {
  await prepare(database, log);
  const serverLog = log.child({});
  const { host, port, metricsPort } = settings;
  await using server = await assemble(database, settings, serverLog, metricsPort !== undefined);
  if (server.metrics && metricsPort !== undefined) {
    const listening = await server.metrics.listen(host, metricsPort);
    server.parts.defer(listening.stop);
    log.info(`Metrics for Prometheus on port ${listening.port}: /metrics`);
  }
  // Where it listens is told by whoever called us; Fastify would add a line for each address.
  serverLog.level = "warn";
  await server.app.listen({ host, port });
  serverLog.level = log.level;
  const { sql, app, parts } = server;
  const serving = parts.move();
  return { sql, port: (app.server.address() as AddressInfo).port, stop: () => serving.disposeAsync() };
}

/** The server with all that it works with, on a database that is up to date. It does not listen yet. */
export interface Assembled extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly sql: Sql;
  readonly requestLog: RequestLog;
  readonly lastUse: LastUse;
  /** Undefined unless asked for. */
  readonly metrics: Metrics | undefined;
  /** What disposing of it ends. */
  readonly parts: AsyncDisposableStack;
}

/** @throws Error when the database can't be reached */
export async function assemble(
  database: Target,
  { publicUrl, trustProxy, secretKey }: Pick<ServerSettings, "publicUrl" | "trustProxy" | "secretKey">,
  log: Logger,
  withMetrics = false,
): Promise<Assembled> {
  await using parts = new AsyncDisposableStack();
  const open = (sql: Sql) => parts.adopt(sql, () => sql.end({ timeout: 5 }));
  const prepared = { transactionTimeout: TRANSACTION_MS };
  const search = { prepare: false, statementTimeout: SEARCH_MS, transactionTimeout: TRANSACTION_MS };
  const sql = open(connect(database, { ...prepared, max: CONNECTIONS }));
  const shared = (options: ConnectOptions & { max: number }) =>
    new SharedPool(open(connect(database, options)), options.max);
  const pools = {
    sql,
    search: shared({ ...search, max: SEARCH_CONNECTIONS }),
    stream: shared({ ...prepared, max: STREAM_CONNECTIONS }),
    searchStream: shared({ ...search, max: SEARCH_STREAM_CONNECTIONS, statementTimeout: SEARCH_STREAM_MS }),
    exports: new SharedPool(
      open(connect(database, { prepare: false, max: EXPORT_CONNECTIONS, statementTimeout: EXPORT_MS })),
      EXPORT_CONNECTIONS,
      { each: 1, waiting: 0 },
    ),
    probe: open(connect(database, { max: 1, maxLifetime: PROBE_LIFETIME_S })),
  };
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, what);
  const later = "they are tried again, but for what the database refuses";
  const requestLog = gatherRequests(sql, failed(`requests could not be stored; ${later}`));
  const lastUse = gatherLastUse(sql, failed("the tokens' last use could not be stored; this is tried again"));
  parts.defer(() => Promise.all([requestLog.close(), lastUse.close()]).then(() => {}, failed("gathered data is lost")));
  parts.defer(await keepPartitions(sql, (what) => failed(`${what}; this is tried again`)));
  // Loaded where it is wanted: most start without it.
  const metrics = withMetrics ? (await import("./metrics.ts")).makeMetrics(pools.probe, requestLog) : undefined;
  const driver = parts.adopt(connectDriver(database, { max: SIGN_IN_CONNECTIONS }), (pool) => pool.end({ timeout: 5 }));
  let auth: Promise<SignIn> | undefined;
  const loadAuth = () => {
    // Half a second and 40 MB that a server whose console nobody opens is spared.
    auth ??= import("../accounts/sign-in.ts").then(({ signIn }) => signIn({ sql, driver, secretKey, publicUrl }));
    return auth;
  };
  const app = await buildServer({ ...pools, auth: loadAuth, requestLog, lastUse, publicUrl, trustProxy, log, metrics });
  parts.defer(() => finish(app));
  const kept = parts.move();
  return { app, sql, requestLog, lastUse, metrics, parts: kept, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Stops listening and waits for the requests under way. */
async function finish(app: FastifyInstance): Promise<void> {
  // A connection whose request has just been answered is kept open by the client, for the next.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  const impatience = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
  await app.close().finally(() => {
    clearInterval(idle);
    clearTimeout(impatience);
  });
}

/** On a connection of its own, without the timeout: a migration may take its time. */
async function prepare(database: Target, log: Logger): Promise<void> {
  const sql = connect(database, { max: 1 });
  try {
    if (typeof database === "string") await checkForeign(sql, database);
    else await checkServer(sql);
    const applied = await migrate(sql, { log: (message) => log.error(message) });
    if (applied.length > 0) log.info(`The database was brought up to date: ${applied.join(", ")}.`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Makes the days of the request log ahead and drops the old ones, now and from time to time. A failure is no reason not to
 * serve. Returns what ends it.
 */
async function keepPartitions(
  sql: Sql,
  failed: (what: string) => (error: unknown) => void,
): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  const make = () => makeRequestPartitions(sql).catch(failed("days of the request log could not be made"));
  const drop = () => dropOldRequests(sql, stopping.signal).catch(failed("old requests could not be dropped"));
  const forget = () =>
    Promise.all([endOldSessions(sql), forgetAttempts(sql)]).then(
      () => {},
      failed("sessions that are over could not be removed"),
    );
  await make();
  let underWay = drop().then(forget);
  const timer = setInterval(() => {
    underWay = underWay.then(make).then(drop).then(forget);
  }, PARTITIONS_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    stopping.abort();
    return underWay;
  };
}
