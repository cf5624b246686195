/** The members that a client asks for, as ids. */

import { readId } from "../db/ids.ts";
import type { MemberIds } from "../directory/memberships.ts";
import { ScimError } from "../scim/errors.ts";
import type { MemberChange } from "../scim/patch/fold-members.ts";

/** A member that never was. */
export function unknownMember(id: string): ScimError {
  return new ScimError(
    400,
    "invalidValue",
    `members: there is no user or group with id "${id.slice(0, 100)}"; create it first, then add it. Nothing was changed.`,
  );
}

/** The ids in `change`, none where it is undefined; and one to be added that is no UUID, which can't be anybody's. */
export function readMemberIds(change: MemberChange | undefined): { ids: MemberIds; nobody: string | undefined } {
  if (!change) return { ids: { replaceAll: false, add: [], remove: [] }, nobody: undefined };
  const add: string[] = [];
  let nobody: string | undefined;
  for (const { value } of change.add) {
    const id = readId(value);
    if (id !== null) add.push(id);
    else nobody ??= value;
  }
  // Removing what can't be a member is a success.
  const remove = change.remove.map((value) => readId(value)).filter((id) => id !== null);
  return { ids: { replaceAll: change.replaceAll, add, remove }, nobody };
}
