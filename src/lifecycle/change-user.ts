/** A user changes: PUT and PATCH. */

import { isDeepStrictEqual } from "node:util";
import { difference } from "../changes/difference.ts";
import type { Queryable } from "../db/connect.ts";
import type { UserId } from "../db/ids.ts";
import { type FoundUser, readUsers, type UserRow } from "../directory/user.ts";
import { writtenRequest } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import { sameResource } from "../scim/patch/same-resource.ts";
import { emailValues } from "../scim/resource/emails.ts";
import { readerOf, writerOf } from "./author.ts";
import { userNameConflict } from "./conflict.ts";
import { isPostgresError, STALE, withoutLostUpdates } from "./contention.ts";
import { checkKeys, checkSize } from "./limits.ts";
import { readUser } from "./shared-statements.ts";
import { type UserUpdate, updateUsers } from "./update-users.ts";
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
    const read = await readFrom(sql, write, id, undefined);
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
    // The change keeps what was before, too.
    const size = checkSize(after) + read.body.length;
    const row = await update(sql, write, { id, read, before, after, moved, size, notes });
    return row === STALE ? STALE : { row, stored: true, notes };
  };
  try {
    const changed = await withoutLostUpdates(write, id, attempt, (tx) => lockUser(tx, write, id));
    if (changed.stored) write.onStored();
    return changed;
  } catch (error) {
    if (!isPostgresError(error, "23505", "users_user_name")) throw error;
    throw await userNameConflict(write, wanted);
  }
}

interface Moved {
  readonly id: UserId;
  readonly read: { readonly version: number; readonly managedBy: string | null };
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Whether an attribute differs: only then does the version move. */
  readonly moved: boolean;
  /** Of before and after together, in characters. */
  readonly size: number;
  readonly notes: readonly string[];
}

/** Writes what moved, on the pool in a statement that others may share. */
async function update(sql: Queryable, write: Write, move: Moved): Promise<UserRow | typeof STALE> {
  const { id, read, before, after, moved, size, notes } = move;
  const differing = difference(before, after);
  const emails = [emailValues(before), emailValues(after)] as const;
  const movesEmails = !isDeepStrictEqual(...emails);
  const { author, base, users } = write;
  const op = opOf(before, after);
  const item: UserUpdate = {
    id,
    version: read.version,
    user: after,
    moves: moved ? 1 : 0,
    adopted: author.hash !== undefined && (!moved || read.managedBy === null),
    op,
    before: differing.before,
    after: differing.after,
    // Whom people made by hand may have any address.
    domains: author.hash ? domainsToCheck(after, before) : [],
    emailsBefore: movesEmails ? emails[0] : [],
    emailsAfter: movesEmails ? emails[1] : [],
    request: writtenRequest(write.request, 200, "user", notes),
  };
  const movesAccess = op !== "update";
  const name = `${author.hash?.toString("hex")} ${base} ${movesEmails} ${movesAccess}`;
  const lane = { name, author, base, movesEmails, movesAccess };
  const place = { subject: id, size: size + (write.request?.body?.length ?? 0) };
  // A new name may be taken: PostgreSQL then refuses the statement, or waits for whoever is about to take it.
  const mayShare = sql === write.sql && after.userName === before.userName;
  const row = users && mayShare ? await users.update.run(lane, item, place) : (await updateUsers(sql, lane, [item]))[0];
  if (!row) throw new NotAuthorized();
  if (row.foreignDomain !== null) throw foreignDomain(row.foreignDomain);
  return row.id === null ? STALE : row;
}

function opOf(before: JsonObject, after: JsonObject): string {
  if (before.active === after.active) return "update";
  return after.active === true ? "activate" : "suspend";
}

/** The user, read on the pool in a statement that others may share. */
async function readFrom(sql: Queryable, write: Write, id: UserId, base: string | undefined): Promise<FoundUser> {
  const { users, author } = write;
  if (users && author.hash && sql === write.sql) return readUser(users, author.hash, id, base);
  return (await readUsers(sql, readerOf(sql, author), [id], base))[0];
}

/** The answer to a change that changes nothing. */
async function unchanged(sql: Queryable, write: Write, id: UserId): Promise<UserRow> {
  const row = await readFrom(sql, write, id, write.base);
  if (!row) throw new NotAuthorized();
  if (row.id === null) throw notFound("user", id);
  return row;
}

async function lockUser(tx: Queryable, write: Write, id: UserId): Promise<void> {
  await tx`
    select from ${writerOf(tx, write.author)} caller
    join users u on u.org_id = caller.org_id and u.id = ${id}
    for no key update of u`;
}
