/** Making a connection's token, inside the caller's transaction. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { ConnectionId, OrgId } from "../db/ids.ts";
import { generateToken, hashToken, lastFour, type ScimToken } from "./token.ts";

/** Whose token it is, and who makes or revokes it. */
export interface Owner {
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
