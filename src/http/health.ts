/** Whether the server runs (/healthz), and whether it can serve (/readyz): for whoever supervises it. */

import type { FastifyInstance } from "fastify";
import type { Sql } from "../db/connect.ts";

/** Longer than a busy database takes, shorter than a supervisor waits. */
const PATIENCE_MS = 2_000;

export function health(app: FastifyInstance, sql: Sql): void {
  app.get("/healthz", async () => ({ status: "ok" }));

  app.get("/readyz", async (_request, reply) => {
    const answered = await Promise.race([
      sql`select 1`.then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref()),
    ]);
    if (answered) return { status: "ready" };
    return reply.code(503).header("retry-after", "5").send({ status: "the database is not reachable" });
  });
}
