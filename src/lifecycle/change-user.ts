/** A user changes: PUT and PATCH. */

import { isDeepStrictEqual } from "node:util";
import { difference } from "../changes/difference.ts";
import { changeByConnection } from "../changes/record.ts";
import type { Fragment, Queryable } from "../db/connect.ts";
import type { UserId } from "../db/ids.ts";
import type { Found } from "../directory/caller.ts";
import { readUser, type UserRow, userColumns } from "../directory/user.ts";
import { foldedEmails } from "../directory/user-emails.ts";
import { foreignDomains } from "../domains/domains.ts";
import { requestOfWrite } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import { sameResource } from "../scim/patch/same-resource.ts";
import { emailValues } from "../scim/resource/emails.ts";
import { reader, writer } from "../tokens/authorize.ts";
import { userNameConflict } from "./conflict.ts";
import { isPostgresError, STALE, withoutLostUpdates } from "./contention.ts";
import { checkKeys, checkSize } from "./limits.ts";
import { domainsToCheck } from "./user-rules.ts";
import { foreignDomain, NotAuthorized, notFound, preconditionFailed, type Write } from "./write.ts";

/** What a client wants the user to be. */
export interface Wanted {
  readonly resource: JsonObject;
  readonly notes: readonly string[];
}

/**
 * Makes of the user with `id` what `change` makes of it, adopting one that was made by hand. Two round trips: read,
 * then write where the version is still the one read. `change` may run twice.
 * @throws NotAuthorized; ScimError 404, 412, 409 uniqueness, 403 for a foreign domain, and what `change` throws
 */
export async function changeUser(
  write: Write,
  id: UserId,
  change: (stored: JsonObject) => Wanted,
): Promise<{ row: UserRow; notes: readonly string[] }> {
  let wanted: JsonObject = {};
  const attempt = async (sql: Queryable) => {
    const read = await readUser(sql, reader(sql, write.hash), id, undefined);
    if (!read) throw new NotAuthorized();
    write.onCaller(read);
    if (read.id === null) throw notFound("user", id);
    if (!write.allows(read.version)) throw preconditionFailed(read.version);
    const before = JSON.parse(read.body) as JsonObject;
    const { resource: after, notes } = change(before);
    const moved = !sameResource(before, after);
    if (!moved && read.managedBy === read.connectionId) {
      // The read before is without groups, which most changes need not know.
      const row = write.base === undefined ? read : await unchanged(sql, write, id);
      return { row, stored: false, notes };
    }
    wanted = after;
    checkKeys(after);
    checkSize(after);
    const row = await update(sql, write, { id, read, before, after, moved, notes });
    return row === STALE ? STALE : { row, stored: true, notes };
  };
  try {
    const changed = await withoutLostUpdates(write.sql, attempt, (tx) => lockUser(tx, write, id));
    if (changed.stored) write.onStored();
    return changed;
  } catch (error) {
    if (!isPostgresError(error, "23505", "users_user_name")) throw error;
    throw await userNameConflict(write, wanted);
  }
}

interface Update {
  readonly id: UserId;
  readonly read: { readonly version: number; readonly managedBy: string | null };
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Whether an attribute differs: only then does the version move. */
  readonly moved: boolean;
  readonly notes: readonly string[];
}

async function update(sql: Queryable, write: Write, change: Update): Promise<UserRow | typeof STALE> {
  const { id, read, before, after, moved, notes } = change;
  const [row] = await sql<(Found<UserRow> & { foreignDomain: string | null })[]>`
    with caller as materialized ${writer(sql, write.hash)},
    foreign_domain as materialized (${foreignDomains(sql, domainsToCheck(after, before))}),
    updated as (
      update users u
      set body = ${JSON.stringify(after)}::text::jsonb, connection_id = caller.connection_id,
        version = u.version + ${moved ? 1 : 0}, updated_at = case when ${moved} then now() else u.updated_at end,
        activated_at = coalesce(u.activated_at, case when ${after.active === true} then now() end)
      from caller
      where u.org_id = caller.org_id and u.id = ${id} and u.version = ${read.version} and u.deleted_at is null
        and not exists (select from foreign_domain)
      returning u.*
    ),
    ${emailsMoved(sql, emailValues(before), emailValues(after))}
    change as (${changeByConnection(sql, "user", write.request.id, changesOf(sql, change))}),
    request as (${requestOfWrite(
      sql,
      write.request,
      200,
      "user",
      sql`select org_id, connection_id, id, ${notes.length > 0 ? (notes as string[]) : null}::text[] from updated`,
    )})
    select caller.org_id as "orgId", caller.connection_id as "connectionId", ${userColumns(sql, write.base)},
      (select domain from foreign_domain limit 1) as "foreignDomain"
    from caller left join updated r on true`;
  if (!row) throw new NotAuthorized();
  if (row.foreignDomain !== null) throw foreignDomain(row.foreignDomain);
  return row.id === null ? STALE : row;
}

/** What the log says: that the user was adopted, if so, and what changed, if anything did. */
function changesOf(sql: Queryable, { read, before, after, moved }: Update): Fragment {
  const adopted = sql`
    select org_id, connection_id, id, version - ${moved ? 1 : 0}, 'adopt', null::jsonb, null::jsonb from updated`;
  if (!moved) return adopted;
  const differing = difference(before, after);
  return sql`
    ${read.managedBy === null ? sql`${adopted} union all` : sql``}
    select org_id, connection_id, id, version, ${opOf(before, after)}::text,
      ${JSON.stringify(differing.before)}::text::jsonb, ${JSON.stringify(differing.after)}::text::jsonb
    from updated`;
}

function opOf(before: JsonObject, after: JsonObject): string {
  if (before.active === after.active) return "update";
  return after.active === true ? "activate" : "suspend";
}

/** The parts of the statement that bring the look-up of addresses up to date; none when they are the same. */
function emailsMoved(sql: Queryable, before: readonly string[], after: readonly string[]): Fragment {
  if (isDeepStrictEqual(before, after)) return sql``;
  return sql`
    emails_gone as (
      delete from user_emails e using updated
      where e.org_id = updated.org_id and e.user_id = updated.id and e.value_key in (
        select key from ${foldedEmails(sql, before)} except select key from ${foldedEmails(sql, after)})
    ),
    emails_new as (
      insert into user_emails (org_id, user_id, value_key)
      select updated.org_id, updated.id, key from updated, ${foldedEmails(sql, after)}
      on conflict do nothing
    ),`;
}

/** The answer to a change that changes nothing. */
async function unchanged(sql: Queryable, write: Write, id: UserId): Promise<UserRow> {
  const row = await readUser(sql, reader(sql, write.hash), id, write.base);
  if (!row) throw new NotAuthorized();
  if (row.id === null) throw notFound("user", id);
  return row;
}

async function lockUser(tx: Queryable, write: Write, id: UserId): Promise<void> {
  await tx`
    select from ${writer(tx, write.hash)} caller
    join users u on u.org_id = caller.org_id and u.id = ${id}
    for no key update of u`;
}
