/** Groups that people make, change and delete by hand. Those of an identity provider are read-only. */

import type { GroupId } from "../../db/ids.ts";
import { GROUP_SCHEMA } from "../../scim/schemas/group.ts";
import { changeGroup, type GroupChange } from "../change-group.ts";
import { createGroup } from "../create-group.ts";
import { deleteGroup } from "../delete-group.ts";
import { type ByHand, writeByHand } from "./by-hand.ts";
import { guardGroup } from "./guard.ts";

/** Creates a group of that name without members. @throws NameTaken; ScimError 400 invalidValue */
export async function createGroupByHand(by: ByHand, displayName: string): Promise<{ id: GroupId; version: number }> {
  const group = { schemas: [GROUP_SCHEMA.id], displayName };
  const { id, version } = await createGroup(writeByHand(by), group, [], []);
  return { id: id as GroupId, version };
}

/** Renames a group. @throws ByHandRefused; NameTaken; ScimError 404 */
export function renameGroupByHand(by: ByHand, id: GroupId, displayName: string): Promise<{ version: number }> {
  return change(by, id, { attributes: (stored) => ({ ...stored, displayName }), members: undefined });
}

/** Adds and removes members, users or groups. Who is one already, or none, is no error. @throws ByHandRefused; ScimError 404, 400 invalidValue */
export function moveMembersByHand(
  by: ByHand,
  id: GroupId,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<{ version: number }> {
  const members = {
    replaceAll: false,
    add: add.map((value) => ({ value: value.toLowerCase(), type: undefined })),
    remove: remove.map((value) => value.toLowerCase()),
  };
  return change(by, id, { attributes: undefined, members });
}

async function change(
  by: ByHand,
  id: GroupId,
  wanted: Pick<GroupChange, "attributes" | "members">,
): Promise<{ version: number }> {
  const { version } = await changeGroup(writeByHand(by, guardGroup(by)), id, { ...wanted, notes: [], status: 200 });
  return { version };
}

/** Deletes a group. @throws ByHandRefused; ScimError 404 */
export async function deleteGroupByHand(by: ByHand, id: GroupId): Promise<void> {
  await deleteGroup(writeByHand(by, guardGroup(by)), id);
}
