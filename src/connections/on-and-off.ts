/** Turning SCIM off, and on again. People and groups stay with their ids. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable, Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { issueToken } from "../tokens/issue.ts";
import { revokeToken } from "../tokens/revoke.ts";
import type { ScimToken } from "../tokens/token.ts";
import { type Connection, lockConnection } from "./connection.ts";
import { notSetUp } from "./refusal.ts";

/** Turns SCIM off: the token is revoked at once. Whether that changed anything. @throws ConnectionRefused "not set up" */
export function turnOff(sql: Sql, orgId: OrgId, actor: Actor): Promise<boolean> {
  return sql.begin(async (tx) => {
    const connection = await lockConnection(tx, orgId);
    if (!connection) throw notSetUp();
    if (!connection.enabled) return false;
    await setStatus(tx, orgId, connection, "disabled", actor);
    await revokeToken(tx, { orgId, connectionId: connection.id, actor });
    return true;
  });
}

/** Turns SCIM on again with a new token; undefined when it was on. @throws ConnectionRefused "not set up" */
export function turnOn(sql: Sql, orgId: OrgId, actor: Actor): Promise<ScimToken | undefined> {
  return sql.begin(async (tx) => {
    const connection = await lockConnection(tx, orgId);
    if (!connection) throw notSetUp();
    if (connection.enabled) return undefined;
    await setStatus(tx, orgId, connection, "enabled", actor);
    return issueToken(tx, { orgId, connectionId: connection.id, actor });
  });
}

async function setStatus(
  tx: Queryable,
  orgId: OrgId,
  connection: Connection,
  status: "enabled" | "disabled",
  actor: Actor,
): Promise<void> {
  await tx`update connections set status = ${status} where org_id = ${orgId} and id = ${connection.id}`;
  const op = status === "enabled" ? "enable" : "disable";
  await recordChanges(tx, [
    { orgId, actor, resourceType: "connection", resourceId: connection.id, op, after: { status } },
  ]);
}
