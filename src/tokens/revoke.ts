/** The death of a connection's token, inside the caller's transaction. */

import { recordChanges } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { Owner } from "./issue.ts";
import type { TokenHash } from "./token.ts";

/**
 * Revokes the connection's valid token, if there is one. Waits for the writes under way with it; a write that comes
 * later waits for this transaction and is refused (see `authorize` in the migrations).
 */
export async function revokeToken(sql: Queryable, { orgId, connectionId, actor }: Owner): Promise<void> {
  const [valid] = await sql<{ hash: TokenHash; id: string }[]>`
    select hash, id from scim_tokens
    where org_id = ${orgId} and connection_id = ${connectionId} and revoked_at is null`;
  if (!valid) return;
  await sql`select pg_advisory_xact_lock(scim_token_lock(${valid.hash}))`;
  await sql`update scim_tokens set revoked_at = now() where hash = ${valid.hash}`;
  await recordChanges(sql, [{ orgId, actor, resourceType: "token", resourceId: valid.id, op: "revoke" }]);
}
