/** A group changes: PUT and PATCH, of its attributes, its members or both. */

import { difference } from "../changes/difference.ts";
import { changesBy } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { GroupId } from "../db/ids.ts";
import type { Caller } from "../directory/caller.ts";
import { readGroup } from "../directory/group.ts";
import { findMembers, memberDifference, moveMembers, notesOfSkipped } from "../directory/memberships.ts";
import { requestRecord, requestsOfWrites, writtenRequest } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import type { MemberChange } from "../scim/patch/fold-members.ts";
import { sameResource } from "../scim/patch/same-resource.ts";
import type { MemberRef } from "../scim/resource/members.ts";
import { readerOf, writerOf } from "./author.ts";
import { displayNameConflict } from "./conflict.ts";
import { isPostgresError, STALE, withoutLostUpdates } from "./contention.ts";
import { checkKeys, checkSize } from "./limits.ts";
import { readMemberIds, unknownMember } from "./members.ts";
import { NotAuthorized, notFound, preconditionFailed, type Write } from "./write.ts";

/** What a client wants of a group. */
export interface GroupChange {
  /** What becomes of its attributes; undefined leaves them, and saves reading them. May run twice. */
  readonly attributes: ((stored: JsonObject) => JsonObject) | undefined;
  /** What becomes of its members; a function where that depends on who they are, which costs reading all of them. */
  readonly members: MemberChange | ((stored: readonly MemberRef[]) => MemberChange) | undefined;
  readonly notes: readonly string[];
  readonly status: 200 | 204;
}

interface Changed {
  readonly version: number;
  /** Whether the request was stored with the change; a change that changes nothing is not. */
  readonly stored: boolean;
  readonly notes: readonly string[];
}

/**
 * Changes the group with `id`, adopting one that was made by hand. One round trip where only members change, at the
 * cost of that change, not of the group; two where attributes do.
 * @throws NotAuthorized; ScimError 404, 412, 409 uniqueness, 400 invalidValue for a member that never was, and what
 * `change.attributes` throws
 */
export async function changeGroup(write: Write, id: GroupId, change: GroupChange): Promise<Changed> {
  let wanted: JsonObject = {};
  const attempt = async (sql: Queryable) => {
    const mustRead = change.attributes || typeof change.members === "function" || write.conditional;
    const read = mustRead ? await readForChange(sql, write, id) : undefined;
    const before = read && (JSON.parse(read.body) as JsonObject);
    const after = before && change.attributes?.(before);
    if (after) {
      checkKeys(after);
      checkSize(after);
      wanted = after;
    }
    const moved = before && after && !sameResource(before, after) ? { before, after } : undefined;
    const members =
      typeof change.members === "function" ? change.members(await readMembers(sql, write, id)) : change.members;
    return update(sql, write, {
      id,
      expected: read?.version,
      moved,
      members,
      notes: change.notes,
      status: change.status,
    });
  };
  try {
    const changed = await withoutLostUpdates(write, id, attempt, (tx) => lockGroup(tx, write, id));
    if (changed.stored) write.onStored();
    return changed;
  } catch (error) {
    if (!isPostgresError(error, "23505", "groups_display_name")) throw error;
    throw await displayNameConflict(write, wanted);
  }
}

async function readForChange(sql: Queryable, write: Write, id: GroupId) {
  const read = await readGroup(sql, readerOf(sql, write.author), id);
  if (!read) throw new NotAuthorized();
  write.onCaller(read);
  if (read.id === null) throw notFound("group", id);
  if (!write.allows(read.version)) throw preconditionFailed(read.version);
  return read;
}

/** The members there are; those of the version that was read, or `update` finds it stale. */
function readMembers(sql: Queryable, write: Write, id: GroupId): Promise<MemberRef[]> {
  return sql<MemberRef[]>`
    select m.member_id as value, case when m.user_id is null then 'Group' else 'User' end as type
    from ${readerOf(sql, write.author)} caller
    join memberships m on m.org_id = caller.org_id and m.group_id = ${id}`;
}

interface Update {
  readonly id: GroupId;
  /** The version that was read; undefined when nothing was. */
  readonly expected: number | undefined;
  /** The attributes, where they change. */
  readonly moved: { readonly before: JsonObject; readonly after: JsonObject } | undefined;
  readonly members: MemberChange | undefined;
  readonly notes: readonly string[];
  readonly status: 200 | 204;
}

