/** The toggle Send Email Invites: whether a mail is sent when an account is created. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import type { Connection } from "./connection.ts";

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
