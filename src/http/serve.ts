/** The server at work: its pools, what it gathers, its HTTP. */

import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { connect, type Sql, type Target } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { checkServer } from "../db/requirements.ts";
import { gatherRequests } from "../requests/gather.ts";
import { makeRequestPartitions } from "../requests/partitions.ts";
import type { Settings } from "../settings.ts";
import { gatherLastUse } from "../tokens/last-use.ts";
import { buildServer } from "./server.ts";

/** As measured (ARCHITECTURE.md). Searches get at most half as many. */
const CONNECTIONS = 8;
const SEARCH_CONNECTIONS = 4;
/** A search that no index serves is given up. */
const SEARCH_MS = 5_000;
/** Bounds how long a Refresh waits for writes under way. */
const TRANSACTION_MS = 120_000;
/** Days are made a week ahead. */
const PARTITIONS_EVERY_MS = 6 * 60 * 60 * 1_000;
/** Requests under way are given so long when the server stops. */
const GRACE_MS = 30_000;

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
export async function serve(database: Target, settings: Settings, log: Logger): Promise<Serving> {
  await prepare(database, log);
  await using parts = new AsyncDisposableStack();
  const open = (sql: Sql) => parts.adopt(sql, () => sql.end({ timeout: 5 }));
  const sql = open(connect(database, { max: CONNECTIONS, transactionTimeout: TRANSACTION_MS }));
  const searchSql = open(connect(database, { max: SEARCH_CONNECTIONS, prepare: false, statementTimeout: SEARCH_MS }));
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, `${what}; this is tried again`);
  const requestLog = gatherRequests(sql, failed("requests could not be stored"));
  const lastUse = gatherLastUse(sql, failed("the tokens' last use could not be stored"));
  parts.defer(() => Promise.all([requestLog.close(), lastUse.close()]).then(() => {}, failed("gathered data is lost")));
  parts.adopt(await keepPartitions(sql, failed("the days of the request log could not be made")), clearInterval);
  const { publicUrl, trustProxy, host, port } = settings;
  const app = await buildServer({ sql, searchSql, requestLog, lastUse, publicUrl, trustProxy, log });
  parts.defer(() => finish(app));
  await app.listen({ host, port, listenTextResolver: (address) => `Listening at ${address}` });
  const serving = parts.move();
  return { sql, port: (app.server.address() as AddressInfo).port, stop: () => serving.disposeAsync() };
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
    await checkServer(sql);
    const applied = await migrate(sql, { log: (message) => log.error(message) });
    if (applied.length > 0) log.info(`The database was brought up to date: ${applied.join(", ")}.`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function keepPartitions(sql: Sql, onError: (error: unknown) => void): Promise<NodeJS.Timeout> {
  await makeRequestPartitions(sql);
  return setInterval(() => void makeRequestPartitions(sql).catch(onError), PARTITIONS_EVERY_MS).unref();
}
