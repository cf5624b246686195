/** What a request changed, of others than its own resource too: the deletion of a user changes each group that it leaves. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, RequestId } from "../db/ids.ts";

/** A request, as far as its changes are found by it. */
export interface OfRequest {
  readonly id: RequestId;
  readonly at: Date;
  readonly resourceId: string | null;
}

/**
 * The ids of the changes that a request made, the newest first. A change has no index by request: that of its own
 * resource is found by the resource at about that time, the others near that one, since one statement made them all.
 */
export function changesOfRequest(sql: Queryable, orgId: OrgId, of: OfRequest, limit: number): Fragment {
  return sql`
    with own as materialized (
      select uuid_extract_timestamp(c.id) as at from changes c
      where c.org_id = ${orgId} and c.resource_id = ${of.resourceId}::uuid and c.request_id = ${of.id}::uuid
        and c.id >= uuidv7_at(${of.at}::timestamptz - interval '10 minutes')
        and c.id < uuidv7_at(${of.at}::timestamptz + interval '10 minutes')
      order by c.id limit 1)
    select c.id from changes c
    where c.org_id = ${orgId} and c.request_id = ${of.id}::uuid
      and c.id >= uuidv7_at((select at from own) - interval '5 seconds')
      and c.id < uuidv7_at((select at from own) + interval '5 seconds')
    order by c.id desc limit ${limit}::integer`;
}
