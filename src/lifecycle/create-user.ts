/** A user comes to be. */

import { newId, type UserId } from "../db/ids.ts";
import type { UserRow } from "../directory/user.ts";
import { writtenRequest } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import { emailValues } from "../scim/resource/emails.ts";
import { userNameConflict } from "./conflict.ts";
import { type Inserted, insertUsers, type NewUser } from "./insert-users.ts";
import { checkKeys } from "./limits.ts";
import { domainsToCheck } from "./user-rules.ts";
import { foreignDomain, NotAuthorized, type Write } from "./write.ts";

/**
 * Creates `user`, in one statement with its change and its request, which others' may share: all of it is durable when
 * this returns, or none. `notes` are kept with the request.
 * @throws NotAuthorized; ScimError 409 uniqueness, 403 for a foreign domain, 400 invalidValue
 */
export async function createUser(
  write: Write,
  user: JsonObject,
  notes: readonly string[],
): Promise<Pick<UserRow, "id" | "version" | "createdAt" | "updatedAt">> {
  const { author } = write;
  // Whom people make by hand may have any address.
  const domains = author.hash ? domainsToCheck(user) : [];
  checkKeys(user);
  const id = newId<UserId>();
  const request = writtenRequest(write.request, 201, "user", notes);
  const row = await insert(write, { id, user, domains, emails: emailValues(user), request });
  if (!row) throw new NotAuthorized();
  write.onCaller(row);
  if (row.foreignDomain !== null) throw foreignDomain(row.foreignDomain);
  if (row.id === null) throw await userNameConflict(write, user);
  write.onStored();
  return row;
}

/** Inserts the user, on the pool in a statement that others may share. */
async function insert({ sql, users, author, request }: Write, user: NewUser): Promise<Inserted | undefined> {
  if (!users || !author.hash) return (await insertUsers(sql, author, [user]))[0];
  // The user, and the body that is kept with its request.
  const size = 2 * (request?.body?.length ?? 0);
  return users.insert.run({ name: author.hash.toString("hex"), author }, user, { size });
}
