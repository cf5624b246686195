/** Writes entries of the append-only log, inside the transaction that makes the change. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import type { JsonObject } from "../scim/json.ts";
import type { Actor } from "./actor.ts";

export type ResourceType =
  | "organization"
  | "connection"
  | "token"
  | "domain"
  | "user"
  | "group"
  | "role"
  | "invite"
  // Of a person's sign-in; each is told of the user that the account stands for in the organization.
  | "account"
  | "session"
  | "passkey";

/** One change of a thing other than a user or a group, whose writes record theirs in the same statement. */
export interface Change {
  readonly orgId: OrgId;
  readonly actor: Actor;
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly op: string;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** Records `changes` in one statement of the caller's transaction. */
export async function recordChanges(sql: Queryable, changes: readonly Change[]): Promise<void> {
  const rows = changes.map((change) => ({
    org_id: change.orgId,
    actor: change.actor,
    resource_type: change.resourceType,
    resource_id: change.resourceId,
    op: change.op,
    before: change.before ?? null,
    after: change.after ?? null,
  }));
  await sql`
    insert into changes (org_id, actor, resource_type, resource_id, op, before, after)
    select org_id, actor, resource_type, resource_id, op, before, after
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as row (org_id uuid, actor jsonb, resource_type text, resource_id uuid, op text, before jsonb, after jsonb)`;
}

/**
 * The insert of changes of users, groups or what role they have, as a piece of the statement that makes them. `rows` is a select of
 * `org_id, connection_id, request_id, resource_id, version, op, before, after`, one row a change. Without an `actor` it
 * was that connection's identity provider.
 */
export function changesBy(
  sql: Queryable,
  actor: Actor | undefined,
  resourceType: "user" | "group" | "role",
  rows: Fragment,
): Fragment {
  const who = actor
    ? sql`${JSON.stringify(actor)}::text::jsonb`
    : sql`jsonb_build_object('kind', 'connection', 'id', connection_id)`;
  return sql`
    insert into changes (org_id, actor, request_id, resource_type, resource_id, version, op, before, after)
    select org_id, ${who}, request_id, ${resourceType}, resource_id, version, op, before, after
    from (${rows}) as changed (org_id, connection_id, request_id, resource_id, version, op, before, after)`;
}
