/** The HTTP server, assembled. */

import type { Server } from "node:http";
import rateLimit from "@fastify/rate-limit";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import type { Logger } from "pino";
import { adminApi } from "../admin-api/endpoint.ts";
import type { Services as AdminServices } from "../admin-api/route.ts";
import type { Sql } from "../db/connect.ts";
import { type EndpointOptions, provisioning } from "../provisioning/endpoint.ts";
import { serveConsole } from "./console.ts";
import { health } from "./health.ts";
import type { Metrics } from "./metrics.ts";
import { refuseAddress, refuseBytes } from "./unreadable.ts";

export interface ServerOptions extends EndpointOptions {
  readonly auth: AdminServices["auth"];
  readonly exports: AdminServices["exports"];
  readonly log: Logger;
  /** Tells whether the database can be reached: one connection, renewed often. */
  readonly probe: Sql;
  /** Whose forwarded addresses count, as Fastify's `trustProxy` takes them. */
  readonly trustProxy: boolean | string[];
  /** Where metrics are wanted. */
  readonly metrics?: Metrics | undefined;
}

/** The server, ready to listen. Closing it lets the requests under way finish. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { log, probe, trustProxy, metrics, auth, exports, ...endpoint } = options;
  const app = fastify<Server>({
    loggerInstance: log as FastifyBaseLogger,
    // The log of requests is in the database; a line each here would say less and cost more.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy,
    // One logger for all: a child for each request is made also where nothing is logged.
    childLoggerFactory: (logger) => logger,
    forceCloseConnections: "idle",
    requestTimeout: 120_000,
    // Some clients write /users. What a path names, an id, keeps its case.
    routerOptions: {
      caseSensitive: false,
      ignoreTrailingSlash: true,
      ignoreDuplicateSlashes: true,
      maxParamLength: 2_000,
    },
    // A filter of 8 KiB is three times as long when it is percent-encoded.
    http: { maxHeaderSize: 64 * 1024 },
    frameworkErrors: (_error, _request, reply) => refuseAddress(reply.raw),
    clientErrorHandler: refuseBytes,
  });
  await app.register(rateLimit, { global: false });
  metrics?.observe(app);
  health(app, probe);
  provisioning(app, endpoint);
  const { sql, search, publicUrl } = endpoint;
  await adminApi(app, { sql, search, exports, auth, publicUrl });
  await serveConsole(app, endpoint.publicUrl?.startsWith("https:") ?? false);
  return app;
}
