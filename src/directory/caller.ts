/** Who asks for users and groups: part of each statement about them, so that nothing is read or written for a dead token. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { ConnectionId, OrgId } from "../db/ids.ts";

/** The organization and connection that a request speaks for. */
export interface Caller {
  readonly orgId: OrgId;
  readonly connectionId: ConnectionId;
}

/** A caller that is known already, as the select of `org_id, connection_id` that reads take. */
export function knownCaller(sql: Queryable, { orgId, connectionId }: Caller): Fragment {
  return sql`(select ${orgId}::uuid as org_id, ${connectionId}::uuid as connection_id)`;
}

/** A row of a statement whose caller may be refused and whose user may be missing. */
export type Found<T> = Caller & ({ readonly [K in keyof T]: T[K] } | { readonly [K in keyof T]: null });
