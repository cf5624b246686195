/** Making and revoking a connection's token, inside the caller's transaction. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { ConnectionId, OrgId } from "../db/ids.ts";
import { generateToken, hashToken, lastFour, type ScimToken, type TokenHash } from "./token.ts";

interface Owner {
  readonly orgId: OrgId;
  readonly connectionId: ConnectionId;
  readonly actor: Actor;
}

/** Generates the connection's token. This is the only time that it is in hand. A second valid one is refused by the database. */
export async function issueToken(sql: Queryable, { orgId, connectionId, actor }: Owner): Promise<ScimToken> {
  const token = generateToken();
  const [issued] = await sql<[{ id: string }]>`
    insert into scim_tokens (hash, org_id, connection_id, last_four, created_by)
    values (${hashToken(token)}, ${orgId}, ${connectionId}, ${lastFour(token)}, ${JSON.stringify(actor)}::text::jsonb)
    returning id`;
  const after = { lastFour: lastFour(token) };
  await recordChanges(sql, [{ orgId, actor, resourceType: "token", resourceId: issued.id, op: "generate", after }]);
  return token;
}

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
