/** Who a request is from, and what becomes of one that is from nobody. */

import type { FastifyBaseLogger } from "fastify";
import type { Sql } from "../db/connect.ts";
import type { Caller } from "../directory/caller.ts";
import { NotAuthorized } from "../lifecycle/write.ts";
import { reader } from "../tokens/authorize.ts";
import { type Refusal, whyRefused } from "../tokens/refusal.ts";
import { type Exchange, isFrom } from "./exchange.ts";

/** Finds out who `exchange` is from, unless its route has by now. @throws NotAuthorized */
export async function authenticate(sql: Sql, exchange: Exchange): Promise<void> {
  if (exchange.caller) return;
  if (typeof exchange.token === "string") throw new NotAuthorized();
  const [caller] = await sql<Caller[]>`
    select org_id as "orgId", connection_id as "connectionId" from ${reader(sql, exchange.token)} caller`;
  if (!caller) throw new NotAuthorized();
  isFrom(exchange, caller);
}

/** Tells why tokens were refused: for our log, not for the caller. */
export interface Refusals {
  /** Finds it out and logs it. */
  findOut(exchange: Exchange, log: FastifyBaseLogger): Promise<void>;
  /** What is known of it by now, without a look-up or a line: for a flood. */
  recall(exchange: Exchange): void;
}

/** So many refused tokens are remembered, the latest. */
const REMEMBERED = 1_000;

/** Starts remembering why tokens were refused. Whether one is, the database is asked each time. */
export function rememberRefusals(sql: Sql): Refusals {
  const known = new Map<string, Refusal>();
  return {
    async findOut(exchange, log) {
      const { token } = exchange;
      if (typeof token !== "string") {
        const refusal = await whyRefused(sql, token);
        if (known.size >= REMEMBERED) known.clear();
        known.set(token.toString("hex"), refusal);
      }
      this.recall(exchange);
      log.warn({ reason: exchange.refusedToken, address: exchange.address }, "a SCIM token was refused");
    },
    recall(exchange) {
      const { token } = exchange;
      const refusal = typeof token === "string" ? { reason: token } : known.get(token.toString("hex"));
      exchange.refusedToken = refusal?.reason;
      if (refusal && "orgId" in refusal) isFrom(exchange, refusal);
    },
  };
}
