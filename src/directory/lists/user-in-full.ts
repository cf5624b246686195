/** One user as its page shows it. */

import type { Queryable } from "../../db/connect.ts";
import { type OrgId, readId, type UserId } from "../../db/ids.ts";
import { isObject, type JsonObject } from "../../scim/json.ts";
import { ENTERPRISE, shownName } from "./page-of-users.ts";
import { type Status, statusOf } from "./users-wanted.ts";

export interface UserInFull {
  readonly id: UserId;
  readonly userName: string;
  readonly name: string;
  readonly status: Status;
  readonly scimManaged: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Since when it is blocked in the console. */
  readonly blockedAt: Date | null;
  /** The resource as stored: without id, meta and groups. */
  readonly resource: JsonObject;
  /** Whom the resource names as manager, where that is a user here. */
  readonly manager: { readonly id: UserId; readonly name: string } | null;
  /** Of how many groups it is a direct member. */
  readonly groups: number;
}

/** The user with `id`; undefined when there is none or it is deleted. */
export async function readUserInFull(sql: Queryable, orgId: OrgId, id: UserId | null): Promise<UserInFull | undefined> {
  const [user] = await sql<UserInFull[]>`
    select r.id, r.body ->> 'userName' as "userName", ${shownName(sql)} as name, ${statusOf(sql)} as status,
      r.connection_id is not null as "scimManaged", r.version, r.created_at as "createdAt", r.updated_at as "updatedAt",
      r.blocked_at as "blockedAt", r.body as resource, null as manager, (
        select count(*) from memberships m where m.org_id = r.org_id and m.user_id = r.id
      ) as groups
    from users r where r.org_id = ${orgId} and r.id = ${id} and r.deleted_at is null`;
  return user && { ...user, manager: await managerOf(sql, orgId, user.resource) };
}

async function managerOf(sql: Queryable, orgId: OrgId, resource: JsonObject): Promise<UserInFull["manager"]> {
  const extension = resource[ENTERPRISE];
  const manager = isObject(extension) ? extension.manager : undefined;
  if (!isObject(manager) || typeof manager.value !== "string") return null;
  const [named] = await sql<{ id: UserId; name: string }[]>`
    select r.id, ${shownName(sql)} as name from users r
    where r.org_id = ${orgId} and r.id = ${readId<UserId>(manager.value)} and r.deleted_at is null`;
  return named ?? null;
}

/** Whether there is such a user, and it is not deleted. */
export async function isUserThere(sql: Queryable, orgId: OrgId, id: UserId): Promise<boolean> {
  const found = await sql`
    select from users r where r.org_id = ${orgId} and r.id = ${id} and r.deleted_at is null`;
  return found.length > 0;
}
