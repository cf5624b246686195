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
/** Of whom is named, at most so many. */
const MOST_IDS = 20;
/** A busy group's changes go on for ever; this many of the latest are looked at. */
const MOST_CHANGES = 2_000;
/** A change is made after its request has come; the clocks of nodes and database may differ, and a write may wait. */
const CLOCKS_APART_MS = 10 * 60_000;

/** Whom `text` names: by id, userName, address, display name, external id; a group by its name; a domain. */
export async function whomNames(sql: Queryable, orgId: OrgId, text: string): Promise<About> {
  const folded = sql`casefold(${text} collate pg_unicode_fast) collate "C"`;
  const rows = await sql<{ id: string }[]>`
    select u.id from users u where u.org_id = ${orgId} and u.id = ${readId<UserId>(text)}
    union select u.id from users u where u.org_id = ${orgId} and u.deleted_at is null and u.user_name_key = ${folded}
    union select m.user_id from user_emails m where m.org_id = ${orgId} and m.value_key = ${folded}
    union select u.id from users u where u.org_id = ${orgId} and u.deleted_at is null and u.external_id = ${text}
    union (select u.id from users u where u.org_id = ${orgId} and u.deleted_at is null and u.display_name_key = ${folded} limit ${MOST_IDS})
    union (select u.id from users u where u.org_id = ${orgId} and u.deleted_at is not null and u.user_name_key = ${folded}
      order by u.id desc limit ${MOST_IDS})
    union (select u.id from users u where u.org_id = ${orgId} and u.deleted_at is not null and u.external_id = ${text} limit ${MOST_IDS})
    union (select u.id from users u where u.org_id = ${orgId} and u.deleted_at is not null and u.display_name_key = ${folded} limit ${MOST_IDS})
    union select g.id from groups g where g.org_id = ${orgId} and g.id = ${readId<GroupId>(text)}
    union select g.id from groups g where g.org_id = ${orgId} and g.deleted_at is null and g.display_name_key = ${folded}
    union select d.id from domains d where d.org_id = ${orgId} and d.domain = lower(${text})
    limit ${MOST_IDS}`;
  return { text, ids: rows.map(({ id }) => id) };
}

/**
 * The ids of requests about it, as a select: those that changed whom it names, however long ago; refusals whose body or
 * detail has the text, and all that have it in their path, among the latest.
 */
export function aboutRequests(sql: Queryable, orgId: OrgId, about: About, { refused, after }: Pages): Fragment {
  const before = after === undefined ? sql`` : sql`and r.id < ${after}::uuid`;
  const refusals = sql`
    select r.id from (
      select r.id, r.body, r.detail, r.path, r.resource_id from requests r
      where r.org_id = ${orgId} and r.status >= 400 ${before}
      order by r.id desc limit ${LOOKED_THROUGH}::integer) as r
    where r.resource_id = any(${[...about.ids]}::uuid[])
      or ${contains(sql, sql`concat_ws(' ', r.path, r.detail, r.body)`, about.text)}`;
  if (refused) return refusals;
  return sql`
    ${refusals}
    union all
    select c.request_id from (
      select c.request_id, c.id from changes c
      where c.org_id = ${orgId} and c.resource_id = any(${[...about.ids]}::uuid[]) and c.request_id is not null
        ${after === undefined ? sql`` : sql`and c.id < uuidv7_at(${new Date(timeOfId(after).getTime() + CLOCKS_APART_MS)}::timestamptz)`}
      order by c.id desc limit ${MOST_CHANGES}::integer) as c
    union all
    select r.id from (
      select r.id, r.path, r.resource_id from requests r
      where r.org_id = ${orgId} ${before}
      order by r.id desc limit ${LOOKED_THROUGH}::integer) as r
    where r.resource_id = any(${[...about.ids]}::uuid[]) or ${contains(sql, sql`r.path`, about.text)}`;
}

interface Pages {
  readonly refused?: boolean | undefined;
  readonly after?: RequestId | undefined;
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
