import type { UsersAsked } from "../../api/types.ts";
import { choiceIn, given, textIn } from "../../table/address.ts";

/** What the address of Users says: which, in which order, from where on. */
export type UsersAddress = Pick<
  UsersAsked,
  "search" | "status" | "source" | "domain" | "group" | "sort" | "order" | "cursor"
>;

/** Reads it. */
export function usersAddress(search: Record<string, unknown>): UsersAddress {
  return given({
    search: textIn(search, "search"),
    status: choiceIn(search, "status", ["active", "suspended", "blocked"]),
    source: choiceIn(search, "source", ["scim", "by hand"]),
    domain: textIn(search, "domain"),
    group: textIn(search, "group"),
    sort: choiceIn(search, "sort", ["name", "userName", "created"]),
    order: choiceIn(search, "order", ["ascending", "descending"]),
    cursor: textIn(search, "cursor"),
  });
}
