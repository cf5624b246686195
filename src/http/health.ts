/** Whether the server runs (/healthz), and whether it can serve (/readyz): for whoever supervises it. */

import type { FastifyInstance } from "fastify";
import type { Sql } from "../db/connect.ts";

/** Longer than a busy database takes, shorter than a supervisor waits. */
const PATIENCE_MS = 2_000;

/** @param probe A pool that nothing else waits for. */
export function health(app: FastifyInstance, probe: Sql): void {
  /** One for all who ask meanwhile. */
  let underWay: Promise<boolean> | undefined;

  app.get("/healthz", async () => ({ status: "ok" }));

  app.get("/readyz", async (_request, reply) => {
    underWay ??= answers(probe).finally(() => {
      underWay = undefined;
    });
    if (await underWay) return { status: "ready" };
    return reply.code(503).header("retry-after", "5").send({ status: "the database is not reachable" });
  });
}

function answers(sql: Sql): Promise<boolean> {
  return Promise.race([
    sql`select 1`.then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref()),
  ]);
}
