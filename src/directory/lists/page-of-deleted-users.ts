/** Users that were deleted, the latest first: their records stay until they are permanently removed. */

import type { Fragment, Queryable } from "../../db/connect.ts";
import { type OrgId, readId, type UserId } from "../../db/ids.ts";
import { beginsWith } from "./begins-with.ts";
import { MOST_COUNTED, shownName, type Total, totalOf } from "./page-of-users.ts";
import { type Page, type PageWanted, readPage } from "./position.ts";

export interface DeletedUserListed {
  readonly id: UserId;
  readonly userName: string;
  readonly name: string;
  readonly scimManaged: boolean;
  readonly deletedAt: Date;
  /** The change that deleted it; null where it is not kept. */
  readonly changeId: string | null;
}

/** A page of the organization's deleted users. `search`: what the userName or the name begins with; or an id. */
export async function pageOfDeletedUsers(
  sql: Queryable,
  orgId: OrgId,
  search: string | undefined,
  page: Omit<PageWanted, "order">,
): Promise<Page<DeletedUserListed & { key: string }>> {
  return await readPage({ ...page, order: "descending" }, async ({ position, limit }) => {
    const sign = position?.back ? sql`>` : sql`<`;
    const direction = position?.back ? sql`asc` : sql`desc`;
    const beyond = position
      ? sql`and (r.deleted_at, r.id) ${sign} (${position.key}::timestamptz, ${position.id}::uuid)`
      : sql``;
    return await sql<(DeletedUserListed & { key: string })[]>`
      select r.id, to_json(r.deleted_at) #>> '{}' as key, r.body ->> 'userName' as "userName", ${shownName(sql)} as name,
        r.connection_id is not null as "scimManaged", r.deleted_at as "deletedAt", (
          select c.id from changes c
          where c.org_id = r.org_id and c.resource_id = r.id and c.op = 'delete'
          order by c.id desc limit 1
        ) as "changeId"
      from users r where ${isWanted(sql, orgId, search)} ${beyond}
      order by r.deleted_at ${direction}, r.id ${direction} limit ${limit}`;
  });
}

/** How many deleted users there are, of those that are searched. */
export async function countDeletedUsers(sql: Queryable, orgId: OrgId, search: string | undefined): Promise<Total> {
  const [row] = await sql<[{ count: number }]>`
    select count(*) from (
      select from users r where ${isWanted(sql, orgId, search)} limit ${MOST_COUNTED + 1}::integer) as counted`;
  return totalOf(row.count, true);
}

function isWanted(sql: Queryable, orgId: OrgId, search: string | undefined): Fragment {
  const isDeleted = sql`r.org_id = ${orgId} and r.deleted_at is not null`;
  if (search === undefined) return isDeleted;
  return sql`${isDeleted} and (${beginsWith(sql, sql`r.user_name_key`, search)}
    or ${beginsWith(sql, sql`r.name_key`, search)} or r.id = ${readId<UserId>(search)}::uuid)`;
}
