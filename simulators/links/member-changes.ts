/** Who is to join and to leave a group at the server. */

import type { Group } from "../company/company.ts";
import type { Links } from "./links.ts";

/** Ids of users. */
export interface MemberChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The ids of users whom the company has in the group and the server not, and the other way round. */
export function memberChanges(links: Links, { key, members }: Group): MemberChanges {
  const ids = [...members].flatMap((person) => links.users.get(person)?.id ?? []);
  const desired = new Set(ids);
  const there = links.groups.get(key)?.members ?? new Set();
  return { added: ids.filter((id) => !there.has(id)), removed: [...there].filter((id) => !desired.has(id)) };
}
