/** A user as it is stored, and reading one. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { ConnectionId, UserId } from "../db/ids.ts";
import type { Found } from "./caller.ts";

/** A user's row. */
export interface UserRow {
  readonly id: UserId;
  /** The resource as stored, as JSON text: without id, meta and groups. */
  readonly body: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The groups it is a direct member of, as the text of a JSON array's elements; null where it has none or they weren't asked for. */
  readonly groups: string | null;
  /** The connection that manages it; null while it is one made by hand. */
  readonly managedBy: ConnectionId | null;
}

/** The columns of `UserRow` from a row `r` of users. `base` is the address of the endpoint; without it no groups are read. */
export function userColumns(sql: Queryable, base: string | undefined): Fragment {
  return sql`
    r.id, r.body::text as body, r.version, r.created_at as "createdAt", r.updated_at as "updatedAt",
    r.connection_id as "managedBy", ${base === undefined ? sql`null::text` : groupsOfUser(sql, base)} as groups`;
}

/** The groups that row `r` of users is a direct member of, as JSON elements, in a stable order. RFC 7643 §4.1.2. */
function groupsOfUser(sql: Queryable, base: string): Fragment {
  return sql`(
    select string_agg(
      '{"value":"' || g.id || '","$ref":"' || ${`${base}/Groups/`}::text || g.id || '","display":'
        || (g.body -> 'displayName')::text || ',"type":"direct"}',
      ',' order by g.id)
    from memberships m
    join groups g on g.org_id = m.org_id and g.id = m.group_id
    where m.org_id = r.org_id and m.user_id = r.id)`;
}

/** The caller and the user. Undefined: the token is not valid. Without a user: there is none. */
export type FoundUser = Found<UserRow> | undefined;

/**
 * Reads the users with `ids`; null is nobody's. `caller` is a select of `org_id, connection_id`.
 * @returns what is found of each, in their order
 */
export async function readUsers(
  sql: Queryable,
  caller: Fragment,
  ids: readonly (UserId | null)[],
  base: string | undefined,
): Promise<FoundUser[]> {
  // Each by itself: nobody can tell the planner how few they are, and it might read all users.
  const rows = await sql<(Found<UserRow> & { n: number })[]>`
    select caller.org_id as "orgId", caller.connection_id as "connectionId", asked.n, ${userColumns(sql, base)}
    from ${caller} caller
    cross join unnest(${[...ids]}::uuid[]) with ordinality as asked (id, n)
    left join lateral (
      select * from users u where u.org_id = caller.org_id and u.id = asked.id and u.deleted_at is null limit 1
    ) as r on true`;
  if (rows.length === 0) return ids.map(() => undefined);
  const found: FoundUser[] = [];
  for (const { n, ...row } of rows) found[n - 1] = row as Found<UserRow>;
  return found;
}
