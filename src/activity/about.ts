/** Finding what the logs say about a person, a group, an address or a path, without reading all of them. */

import type { Fragment, Queryable } from "../db/connect.ts";
import { type GroupId, type OrgId, type RequestId, readId, type UserId } from "../db/ids.ts";
import { timeOfId } from "./read-requests.ts";

/** What somebody asks about, and whom that names. */
export interface About {
  readonly text: string;
  /** The users, groups and domains of that name, address or id, deleted users too. */
  readonly ids: readonly string[];
}

/** So many of the latest requests are looked through for a text, and so many of the latest refusals. */
export const LOOKED_THROUGH = 20_000;
/** Of a request's body so many characters: who is meant stands at its beginning. */
const LONGEST_BODY = 16_000;
/** Where a body was refused, the server has not looked who is meant. */
const ID_IN_PATH = "(?i)/(?:users|groups)/([0-9a-f]{8}-[0-9a-f-]{27})";
/** Of whom is named, at most so many. */
const MOST_IDS = 20;
/** A busy group's changes go on for ever; this many of the latest are looked at. */
const MOST_CHANGES = 2_000;
/** Of whom is a member of more groups, the changes of so many of them are looked at. */
const MOST_GROUPS = 100;
/** A change is made after its request has come; the clocks of nodes and database may differ, and a write may wait. */
const CLOCKS_APART_MS = 10 * 60_000;

/** Whom `text` names, those first whom it names most exactly and who are here: by id, userName, address, display name, external id; a group by its name; a domain. */
export async function whomNames(sql: Queryable, orgId: OrgId, text: string): Promise<About> {
  const folded = sql`casefold(${text} collate pg_unicode_fast) collate "C"`;
  const users = (rank: number, state: "live" | "deleted", is: Fragment) => sql`(
    select u.id, ${rank}::integer as rank from users u
    where u.org_id = ${orgId} and u.deleted_at is ${state === "live" ? sql`null` : sql`not null`} and ${is}
    ${state === "live" ? sql`` : sql`order by u.id desc`} limit ${MOST_IDS}::integer)`;
  const rows = await sql<{ id: string }[]>`
    select named.id from (
      ${users(0, "live", sql`u.id = ${readId<UserId>(text)}`)}
      union all ${users(0, "deleted", sql`u.id = ${readId<UserId>(text)}`)}
      union all select g.id, 0 from groups g where g.org_id = ${orgId} and g.id = ${readId<GroupId>(text)}
      union all select d.id, 0 from domains d where d.org_id = ${orgId} and d.domain = lower(${text})
      union all ${users(1, "live", sql`u.user_name_key = ${folded}`)}
      union all ${users(2, "live", sql`u.external_id = ${text}`)}
      union all (select m.user_id, 3 from user_emails m where m.org_id = ${orgId} and m.value_key = ${folded}
        limit ${MOST_IDS}::integer)
      union all select g.id, 3 from groups g
        where g.org_id = ${orgId} and g.deleted_at is null and g.display_name_key = ${folded}
      union all ${users(4, "live", sql`u.name_key = ${folded}`)}
      union all ${users(5, "deleted", sql`u.user_name_key = ${folded}`)}
      union all ${users(6, "deleted", sql`u.external_id = ${text}`)}
      union all ${users(7, "deleted", sql`u.name_key = ${folded}`)}
    ) as named
    group by named.id order by min(named.rank), named.id desc limit ${MOST_IDS}::integer`;
  return { text, ids: rows.map(({ id }) => id) };
}

/** Which part of a log: that of a time, behind a page. */
export interface Stretch {
  readonly refused?: boolean | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly after?: RequestId | undefined;
  /** Only those newer than this one: the way back, from a page to the one before. */
  readonly before?: RequestId | undefined;
}

/** A stretch of any log: of its UUIDv7s. */
export type Span = Pick<Stretch, "since" | "until"> & {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
};

/**
 * The ids of all requests about it in that stretch, the newest first: those that changed whom it names, however long
 * ago, or moved them into a group or out of one; refusals whose body or detail has the text, and all that have it in
 * their path, among the latest.
 */
export async function requestsAbout(
  sql: Queryable,
  orgId: OrgId,
  about: About,
  stretch: Stretch,
): Promise<readonly RequestId[]> {
  const ids = [...about.ids];
  const refusals = sql`
    select r.id from (
      select r.id, left(r.body, ${LONGEST_BODY}::integer) as body, r.detail, r.path, r.resource_id from requests r
      where r.org_id = ${orgId} and r.status >= 400 and ${within(sql, sql`r.id`, stretch)}
      order by r.id ${nearestOf(sql, stretch)} limit ${LOOKED_THROUGH}::integer) as r
    where r.resource_id = any(${ids}::uuid[])
      or r.resource_id is null and lower(substring(r.path from ${ID_IN_PATH})) = any(${ids}::text[])
      or ${contains(sql, sql`concat_ws(' ', r.path, r.detail, r.body)`, about.text)}`;
  const others = sql`
    union all
    select c.request_id from (
      select c.request_id, c.org_id from changes c
      where c.org_id = ${orgId} and c.resource_id = any(${ids}::uuid[]) and c.request_id is not null
        and ${within(sql, sql`c.id`, ofChanges(stretch))}
      order by c.id ${nearestOf(sql, stretch)} limit ${MOST_CHANGES}::integer) as c
    where ${within(sql, sql`c.request_id`, stretch)}
      and exists (select from requests r where r.org_id = c.org_id and r.id = c.request_id)
    ${ids.length === 0 ? sql`` : sql`union all ${requestsMoving(sql, orgId, ids, stretch)}`}
    union all
    select r.id from (
      select r.id, r.path, r.resource_id from requests r
      where r.org_id = ${orgId} and ${within(sql, sql`r.id`, stretch)}
      order by r.id ${nearestOf(sql, stretch)} limit ${LOOKED_THROUGH}::integer) as r
    where r.resource_id = any(${ids}::uuid[]) or ${contains(sql, sql`r.path`, about.text)}`;
  const rows = await sql<{ id: RequestId }[]>`
    select distinct about.id from (${refusals} ${stretch.refused ? sql`` : others}) as about order by about.id desc`;
  return rows.map(({ id }) => id);
}

