import type { GroupsAsked } from "../../api/types.ts";
import { choiceIn, given, textIn } from "../../table/address.ts";

/** What the address of Groups says: which, in which order, from where on. */
export type GroupsAddress = Pick<GroupsAsked, "search" | "source" | "sort" | "order" | "cursor">;

/** Reads it. */
export function groupsAddress(search: Record<string, unknown>): GroupsAddress {
  return given({
    search: textIn(search, "search"),
    source: choiceIn(search, "source", ["scim", "by hand"]),
    sort: choiceIn(search, "sort", ["name", "created"]),
    order: choiceIn(search, "order", ["ascending", "descending"]),
    cursor: textIn(search, "cursor"),
  });
}
