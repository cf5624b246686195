/** From a token to who it speaks for, as pieces of the statements that need to know. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { TokenHash } from "./token.ts";

/**
 * Who reads with the token: `org_id, connection_id`, no row when it is not valid. Part of the read's own statement, so
 * that a read which arrives after a Refresh was answered is refused.
 */
export function reader(sql: Queryable, hash: TokenHash): Fragment {
  return sql`(
    select t.org_id, t.connection_id
    from scim_tokens t
    join connections c on c.org_id = t.org_id and c.id = t.connection_id and c.status = 'enabled'
    where t.hash = ${hash} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
  )`;
}

/**
 * Who writes with the token, as `reader` but held until the transaction ends: a Refresh waits for writes under way, and
 * a write that waited for a Refresh is refused. See `authorize` in the migrations.
 */
export function writer(sql: Queryable, hash: TokenHash): Fragment {
  return sql`(select org_id, connection_id from authorize(${hash}))`;
}
