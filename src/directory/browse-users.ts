/** Users as a person looks through them: by name, page after page, and one in full. */

import type { Fragment, Queryable } from "../db/connect.ts";
import { type GroupId, type OrgId, readId, type UserId } from "../db/ids.ts";
import type { JsonObject } from "../scim/json.ts";
import { afterAndPrefix, type Browse, type BrowsedPage, pageOfRows } from "./browse.ts";

/** What a list shows of a user. */
export interface ListedUser {
  readonly id: UserId;
  readonly userName: string;
  readonly displayName: string | null;
  /** Suspended: by the identity provider. Blocked: in the console. */
  readonly status: "active" | "suspended" | "blocked";
  /** Whether an identity provider manages it, or it was made by hand. */
  readonly scimManaged: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A user in full. */
export interface ShownUser extends ListedUser {
  readonly version: number;
  /** By name. */
  readonly groups: readonly { readonly id: GroupId; readonly displayName: string }[];
  /** The resource as stored: without id, meta and groups. */
  readonly resource: JsonObject;
}

/** The organization's users by userName; a page costs the same wherever it is. */
export async function browseUsers(sql: Queryable, orgId: OrgId, browse: Browse): Promise<BrowsedPage<ListedUser>> {
  const rows = await sql<ListedUser[]>`
    select ${columns(sql)} from users r
    where r.org_id = ${orgId} and r.deleted_at is null ${afterAndPrefix(sql, sql`r.user_name_key`, browse)}
    order by r.user_name_key limit ${browse.limit + 1}`;
  return pageOfRows(rows, browse.limit, (user) => user.userName);
}

/** The user with this userName (in any case) or id; undefined when there is none or it is deleted. */
export async function findUser(sql: Queryable, orgId: OrgId, userNameOrId: string): Promise<ShownUser | undefined> {
  const [user] = await sql<ShownUser[]>`
    select ${columns(sql)}, r.version, r.body as resource,
      coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id, 'displayName', g.body -> 'displayName') order by g.display_name_key)
        from memberships m join groups g on g.org_id = m.org_id and g.id = m.group_id
        where m.org_id = r.org_id and m.user_id = r.id
      ), '[]') as groups
    from users r
    where r.org_id = ${orgId} and r.deleted_at is null
      and (r.id = ${readId<UserId>(userNameOrId)} or r.user_name_key = casefold(${userNameOrId} collate pg_unicode_fast) collate "C")
    -- A userName that looks like another's id: the id is meant.
    order by r.id = ${readId<UserId>(userNameOrId)} desc limit 1`;
  return user;
}

function columns(sql: Queryable): Fragment {
  return sql`
    r.id, r.body ->> 'userName' as "userName", r.body ->> 'displayName' as "displayName",
    case when not r.active then 'suspended' when r.blocked_at is not null then 'blocked' else 'active' end as status,
    r.connection_id is not null as "scimManaged", r.created_at as "createdAt", r.updated_at as "updatedAt"`;
}
