/**
 * What Prometheus is told, on a port of its own: how many requests of which kind, how long they took, what waits. No
 * organization, address or name stands in a label: their number has no bound, and whoever reads metrics need not know.
 */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "@prometheus-io/client";
import type { FastifyInstance } from "fastify";
import type { Sql } from "../db/connect.ts";
import type { RequestLog } from "../requests/gather.ts";

export interface Metrics {
  /** Counts each request to the SCIM endpoint of `app`. Before its routes are registered. */
  observe(app: FastifyInstance): void;
  /** Serves /metrics. @throws Error when it can't listen */
  listen(host: string, port: number): Promise<{ readonly port: number; stop(): Promise<void> }>;
}

/** In seconds: a read takes one or two thousandths, a large group's PUT some whole ones. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** A database that does not answer in this time is told as down: Prometheus waits for ten seconds. */
const PATIENCE_MS = 2_000;
/** What HTTP knows, of which anybody may send anything. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/** Metrics of this process, its requests, what `requestLog` holds, and the database behind `sql`. */
export function makeMetrics(sql: Sql, requestLog: Pick<RequestLog, "waiting">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: "muster_scim_request_duration_seconds",
    help: "Requests to the SCIM endpoint, by how long they took until their answer was sent.",
    labelNames: ["method", "resource_type", "status"] as const,
    buckets: BUCKETS,
    registers,
  });
  const refused = new Counter({
    name: "muster_scim_refused_tokens_total",
    help: "Requests whose SCIM token was refused, by why.",
    labelNames: ["reason"] as const,
    registers,
  });
  new Gauge({
    name: "muster_requests_waiting",
    help: "Requests that are answered and not stored in the log yet.",
    registers,
    collect() {
      this.set(requestLog.waiting());
    },
  });
  observeDatabase(sql, registers);

  return {
    observe(app) {
      app.addHook("onResponse", (request, reply, done) => {
        const { exchange } = request;
        if (exchange) {
          const method = METHODS.has(request.method) ? request.method : "other";
          const status = `${Math.floor(reply.statusCode / 100)}xx`;
          const resourceType = exchange.resourceType ?? "none";
          duration.observe({ method, resource_type: resourceType, status }, reply.elapsedTime / 1_000);
          if (exchange.refusedToken !== undefined) refused.inc({ reason: exchange.refusedToken });
        }
        done();
      });
    },
    listen: (host, port) => listen(registry, host, port),
  };
}

/** Whether the database answers, and what the connections of all Musters on it do: one question a scrape. */
function observeDatabase(sql: Sql, registers: Registry[]): void {
  let asking: Promise<{ state: string; count: number }[] | undefined> | undefined;
  const ask = () => {
    const asked = sql<{ state: string; count: number }[]>`
      select coalesce(state, 'unknown') as state, count(*) as count from pg_stat_activity
      where datname = current_database() and application_name = 'muster' group by 1`;
    asking ??= within(PATIENCE_MS, asked).finally(() => {
      asking = undefined;
    });
    return asking;
  };
  new Gauge({
    name: "muster_database_up",
    help: "Whether the database answers: 1 or 0.",
    registers,
    async collect() {
      this.set((await ask()) ? 1 : 0);
    },
  });
  new Gauge({
    name: "muster_database_connections",
    help: "Connections of all Musters to this database, by state: active, idle, idle in transaction.",
    labelNames: ["state"] as const,
    registers,
    async collect() {
      const rows = (await ask()) ?? [];
      this.reset();
      for (const { state, count } of rows) this.set({ state }, count);
    },
  });
}

/** What `work` gives; undefined when it fails or takes longer. */
function within<T>(ms: number, work: PromiseLike<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, undefined);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      () => {
        clearTimeout(timer);
        resolve(undefined);
      },
    );
  });
}

async function listen(registry: Registry, host: string, port: number) {
  const server = createServer(async (request, response) => {
    if (request.url?.split("?", 1)[0] !== "/metrics" || !/^(GET|HEAD)$/.test(request.method ?? "")) {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await registry.metrics();
      response.writeHead(200, { "content-type": registry.contentType, "cache-control": "no-store" }).end(text);
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
