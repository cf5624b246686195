/** By whom users and groups are read and written, as a piece of each statement about them. */

import type { Actor } from "../changes/actor.ts";
import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { reader, writer } from "../tokens/authorize.ts";
import type { TokenHash } from "../tokens/token.ts";

/** An identity provider, with its token; or whoever else has shown who they are, such as a person in the console. */
export type Author =
  | { readonly hash: TokenHash; readonly actor?: undefined }
  | { readonly orgId: OrgId; readonly actor: Actor; readonly hash?: undefined };

/** Who reads: a select of `org_id, connection_id`, of no row when the token is not valid. By hand there is no connection. */
export function readerOf(sql: Queryable, author: Author): Fragment {
  return author.hash ? reader(sql, author.hash) : byHand(sql, author.orgId);
}

/** Who writes, as `readerOf`, held until the transaction ends. */
export function writerOf(sql: Queryable, author: Author): Fragment {
  return author.hash ? writer(sql, author.hash) : byHand(sql, author.orgId);
}

function byHand(sql: Queryable, orgId: OrgId): Fragment {
  return sql`(select ${orgId}::uuid as org_id, null::uuid as connection_id)`;
}
