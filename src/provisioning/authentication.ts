/** Who a request is from, and what becomes of one that is from nobody. */

import type { FastifyBaseLogger } from "fastify";
import type { Sql } from "../db/connect.ts";
import type { Caller } from "../directory/user.ts";
import { NotAuthorized } from "../lifecycle/write.ts";
import { reader } from "../tokens/authorize.ts";
import { whyRefused } from "../tokens/refusal.ts";
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

/** Finds out why the token of `exchange` was refused: for our log, not for the caller. */
export async function findOutWhy(sql: Sql, exchange: Exchange, log: FastifyBaseLogger): Promise<void> {
  if (typeof exchange.token === "string") {
    exchange.refusedToken = exchange.token;
  } else {
    const why = await whyRefused(sql, exchange.token);
    exchange.refusedToken = why.reason;
    if ("orgId" in why) isFrom(exchange, why);
  }
  log.warn({ reason: exchange.refusedToken, address: exchange.address }, "a SCIM token was refused");
}
