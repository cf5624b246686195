/** What the console's lists ask for, and by which indexes they must be answered, among 200,000 users. */

import { writeCursor } from "../../src/directory/lists/position.ts";

export interface ListAsked {
  readonly path: string;
  /** What must serve it. */
  readonly by: readonly string[];
  /** What is walked from its beginning, by right: until the page is full, or where nothing else finds the few. */
  readonly walks?: readonly string[];
  readonly most?: number;
}

interface Seeded {
  /** The id of the user with this number, named "Name 123", and of the group. */
  readonly userId: (n: number) => string;
  readonly groupId: (n: number) => string;
  readonly domain: string;
}

/** Each list with each order and filter. A page of fifty looks up the groups of each. */
export function listsAsked({ userId, groupId, domain }: Seeded): readonly ListAsked[] {
  const at = (sort: string, order: string, key: string, n: number) =>
    writeCursor(`users ${sort} ${order}`, { key, id: userId(n), back: false, count: 100_000 });
  const PAGE = 600;
  const lists: readonly ListAsked[] = [
    { path: "/users", by: ["users_name", "memberships_user"], walks: ["users_name"], most: PAGE },
    { path: "/users?order=descending", by: ["users_name"], walks: ["users_name"], most: PAGE },
    { path: "/users?sort=userName", by: ["users_user_name"], walks: ["users_user_name"], most: PAGE },
    { path: "/users?sort=created&order=descending", by: ["users_pkey"], walks: ["users_pkey"], most: PAGE },
    { path: `/users?cursor=${at("name", "ascending", "name 150000", 150_000)}`, by: ["users_name"], most: PAGE },
    {
      path: `/users?sort=userName&cursor=${at("userName", "ascending", `n150000@${domain}`, 150_000)}`,
      by: ["users_user_name"],
      most: PAGE,
    },
    { path: `/users?sort=created&cursor=${at("created", "ascending", "", 150_000)}`, by: ["users_pkey"], most: PAGE },
    { path: "/users?search=name 7777", by: ["users_name", "users_pkey"], most: PAGE },
    { path: "/users?search=mail7777&sort=userName", by: ["user_emails_pkey", "users_pkey"], most: PAGE },
    // All begin so: the first of them are met at once along the order.
    { path: "/users?search=n", by: ["users_name"], walks: ["users_name"], most: 5_000 },
    { path: "/users?status=suspended", by: ["users_without_access"], walks: ["users_without_access"] },
    { path: "/users?source=by hand", by: ["users_by_hand"], walks: ["users_by_hand"] },
    // The names of all are read, from the index alone.
    { path: "/users?domain=rare.example", by: ["users_user_name"], walks: ["users_user_name"], most: 4_000 },
    { path: `/users?domain=${domain}`, by: ["users_name"], walks: ["users_user_name", "users_name"], most: PAGE },
    { path: `/users?group=${groupId(77)}`, by: ["memberships_pkey", "users_pkey"], most: 1_500 },
    // Every tenth is a member: the page is full after some hundred.
    { path: `/users?group=${groupId(1)}`, by: ["memberships_pkey"], walks: ["users_name"], most: 8_000 },
    { path: "/users/count", by: ["users_pkey"], walks: ["users_pkey"], most: 5_000 },
    { path: "/users/count?status=suspended", by: ["users_without_access"], walks: ["users_without_access"] },
    { path: "/groups", by: ["groups_display_name", "memberships_pkey"], walks: ["groups_display_name"], most: PAGE },
    { path: "/groups?search=group 77", by: ["groups_display_name", "memberships_pkey"], most: PAGE },
    { path: `/users/${userId(777)}/groups`, by: ["memberships_user", "groups_pkey"], most: PAGE },
    {
      path: `/groups/${groupId(1)}/members`,
      by: ["memberships_pkey"],
      walks: ["users_name", "memberships_group"],
      most: 8_000,
    },
    // There are few changes here: PostgreSQL may as well walk along them to whoever deleted somebody.
    { path: "/deleted-users", by: ["users_deleted"], walks: ["users_deleted", "changes_pkey"] },
  ];
  // Who is signed in is found by the account, whatever the organization.
  return lists.map((list) => ({ ...list, walks: ["users_account", ...(list.walks ?? [])] }));
}
