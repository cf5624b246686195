/** A user is deleted: access ends, memberships and roles are removed, the userName is free. The record stays, under Deleted users. */

import { endSessions } from "../accounts/sessions.ts";
import { changesBy } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { UserId } from "../db/ids.ts";
import type { Caller } from "../directory/caller.ts";
import { emailsOf } from "../directory/user-emails.ts";
import { requestRecord, requestsOfWrites, writtenRequest } from "../requests/record.ts";
import { writerOf } from "./author.ts";
import { withoutDeadlocks } from "./contention.ts";
import { leaveGroups } from "./leave-groups.ts";
import { NotAuthorized, notFound, preconditionFailed, type Write } from "./write.ts";

/**
 * Deletes the user with `id`, with its change, one for each group left, and its request, in one transaction.
 * @throws NotAuthorized; ScimError 404, 412
 */
export async function deleteUser(write: Write, id: UserId): Promise<void> {
  await withoutDeadlocks(write.sql, async (tx) => {
    const version = await lockUserAndGroups(tx, write, id);
    if (version === null) throw notFound("user", id);
    if (!write.allows(version)) throw preconditionFailed(version);
    await write.guard?.before(tx, id);
    await markDeleted(tx, write, id);
    await write.guard?.after(tx);
  });
  write.onStored();
}

/**
 * Locks the user's groups in the order of their ids, then the user, and returns the user's version. An add of the
 * member under way holds the user for key share: it commits before, and the next statement sees it, or comes later
 * and finds the user deleted. One statement is not enough: it would not see what committed while it waited.
 */
export async function lockUserAndGroups(tx: Queryable, write: Write, id: UserId): Promise<number | null> {
  const [, [row]] = await Promise.all([
    tx`
      select from ${writerOf(tx, write.author)} caller
      join groups g on g.org_id = caller.org_id
      where g.id = any(array(
        select m.group_id from memberships m where m.org_id = caller.org_id and m.user_id = ${id}))
      order by g.id
      for no key update of g`,
    tx<(Caller & { version: number | null })[]>`
      select caller.org_id as "orgId", caller.connection_id as "connectionId", (
        select u.version from users u
        where u.org_id = caller.org_id and u.id = ${id} and u.deleted_at is null
        for update) as version
      from ${writerOf(tx, write.author)} caller`,
  ]);
  if (!row) throw new NotAuthorized();
  write.onCaller(row);
  return row.version;
}

/**
 * The second half of it, once the user and its groups are held. The role that goes with it is a change of its own, and
 * none of the request: nobody asked for that.
 */
export async function markDeleted(tx: Queryable, write: Write, id: UserId): Promise<void> {
  await tx`
    with caller as materialized ${writerOf(tx, write.author)},
    deleted as (
      update users u set deleted_at = now(), updated_at = now(), version = u.version + 1, account_id = null
      from caller
      where u.org_id = caller.org_id and u.id = ${id}
      returning u.org_id, caller.connection_id, u.id, u.version, u.body, old.account_id
    ),
    sessions_ended as (${endSessions(tx, tx`select org_id, account_id from deleted`)}),
    emails as (
      delete from user_emails e using deleted, lateral (${emailsOf(tx, tx`deleted.body`)}) as folded
      where e.org_id = deleted.org_id and e.user_id = deleted.id and e.value_key = folded.key
    ),
    roles as (
      delete from role_grants r using deleted
      where r.org_id = deleted.org_id and r.user_id = deleted.id
      returning r.org_id, deleted.connection_id, r.user_id, r.role
    ),
    role_change as (${changesBy(
      tx,
      write.author.actor,
      "role",
      tx`select org_id, connection_id, null::uuid, user_id, null::bigint, 'withdraw', jsonb_build_object('role', role), null::jsonb
        from roles`,
    )}),
    left_groups as (
      delete from memberships m using deleted
      where m.org_id = deleted.org_id and m.user_id = deleted.id
      returning m.org_id, m.group_id, m.user_id as member_id
    ),
    ${leaveGroups(tx, write)},
    change as (${changesBy(
      tx,
      write.author.actor,
      "user",
      tx`select org_id, connection_id, ${write.request?.id ?? null}::uuid, id, version, 'delete', body, null::jsonb from deleted`,
    )}),
    request as (${requestsOfWrites(
      tx,
      tx`select deleted.org_id, deleted.connection_id, deleted.id, request, null::text[]
        from deleted, ${requestRecord(tx, writtenRequest(write.request, 204, "user", []))} as request`,
    )})
    select`;
}
