/** An organization's connection to its identity provider, as the page shows it. One per organization for now. */

import type { Actor } from "../changes/actor.ts";
import type { Queryable } from "../db/connect.ts";
import type { ConnectionId, OrgId } from "../db/ids.ts";

export interface Connection {
  readonly id: ConnectionId;
  readonly enabled: boolean;
  readonly sendEmailInvites: boolean;
}

/** What may be shown of a token after its one showing. */
export interface ShownToken {
  readonly id: string;
  readonly lastFour: string;
  readonly createdAt: Date;
  readonly createdBy: Actor;
  readonly lastUsedAt: Date | null;
  readonly lastUsedAddress: string | null;
  readonly lastUsedClient: string | null;
}

/** The organization's connection; undefined before its first domain was added. */
export async function findConnection(sql: Queryable, orgId: OrgId): Promise<Connection | undefined> {
  const [connection] = await sql<Connection[]>`
    select id, status = 'enabled' as enabled, send_email_invites as "sendEmailInvites"
    from connections where org_id = ${orgId}`;
  return connection;
}

/** As `findConnection`, held until the transaction ends: what turns SCIM on or off or refreshes goes one at a time. */
export async function lockConnection(sql: Queryable, orgId: OrgId): Promise<Connection | undefined> {
  const [connection] = await sql<Connection[]>`
    select id, status = 'enabled' as enabled, send_email_invites as "sendEmailInvites"
    from connections where org_id = ${orgId} for update`;
  return connection;
}

/** The valid token of the organization's connection; undefined while there is none. */
export async function findToken(sql: Queryable, orgId: OrgId): Promise<ShownToken | undefined> {
  const [token] = await sql<ShownToken[]>`
    select id, last_four as "lastFour", created_at as "createdAt", created_by as "createdBy",
      last_used_at as "lastUsedAt", last_used_address as "lastUsedAddress", last_used_client as "lastUsedClient"
    from scim_tokens where org_id = ${orgId} and revoked_at is null`;
  return token;
}
