/** Why a token was refused: for our log. The caller is told only that it was. */

import type { Queryable } from "../db/connect.ts";
import type { ConnectionId, OrgId } from "../db/ids.ts";
import type { TokenHash } from "./token.ts";

export type Refusal =
  | { readonly reason: "unknown" }
  | {
      readonly reason: "revoked" | "expired" | "SCIM is off";
      readonly orgId: OrgId;
      readonly connectionId: ConnectionId;
    };

/** Finds out why the token with this hash was refused. */
export async function whyRefused(sql: Queryable, hash: TokenHash): Promise<Refusal> {
  const [token] = await sql<{ org_id: OrgId; connection_id: ConnectionId; enabled: boolean; expired: boolean }[]>`
    select t.org_id, t.connection_id, c.status = 'enabled' as enabled, coalesce(t.expires_at <= now(), false) as expired
    from scim_tokens t
    join connections c on c.org_id = t.org_id and c.id = t.connection_id
    where t.hash = ${hash}`;
  if (!token) return { reason: "unknown" };
  const reason = !token.enabled ? "SCIM is off" : token.expired ? "expired" : "revoked";
  return { reason, orgId: token.org_id, connectionId: token.connection_id };
}
