/** A group is deleted: its members and its roles are removed, its name is free. */

import { changesBy } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { GroupId } from "../db/ids.ts";
import type { Caller } from "../directory/caller.ts";
import { requestRecord, requestsOfWrites, writtenRequest } from "../requests/record.ts";
import { writerOf } from "./author.ts";
import { withoutDeadlocks } from "./contention.ts";
import { leaveGroups } from "./leave-groups.ts";
import { NotAuthorized, notFound, preconditionFailed, type Write } from "./write.ts";

/**
 * Deletes the group with `id`, with its change, one for each group it was a member of, and its request, in one
 * transaction.
 * @throws NotAuthorized; ScimError 404, 412
 */
export async function deleteGroup(write: Write, id: GroupId): Promise<void> {
  await withoutDeadlocks(write.sql, async (tx) => {
    const version = await lockGroups(tx, write, id);
    if (version === null) throw notFound("group", id);
    if (!write.allows(version)) throw preconditionFailed(version);
    await write.guard?.before(tx, id);
    await markDeleted(tx, write, id);
    await write.guard?.after(tx);
  });
  write.onStored();
}

/** Locks the group and those it is a member of, in the order of their ids, and returns its version. See `deleteUser`. */
async function lockGroups(tx: Queryable, write: Write, id: GroupId): Promise<number | null> {
  const [, [row]] = await Promise.all([
    tx`
      select from ${writerOf(tx, write.author)} caller
      join groups g on g.org_id = caller.org_id
      where g.id = any(${id}::uuid || array(
        select m.group_id from memberships m where m.org_id = caller.org_id and m.member_group_id = ${id}))
      order by g.id
      for update of g`,
    tx<(Caller & { version: number | null })[]>`
      select caller.org_id as "orgId", caller.connection_id as "connectionId", (
        select g.version from groups g
        where g.org_id = caller.org_id and g.id = ${id} and g.deleted_at is null) as version
      from ${writerOf(tx, write.author)} caller`,
  ]);
  if (!row) throw new NotAuthorized();
  write.onCaller(row);
  return row.version;
}

async function markDeleted(tx: Queryable, write: Write, id: GroupId): Promise<void> {
  await tx`
    with caller as materialized ${writerOf(tx, write.author)},
    deleted as (
      update groups g set deleted_at = now(), updated_at = now(), version = g.version + 1
      from caller
      where g.org_id = caller.org_id and g.id = ${id}
      returning g.org_id, caller.connection_id, g.id, g.version, g.body
    ),
    roles as (
      delete from group_roles r using deleted
      where r.org_id = deleted.org_id and r.group_id = deleted.id
      returning r.org_id, deleted.connection_id, r.group_id, r.role
    ),
    role_change as (${changesBy(
      tx,
      write.author.actor,
      "role",
      tx`select org_id, connection_id, null::uuid, group_id, null::bigint, 'unmap', jsonb_build_object('role', role), null::jsonb
        from roles`,
    )}),
    members_gone as (
      delete from memberships m using deleted
      where m.org_id = deleted.org_id and m.group_id = deleted.id
      returning m.member_id
    ),
    left_groups as (
      delete from memberships m using deleted
      where m.org_id = deleted.org_id and m.member_group_id = deleted.id and m.group_id <> deleted.id
      returning m.org_id, m.group_id, m.member_group_id as member_id
    ),
    ${leaveGroups(tx, write)},
    change as (${changesBy(
      tx,
      write.author.actor,
      "group",
      tx`select org_id, connection_id, ${write.request?.id ?? null}::uuid, id, version, 'delete', body,
        (select jsonb_build_object('members', jsonb_build_object('removed', jsonb_agg(member_id)))
          from members_gone having count(*) > 0)
        from deleted`,
    )}),
    request as (${requestsOfWrites(
      tx,
      tx`select deleted.org_id, deleted.connection_id, deleted.id, request, null::text[]
        from deleted, ${requestRecord(tx, writtenRequest(write.request, 204, "group", []))} as request`,
    )})
    select`;
}
