/** Who is to join and to leave a group at the server. */

import type { Group } from "../company/company.ts";
import type { Links } from "./links.ts";

/** Ids of users. */
export interface MemberChanges {
  /** All that the company has in the group. */
  readonly desired: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Whom the company has in the group and the server not, and the other way round. */
export function memberChanges(links: Links, { key, members }: Group): MemberChanges {
  const desired = [...members].flatMap((person) => links.users.get(person)?.id ?? []);
  const wanted = new Set(desired);
  const there = links.groups.get(key)?.members ?? new Set();
  return {
    desired,
    added: desired.filter((id) => !there.has(id)),
    removed: [...there].filter((id) => !wanted.has(id)),
  };
}

/** Changes of members in one request. Of the servers that bound it, none is known to take fewer. */
const AT_ONCE = 100;

/** Members in as many requests as they need. */
export function inBatches<T>(members: readonly T[]): T[][] {
  const many = Math.ceil(members.length / AT_ONCE);
  return Array.from({ length: many }, (_, i) => members.slice(i * AT_ONCE, (i + 1) * AT_ONCE));
}
