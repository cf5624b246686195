/** Adding email domains. The first of an organization enables SCIM and generates the token, in one transaction. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable, Sql } from "../db/connect.ts";
import type { ConnectionId, OrgId } from "../db/ids.ts";
import { type Domain, insertDomains } from "../domains/domains.ts";
import { issueToken } from "../tokens/issue.ts";
import type { ScimToken } from "../tokens/token.ts";
import { lockConnection } from "./connection.ts";
import { setSendEmailInvites } from "./invites-toggle.ts";

interface Added {
  readonly domains: readonly Domain[];
  /** Only when this enabled SCIM: in hand this once. */
  readonly token: ScimToken | undefined;
}

/**
 * Adds `names`, all or none. `sendEmailInvites` is the toggle; undefined leaves it as it is (on, at first).
 * @throws DomainsRefused
 */
export function addDomains(
  sql: Sql,
  orgId: OrgId,
  names: readonly string[],
  actor: Actor,
  sendEmailInvites?: boolean,
): Promise<Added> {
  return sql.begin((tx) => addDomainsWithin(tx, orgId, names, actor, sendEmailInvites));
}

/** The same, as part of a transaction. @throws DomainsRefused */
export async function addDomainsWithin(
  tx: Queryable,
  orgId: OrgId,
  names: readonly string[],
  actor: Actor,
  sendEmailInvites?: boolean,
): Promise<Added> {
  // Two first domains at once: the organization's row makes one wait for the other.
  await tx`select from organizations where id = ${orgId} for update`;
  const domains = await insertDomains(tx, orgId, names);
  await recordChanges(
    tx,
    domains.map(({ id, domain }) => ({
      orgId,
      actor,
      resourceType: "domain" as const,
      resourceId: id,
      op: "add",
      after: { domain },
    })),
  );
  const connection = await lockConnection(tx, orgId);
  if (connection) {
    if (sendEmailInvites !== undefined) await setSendEmailInvites(tx, orgId, connection, sendEmailInvites, actor);
    return { domains, token: undefined };
  }
  return { domains, token: await enable(tx, orgId, sendEmailInvites ?? true, actor) };
}

async function enable(tx: Queryable, orgId: OrgId, sendEmailInvites: boolean, actor: Actor): Promise<ScimToken> {
  const [connection] = await tx<[{ id: ConnectionId }]>`
    insert into connections (org_id, send_email_invites) values (${orgId}, ${sendEmailInvites}) returning id`;
  const after = { status: "enabled", sendEmailInvites };
  await recordChanges(tx, [
    { orgId, actor, resourceType: "connection", resourceId: connection.id, op: "enable", after },
  ]);
  return issueToken(tx, { orgId, connectionId: connection.id, actor });
}
