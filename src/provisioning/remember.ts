/** What remains of a request once it is answered: its entry in the log, and the token's last use. */

import type { RequestLog } from "../requests/gather.ts";
import type { LastUse } from "../tokens/last-use.ts";
import type { Exchange } from "./exchange.ts";

export interface Memory {
  readonly requestLog: RequestLog;
  readonly lastUse: LastUse;
}

/** Remembers `exchange`, answered with `status` after `durationMs`. */
export function remember(
  { requestLog, lastUse }: Memory,
  exchange: Exchange,
  status: number,
  durationMs: number,
): void {
  const { caller, token, refusedToken, error, stored } = exchange;
  if (refusedToken === "missing" || refusedToken === "malformed" || refusedToken === "unknown") {
    requestLog.addUnknown({ ...exchange, reason: refusedToken });
    return;
  }
  if (!caller) return;
  if (typeof token !== "string" && !refusedToken)
    lastUse.seen(token, { at: exchange.at, address: exchange.address, client: exchange.client });
  if (stored) return;
  requestLog.add({
    ...exchange,
    ...caller,
    status,
    durationMs,
    scimType: error?.scimType,
    // The log's reader may know why; the client is told no more than that it is not valid.
    detail: refusedToken && status === 401 ? `The SCIM token is not valid: ${refusedToken}.` : error?.detail,
  });
}
