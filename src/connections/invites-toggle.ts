/** The toggle Send Email Invites: whether a mail is sent when an account is created. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable, Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { type Connection, lockConnection } from "./connection.ts";
import { notSetUp } from "./refusal.ts";

/** Sets the toggle. @throws ConnectionRefused "not set up" */
export function changeSendEmailInvites(sql: Sql, orgId: OrgId, on: boolean, actor: Actor): Promise<void> {
  return sql.begin(async (tx) => {
    const connection = await lockConnection(tx, orgId);
    if (!connection) throw notSetUp();
    await setSendEmailInvites(tx, orgId, connection, on, actor);
  });
}

/** Sets the toggle of `connection`, which the caller's transaction has locked, and records it when that changes it. */
export async function setSendEmailInvites(
  tx: Queryable,
  orgId: OrgId,
  connection: Connection,
  on: boolean,
  actor: Actor,
): Promise<void> {
  if (connection.sendEmailInvites === on) return;
  await tx`update connections set send_email_invites = ${on} where org_id = ${orgId} and id = ${connection.id}`;
  const change = { before: { sendEmailInvites: !on }, after: { sendEmailInvites: on } };
  await recordChanges(tx, [
    { orgId, actor, resourceType: "connection", resourceId: connection.id, op: "update", ...change },
  ]);
}
