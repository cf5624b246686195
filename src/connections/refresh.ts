/** Refresh: a new token in place of the old one, which dies at once. */

import type { Actor } from "../changes/actor.ts";
import type { Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { issueToken } from "../tokens/issue.ts";
import { revokeToken } from "../tokens/revoke.ts";
import type { ScimToken } from "../tokens/token.ts";
import { findToken, lockConnection } from "./connection.ts";
import { ConnectionRefused, notSetUp } from "./refusal.ts";

/**
 * Replaces the token with the id `replacing`, as `findToken` showed it, so that a double click or a second tab never
 * refreshes twice. When it returns, a request that arrives at any node with the old token is refused, and no write
 * under way with it is left: each has committed or never does.
 * @throws ConnectionRefused "not set up", "SCIM is off", or "refreshed meanwhile" when another token is valid by now
 */
export function refreshToken(sql: Sql, orgId: OrgId, replacing: string, actor: Actor): Promise<ScimToken> {
  return sql.begin(async (tx) => {
    const connection = await lockConnection(tx, orgId);
    if (!connection) throw notSetUp();
    if (!connection.enabled) {
      throw new ConnectionRefused("SCIM is off", "SCIM is off. Turn it on; that gives a new token.");
    }
    const valid = await findToken(tx, orgId);
    if (valid?.id !== replacing) {
      throw new ConnectionRefused("refreshed meanwhile", "The token was refreshed meanwhile. Nothing was changed.");
    }
    const owner = { orgId, connectionId: connection.id, actor };
    await revokeToken(tx, owner);
    return issueToken(tx, owner);
  });
}
