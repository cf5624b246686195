/** Which users a list is of, as conditions on a row `r` of users. */

import type { Fragment, Queryable } from "../../db/connect.ts";
import { type GroupId, type OrgId, readId, type UserId } from "../../db/ids.ts";
import { fold } from "../../scim/fold.ts";
import { emailsOf } from "../user-emails.ts";
import { beginsWith } from "./begins-with.ts";

export const STATUSES = ["active", "suspended", "blocked"] as const;
/** Suspended: by the identity provider. Blocked: in the console. */
export type Status = (typeof STATUSES)[number];

export const SOURCES = ["scim", "by hand"] as const;
/** Whether an identity provider manages it, or it was made by hand. */
export type Source = (typeof SOURCES)[number];

export interface UsersWanted {
  /** What the name shown, the given or family name, the userName or an email address begins with; or an id. */
  readonly search?: string | undefined;
  readonly status?: Status | undefined;
  readonly source?: Source | undefined;
  /** The spellings of a domain that the userName is in. */
  readonly domains?: readonly string[] | undefined;
  /** A group that the user is a direct member of; null is none there is. */
  readonly group?: GroupId | null | undefined;
}

/** So many are collected and sorted at most; where more are wanted, they are dense enough to be met along an index. */
export const FEW = 2_000;

/** The status of row `r`. */
export function statusOf(sql: Queryable): Fragment {
  return sql`case when not r.active then 'suspended' when r.blocked_at is not null then 'blocked' else 'active' end`;
}

/** The condition on row `r` of the organization's users. */
export function isWanted(sql: Queryable, orgId: OrgId, wanted: UsersWanted): Fragment {
  const { search, status, source, domains, group } = wanted;
  const conditions = [
    sql`r.org_id = ${orgId} and r.deleted_at is null`,
    ...(search ? [isFound(sql, search)] : []),
    ...(status ? [hasStatus(sql, status)] : []),
    ...(source ? [source === "scim" ? sql`r.connection_id is not null` : sql`r.connection_id is null`] : []),
    ...(domains ? [isIn(sql, domains)] : []),
    ...(group === undefined ? [] : [isMember(sql, orgId, group)]),
  ];
  return conditions.reduce((all, one) => sql`${all} and ${one}`);
}

function hasStatus(sql: Queryable, status: Status): Fragment {
  if (status === "active") return sql`r.active and r.blocked_at is null`;
  // As the index of those without access has it.
  const isWithout = sql`(not r.active or r.blocked_at is not null)`;
  return status === "suspended" ? sql`${isWithout} and not r.active` : sql`${isWithout} and r.active`;
}

function isFound(sql: Queryable, search: string): Fragment {
  return sql`(
    ${beginsWith(sql, sql`r.name_key`, search)} or ${beginsWith(sql, sql`r.other_name_key`, search)}
    or ${beginsWith(sql, sql`r.user_name_key`, search)} or r.id = ${readId<UserId>(search)}::uuid
    or exists (select from (${emailsOf(sql, sql`r.body`)}) as email where ${beginsWith(sql, sql`email.key`, search)}))`;
}

function isIn(sql: Queryable, domains: readonly string[]): Fragment {
  return domains
    .map((domain) => `@${fold(domain)}`)
    .map((end) => sql`right(r.user_name_key, ${Array.from(end).length}::integer) = ${end}`)
    .reduce((all, one) => sql`(${all} or ${one})`);
}

function isMember(sql: Queryable, orgId: OrgId, group: GroupId | null): Fragment {
  return sql`exists (
    select from memberships m where m.org_id = ${orgId} and m.group_id = ${group}::uuid and m.member_id = r.id)`;
}

/**
 * The ids of the users among whom all that are wanted are found, where something that is wanted has an index of its own
 * and finds few. Undefined: there is nothing of that kind.
 */
export async function findFew(sql: Queryable, orgId: OrgId, wanted: UsersWanted): Promise<UserId[] | undefined> {
  const sets = narrow(sql, orgId, wanted);
  if (sets.length === 0) return undefined;
  const found = await sql<{ ids: UserId[] }[]>`${sets.reduce((all, one) => sql`${all} union all ${one}`)}`;
  return found.map(({ ids }) => ids).sort((one, other) => one.length - other.length)[0];
}

/** The ids that a select finds, as one array; no row where they are more than few. */
function ifFew(sql: Queryable, ids: Fragment): Fragment {
  return sql`
    select coalesce(array_agg(few.id), '{}') as ids
    from (select distinct found.id from (${ids}) as found limit ${FEW + 1}::integer) as few
    having count(*) <= ${FEW}::integer`;
}

/** For each thing wanted that is rare in most organizations, those who have it, if few. */
function narrow(sql: Queryable, orgId: OrgId, { search, status, source, domains, group }: UsersWanted): Fragment[] {
  const users = sql`from users r where r.org_id = ${orgId} and r.deleted_at is null`;
  return [
    ...(search ? [ifFew(sql, searched(sql, orgId, search))] : []),
    ...(status && status !== "active" ? [ifFew(sql, sql`select r.id ${users} and ${hasStatus(sql, status)}`)] : []),
    ...(source === "by hand" ? [ifFew(sql, sql`select r.id ${users} and r.connection_id is null`)] : []),
    ...(domains ? [inDomains(sql, orgId, domains)] : []),
    ...(group === undefined
      ? []
      : [
          ifFew(
            sql,
            sql`select m.user_id as id from memberships m
              where m.org_id = ${orgId} and m.group_id = ${group}::uuid and m.user_id is not null
              order by m.member_id`,
          ),
        ]),
  ];
}

/**
 * Each of its parts ends by itself: one that finds many keeps none of the others from being read. In the order of its
 * index: a scan of the table would meet all other organizations' users too.
 */
function searched(sql: Queryable, orgId: OrgId, search: string): Fragment {
  const part = (key: Fragment) => sql`(
    select r.id from users r
    where r.org_id = ${orgId} and r.deleted_at is null and ${beginsWith(sql, key, search)}
    order by ${key} limit ${FEW + 1}::integer)`;
  return sql`
    ${part(sql`r.name_key`)} union all ${part(sql`r.other_name_key`)} union all ${part(sql`r.user_name_key`)}
    union all (select m.user_id from user_emails m
      where m.org_id = ${orgId} and ${beginsWith(sql, sql`m.value_key`, search)}
      order by m.value_key limit ${FEW + 1}::integer)
    union all (select r.id from users r
      where r.org_id = ${orgId} and r.deleted_at is null and r.id = ${readId<UserId>(search)}::uuid)`;
}

/** The names are read from their index alone, all of them where few are in the domain; from the table only these few. */
function inDomains(sql: Queryable, orgId: OrgId, domains: readonly string[]): Fragment {
  return sql`(
    with named as materialized (
      select r.user_name_key from users r
      where r.org_id = ${orgId} and r.deleted_at is null and ${isIn(sql, domains)}
      limit ${FEW + 1}::integer)
    select coalesce((
      select array_agg(one.id) from named
      cross join lateral (
        select u.id from users u
        where u.org_id = ${orgId} and u.deleted_at is null and u.user_name_key = named.user_name_key offset 0
      ) as one), '{}') as ids
    where (select count(*) from named) <= ${FEW}::integer)`;
}