type Row = Caller & {
  locked: number | null;
  fresh: boolean;
  unknown: string | null;
  written: number | null;
  skipped: string[] | null;
};

async function update(sql: Queryable, write: Write, change: Update): Promise<Changed | typeof STALE> {
  const { id, expected, moved } = change;
  const request = writtenRequest(write.request, change.status, "group", change.notes);
  const { ids: members, nobody } = readMemberIds(change.members);
  const differing = moved ? difference(moved.before, moved.after) : { before: {}, after: {} };
  // A removal sees the members of the statement's snapshot, taken before the lock is held. Alone, or additions alone,
  // that ends as if it had come before whoever was faster; several moves in one request may end as in no order at all.
  const needsFresh =
    members.replaceAll || (members.remove.length > 0 && members.remove.length + members.add.length > 1);
  const [row] = await sql<Row[]>`
    with caller as materialized ${writerOf(sql, write.author)},
    seen as materialized (
      select g.version from caller join groups g on g.org_id = caller.org_id where g.id = ${id}
    ),
    locked as materialized (
      select g.org_id, g.id, g.version, g.connection_id as managed_by, caller.connection_id
      from caller join groups g on g.org_id = caller.org_id
      where g.id = ${id} and g.deleted_at is null
      for no key update of g
    ),
    target as materialized (
      select locked.* from locked, seen
      where locked.version = ${expected ?? sql`locked.version`} and (${!needsFresh} or locked.version = seen.version)
    ),
    ${findMembers(sql, members.add)},
    writable as (select * from target where not exists (select from unknown) and ${nobody === undefined}),
    ${moveMembers(sql, members)},
    moves as (
      select (${moved !== undefined} or exists (select from members_new) or exists (select from members_gone))::int as by
    ),
    written as (
      update groups g
      set body = ${moved ? sql`${JSON.stringify(moved.after)}::text::jsonb` : sql`g.body`},
        connection_id = coalesce(writable.connection_id, g.connection_id), version = g.version + moves.by,
        updated_at = case moves.by when 1 then now() else g.updated_at end
      from writable, moves
      where g.org_id = writable.org_id and g.id = writable.id
        and (moves.by = 1 or writable.managed_by is distinct from writable.connection_id)
      returning g.org_id, g.id, g.version, g.connection_id, moves.by,
        writable.managed_by is null and g.connection_id is not null as adopted
    ),
    change as (${changesBy(
      sql,
      write.author.actor,
      "group",
      sql`
        select org_id, connection_id, ${write.request?.id ?? null}::uuid, id, version - by, 'adopt', null::jsonb, null::jsonb from written where adopted
        union all
        select org_id, connection_id, ${write.request?.id ?? null}::uuid, id, version, 'update', ${JSON.stringify(differing.before)}::text::jsonb,
          ${JSON.stringify(differing.after)}::text::jsonb || ${memberDifference(sql)}
        from written where by = 1`,
    )}),
    request as (${requestsOfWrites(
      sql,
      sql`select written.org_id, written.connection_id, written.id, request, ${notesOfSkipped(sql)}
        from written, ${requestRecord(sql, request)} as request`,
    )})
    select caller.org_id as "orgId", caller.connection_id as "connectionId", locked.version as locked,
      exists (select from target) as fresh, (select id from unknown limit 1) as unknown,
      written.version as written, ${notesOfSkipped(sql)} as skipped
    from caller left join locked on true left join written on true`;
  if (!row) throw new NotAuthorized();
  write.onCaller(row);
  if (row.locked === null) throw notFound("group", id);
  if (!row.fresh) return STALE;
  const stranger = nobody ?? row.unknown;
  if (stranger !== null) throw unknownMember(stranger);
  const notes = [...change.notes, ...(row.skipped ?? [])];
  return { version: row.written ?? row.locked, stored: row.written !== null, notes };
}

async function lockGroup(tx: Queryable, write: Write, id: GroupId): Promise<void> {
  await tx`
    select from ${writerOf(tx, write.author)} caller
    join groups g on g.org_id = caller.org_id and g.id = ${id}
    for no key update of g`;
}
