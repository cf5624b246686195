/** Users as the console lists them: searched, filtered, sorted, page after page; and how many there are. */

import type { Fragment, Queryable } from "../../db/connect.ts";
import type { OrgId, UserId } from "../../db/ids.ts";
import { beyond, type Page, type PageWanted, readingOrder, readPage, type SortedBy } from "./position.ts";
import { findFew, isWanted, type Status, statusOf, type UsersWanted } from "./users-wanted.ts";

export const USER_SORTS = ["name", "userName", "created"] as const;
export type UserSort = (typeof USER_SORTS)[number];

/** What a list shows of a user. */
export interface UserListed {
  readonly id: UserId;
  readonly userName: string;
  /** The displayName, else what `name` has, else the userName. */
  readonly name: string;
  readonly status: Status;
  readonly scimManaged: boolean;
  readonly department: string | null;
  /** How many groups it is a direct member of, at most `MOST_COUNTED`. */
  readonly groups: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** How many there are: exactly, or at least so many. */
export interface Total {
  readonly count: number;
  readonly exact: boolean;
}

/** What is filtered is counted up to here: all of a million would have to be looked at. */
export const MOST_COUNTED = 10_000;

/** The extension that has department and manager. RFC 7643 §4.3. */
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A page of the organization's users. */
export async function pageOfUsers(
  sql: Queryable,
  orgId: OrgId,
  wanted: UsersWanted,
  sort: UserSort,
  page: PageWanted,
): Promise<Page<UserListed & { key: string }>> {
  const few = await findFew(sql, orgId, wanted);
  return await readPage(page, async (part) => {
    if (few?.length === 0) return [];
    const by = sortedBy(sql, sort);
    return await sql<(UserListed & { key: string })[]>`
      select ${by.key ?? sql`''`} as key, ${listedColumns(sql)} from users r
      where ${isWanted(sql, orgId, wanted)} ${among(sql, few)} and ${beyond(sql, by, part)}
      order by ${readingOrder(sql, by, part)} limit ${part.limit}`;
  });
}

/** How many users are wanted. */
export async function countUsers(sql: Queryable, orgId: OrgId, wanted: UsersWanted): Promise<Total> {
  const isFiltered = Object.values(wanted).some((value) => value !== undefined);
  const few = isFiltered ? await findFew(sql, orgId, wanted) : undefined;
  if (few?.length === 0) return { count: 0, exact: true };
  const most = isFiltered ? sql`limit ${MOST_COUNTED + 1}::integer` : sql``;
  const [row] = await sql<[{ count: number }]>`
    select count(*) from (select from users r where ${isWanted(sql, orgId, wanted)} ${among(sql, few)} ${most}) as counted`;
  return totalOf(row.count, isFiltered);
}

/** What was counted, one further than `MOST_COUNTED` where that was the most. */
export function totalOf(count: number, isCapped: boolean): Total {
  const exact = !isCapped || count <= MOST_COUNTED;
  return { count: exact ? count : MOST_COUNTED, exact };
}

/** All users that are wanted, a thousand at a time, read as they are taken. */
export function allUsers(
  sql: Queryable,
  orgId: OrgId,
  wanted: UsersWanted,
  sort: UserSort,
  order: PageWanted["order"],
): AsyncIterable<UserExported[]> {
  const by = readingOrder(sql, sortedBy(sql, sort), { order, position: undefined, limit: 0 });
  return sql<UserExported[]>`
    select ${listedColumns(sql)}, r.body ->> 'displayName' as "displayName", r.external_id as "externalId",
      r.body #>> '{name,givenName}' as "givenName", r.body #>> '{name,familyName}' as "familyName",
      r.body ->> 'title' as title,
      coalesce(jsonb_path_query_first(r.body -> 'emails', '$[*] ? (@.primary == true)'), r.body #> '{emails,0}')
        ->> 'value' as email
    from users r where ${isWanted(sql, orgId, wanted)} order by ${by}`.cursor(1_000);
}

/** What an export has of a user. */
export interface UserExported extends UserListed {
  readonly displayName: string | null;
  readonly externalId: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly title: string | null;
  /** The primary one, else the first. */
  readonly email: string | null;
}

function among(sql: Queryable, few: readonly UserId[] | undefined): Fragment {
  return few === undefined ? sql`` : sql`and r.id = any(${few}::uuid[])`;
}

/** Ids are made in the order of creation. */
function sortedBy(sql: Queryable, sort: UserSort): SortedBy {
  const keys: Readonly<Record<UserSort, Fragment | undefined>> = {
    name: sql`r.name_key`,
    userName: sql`r.user_name_key`,
    created: undefined,
  };
  return { key: keys[sort], id: sql`r.id` };
}

function listedColumns(sql: Queryable): Fragment {
  return sql`
    r.id, r.body ->> 'userName' as "userName", ${shownName(sql)} as name, ${statusOf(sql)} as status,
    r.connection_id is not null as "scimManaged", r.body #>> ${`{${ENTERPRISE},department}`}::text[] as department, (
      select count(*) from (
        select from memberships m where m.org_id = r.org_id and m.user_id = r.id limit ${MOST_COUNTED}::integer) as of
    ) as groups, r.created_at as "createdAt", r.updated_at as "updatedAt"`;
}

/** The name that row `r` of users is shown with. */
export function shownName(sql: Queryable): Fragment {
  return sql`coalesce(nullif(r.body ->> 'displayName', ''), nullif(r.body #>> '{name,formatted}', ''),
    nullif(concat_ws(' ', r.body #>> '{name,givenName}', r.body #>> '{name,familyName}'), ''), r.body ->> 'userName')`;
}