/**
 * The ids of requests that moved one of `ids` into a group or out of it. A change names its members inside, where no
 * index finds them: so the changes of the groups that they are in are looked at, and among the latest those of all.
 */
function requestsMoving(sql: Queryable, orgId: OrgId, ids: readonly string[], stretch: Stretch): Fragment {
  const latest = (of: Fragment, most: Fragment) => sql`(
    select c.request_id, c.org_id, c.after from changes c
    where c.org_id = ${orgId} and ${of} and ${within(sql, sql`c.id`, ofChanges(stretch))}
    order by c.id ${nearestOf(sql, stretch)} limit ${most})`;
  const groupsBy = (member: Fragment) => sql`(
    select m.group_id from memberships m where m.org_id = ${orgId} and ${member} = any(${ids as string[]}::uuid[])
    limit ${MOST_GROUPS}::integer)`;
  return sql`(
    with theirs as materialized (
      select group_id from (${groupsBy(sql`m.user_id`)} union ${groupsBy(sql`m.member_group_id`)}) as m
      limit ${MOST_GROUPS}::integer)
    select c.request_id from (
      select c.* from theirs, lateral ${latest(
        sql`c.resource_id = theirs.group_id`,
        sql`(select ${LOOKED_THROUGH}::integer / greatest(count(*), 1) from theirs)`,
      )} as c
      union all ${latest(sql`true`, sql`${LOOKED_THROUGH}::integer`)}) as c
    where (c.after #> '{members,added}' ?| ${ids as string[]}::text[]
        or c.after #> '{members,removed}' ?| ${ids as string[]}::text[])
      and ${within(sql, sql`c.request_id`, stretch)}
      and exists (select from requests r where r.org_id = c.org_id and r.id = c.request_id))`;
}

/** Of that stretch, how far back {@link requestsAbout} looks for a text; undefined where it looks through all of it. */
export async function lookedBackTo(sql: Queryable, orgId: OrgId, stretch: Stretch): Promise<Date | undefined> {
  const [beyond] = await sql<{ id: RequestId }[]>`
    select r.id from requests r
    where r.org_id = ${orgId} and ${within(sql, sql`r.id`, stretch)} ${stretch.refused ? sql`and r.status >= 400` : sql``}
    order by r.id desc offset ${LOOKED_THROUGH}::integer limit 1`;
  return beyond && timeOfId(beyond.id);
}

/** The order in which what lies nearest to the page comes first: on the way back that is the oldest. */
function nearestOf(sql: Queryable, { before }: Span): Fragment {
  return before === undefined ? sql`desc` : sql`asc`;
}

/** Whether the UUIDv7 `id` is of that stretch. */
export function within(sql: Queryable, id: Fragment, { since, until, after, before }: Span): Fragment {
  return sql`true
    ${before === undefined ? sql`` : sql`and ${id} > ${before}::uuid`}
    ${after === undefined ? sql`` : sql`and ${id} < ${after}::uuid`}
    ${until === undefined ? sql`` : sql`and ${id} < uuidv7_at(${notBefore1970(until)}::timestamptz)`}
    ${since === undefined ? sql`` : sql`and ${id} >= uuidv7_at(${notBefore1970(since)}::timestamptz)`}`;
}

/** A UUIDv7 has the milliseconds since 1970, which is the earliest that one can be compared with. */
function notBefore1970(at: Date): Date {
  return new Date(Math.max(0, at.getTime()));
}

/** When changes were made by requests of that stretch. */
function ofChanges({ since, until, after, before }: Stretch): Span {
  const [latest] = [until, after && timeOfId(after)].filter((at) => at !== undefined).sort((a, b) => +a - +b);
  const [earliest] = [since, before && timeOfId(before)].filter((at) => at !== undefined).sort((a, b) => +b - +a);
  return {
    since: earliest && new Date(earliest.getTime() - CLOCKS_APART_MS),
    until: latest && new Date(latest.getTime() + CLOCKS_APART_MS),
  };
}

/** Whether `haystack` has the text in any case, plain or as an address has it. */
export function contains(sql: Queryable, haystack: Fragment, text: string): Fragment {
  const spellings = [
    ...new Set([
      text,
      encodeURIComponent(text),
      encodeURIComponent(text).replaceAll("%20", "+"),
      text.replaceAll(" ", "%20"),
    ]),
  ];
  const folded = (one: string) => sql`casefold(${one} collate pg_unicode_fast)`;
  const found = spellings.map(
    (one) => sql`position(${folded(one)} in casefold(${haystack} collate pg_unicode_fast)) > 0`,
  );
  return sql`(${found.reduce((all, one) => sql`${all} or ${one}`)})`;
}
