/** How tries of passwords and codes are slowed down, whichever route takes them. */

import type { FastifyRequest } from "fastify";
import { attempting, succeeded, TooManyAttempts } from "../../accounts/attempts.ts";
import type { Sql } from "../../db/connect.ts";
import { Refused } from "../refused.ts";

/**
 * Makes an attempt at the sign-in of `email`, which counts as failed unless `attempt` gives something.
 * @throws Refused 429 when there were too many failures before it
 */
export async function throttled<T>(
  sql: Sql,
  request: FastifyRequest,
  email: string,
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const who = { email, address: request.ip };
  warnOfProxy(request);
  await attempting(sql, who).catch((error: unknown) => {
    if (!(error instanceof TooManyAttempts)) throw error;
    request.log.warn({ address: request.ip }, "Too many failed attempts to sign in: more are refused for now.");
    throw tooMany(error.seconds);
  });
  const result = await attempt();
  if (result !== undefined) await succeeded(sql, who);
  return result;
}

function tooMany(seconds: number): Refused {
  return new Refused(429, "slow down", `Too many tries. Wait ${inWords(seconds)}, then try again.`, {}, seconds);
}

function inWords(seconds: number): string {
  if (seconds <= 1) return "a second";
  if (seconds <= 60) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

let isWarned = false;

/** Behind a proxy that we do not trust everybody comes from one address, and shares what it may try. */
function warnOfProxy(request: FastifyRequest): void {
  const isForwarded = request.headers["x-forwarded-for"] ?? request.headers.forwarded;
  if (isWarned || isForwarded === undefined || request.ip !== request.socket.remoteAddress) return;
  isWarned = true;
  request.log.warn(
    { proxy: request.ip },
    "Requests come through a proxy whose forwarded addresses do not count: everybody behind it seems to be one address. Set MUSTER_TRUST_PROXY to the proxy's address.",
  );
}
