/** Users that people make, change and delete by hand. */

import type { UserId } from "../../db/ids.ts";
import type { JsonObject } from "../../scim/json.ts";
import { changeUser } from "../change-user.ts";
import { createUser } from "../create-user.ts";
import { deleteUser } from "../delete-user.ts";
import { type ByHand, writeByHand } from "./by-hand.ts";
import { guardUser } from "./guard.ts";

/** Creates `user`, who is no identity provider's until one adopts it. @throws NameTaken; ScimError 400 invalidValue */
export async function createUserByHand(by: ByHand, user: JsonObject): Promise<{ id: UserId; version: number }> {
  const { id, version } = await createUser(writeByHand(by), user, []);
  return { id, version };
}

/**
 * Makes of a user what `change` makes of it, where it is at `version` still and no identity provider's. The address that
 * an account signs in with stays what it was.
 * @throws ByHandRefused; NameTaken; ScimError 404, 412, and what `change` throws
 */
export async function editUserByHand(
  by: ByHand,
  id: UserId,
  version: number,
  change: (stored: JsonObject) => JsonObject,
): Promise<{ version: number }> {
  const write = writeByHand(by, guardUser(by, "made by hand"), version);
  const { row } = await changeUser(write, id, (stored) => ({ resource: change(stored), notes: [] }));
  return { version: row.version };
}

/** Deletes a user, whoever made it, as an identity provider would. @throws ByHandRefused; ScimError 404 */
export async function deleteUserByHand(by: ByHand, id: UserId): Promise<void> {
  await deleteUser(writeByHand(by, guardUser(by)), id);
}
