/** A group comes to be. */

import { changesBy } from "../changes/record.ts";
import { type GroupId, newId } from "../db/ids.ts";
import type { Found } from "../directory/caller.ts";
import type { GroupRow } from "../directory/group.ts";
import {
  findMembers,
  type MemberIds,
  memberDifference,
  moveMembers,
  notesOfSkipped,
} from "../directory/memberships.ts";
import { requestRecord, requestsOfWrites, writtenRequest } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import type { MemberRef } from "../scim/resource/members.ts";
import { writerOf } from "./author.ts";
import { displayNameConflict } from "./conflict.ts";
import { againAfterDeadlock } from "./contention.ts";
import { checkKeys } from "./limits.ts";
import { readMemberIds, unknownMember } from "./members.ts";
import { NotAuthorized, type Write } from "./write.ts";

type Created = Pick<GroupRow, "id" | "version" | "createdAt" | "updatedAt">;

/**
 * Creates `group` with `members`, in one statement with its change and its request.
 * @throws NotAuthorized; ScimError 409 uniqueness, 400 invalidValue for a member that never was
 */
export async function createGroup(
  write: Write,
  group: JsonObject,
  members: readonly MemberRef[],
  notes: readonly string[],
): Promise<Created> {
  checkKeys(group);
  const { ids, nobody } = readMemberIds({ replaceAll: false, add: members, remove: [] });
  const row = await againAfterDeadlock(() => insertGroup(write, group, ids, nobody === undefined, notes));
  if (!row) throw new NotAuthorized();
  write.onCaller(row);
  const stranger = nobody ?? row.unknown;
  if (stranger !== null) throw unknownMember(stranger);
  if (row.id === null) throw await displayNameConflict(write, group);
  write.onStored();
  return row;
}

type Row = Found<Created> & { unknown: string | null };

async function insertGroup(
  { sql, author, request }: Write,
  group: JsonObject,
  members: MemberIds,
  allowed: boolean,
  notes: readonly string[],
): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`
    with caller as materialized ${writerOf(sql, author)},
    target as (select org_id from caller),
    ${findMembers(sql, members.add)},
    writable as (
      insert into groups (org_id, id, connection_id, body)
      select org_id, ${newId<GroupId>()}::uuid, connection_id, ${JSON.stringify(group)}::text::jsonb
      from caller where not exists (select from unknown) and ${allowed}
      on conflict (org_id, display_name_key) where deleted_at is null do nothing
      returning org_id, id, connection_id, body, version, created_at, updated_at
    ),
    ${moveMembers(sql, members)},
    change as (${changesBy(
      sql,
      author.actor,
      "group",
      sql`select org_id, connection_id, ${request?.id ?? null}::uuid, id, version, 'create', null::jsonb,
        body || ${memberDifference(sql)} from writable`,
    )}),
    request as (${requestsOfWrites(
      sql,
      sql`select writable.org_id, writable.connection_id, writable.id, request, ${notesOfSkipped(sql)}
        from writable, ${requestRecord(sql, writtenRequest(request, 201, "group", notes))} as request`,
    )})
    select caller.org_id as "orgId", caller.connection_id as "connectionId",
      writable.id, writable.version, writable.created_at as "createdAt", writable.updated_at as "updatedAt",
      (select id from unknown limit 1) as unknown
    from caller left join writable on true`;
  return row;
}
