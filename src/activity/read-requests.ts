/** Reads requests from the log, with what they changed and the names that their sentences need, in one round trip. */

import type { Fragment, Queryable } from "../db/connect.ts";
import { type OrgId, type RequestId, readId } from "../db/ids.ts";
import type { KeptRequest } from "./kept-request.ts";
import { asNamedThen } from "./name-then.ts";
import type { Named, Names } from "./names.ts";

/** Larger values of attributes are not for sentences. */
const LONGEST_VALUE = 2_000;
/** Of the ids that stand in a path or a detail, so many may be named. */
const MOST_IDS = 6;

/** The requests that `page` selects, newest first. `page` is a select of the organization's `id`s from requests. */
export function readRequests(sql: Queryable, orgId: OrgId, page: Fragment): Promise<KeptRequest[]> {
  return sql<KeptRequest[]>`
    with page as materialized (${page})
    select r.id, r.connection_id as "connectionId", r.at, r.method, r.path, r.status, r.scim_type as "scimType", r.detail,
      r.resource_type as "resourceType", r.resource_id as "resourceId", r.client, r.address,
      r.duration_ms as "durationMs", r.body, r.notes, r.results,
      coalesce(changed.changes, '[]') as changes, coalesce(named.names, '{}') as names
    from page
    join requests r on r.org_id = ${orgId} and r.id = page.id
    ${joinChanges(sql)}
    ${joinNames(sql)}
    order by r.id desc`;
}

/**
 * What row `r` of requests changed of its own resource. A change has no index by request: it is looked for among those
 * of the resource at about that time, for clocks of several nodes may differ and a write may wait for another.
 */
function joinChanges(sql: Queryable): Fragment {
  return sql`
    left join lateral (
      select jsonb_agg(jsonb_build_object(
        'op', c.op, 'before', ${forSentence(sql, sql`c.before`)}, 'after', ${forSentence(sql, sql`c.after`)},
        'members', ${membersMoved(sql)}) order by c.id) as changes,
        array_agg(c.after) filter (where c.after ? 'members') as moved
      from changes c
      where c.org_id = r.org_id and c.resource_id = r.resource_id and c.request_id = r.id
        and c.id >= uuidv7_at(r.at - interval '10 minutes') and c.id < uuidv7_at(r.at + interval '10 minutes')
    ) changed on true`;
}

/** The attributes in `column` without the members, and without values too long for a sentence, which are null. */
export function forSentence(sql: Queryable, column: Fragment): Fragment {
  return sql`(
    select jsonb_object_agg(key, case when octet_length(value::text) > ${LONGEST_VALUE}::integer then 'null' else value end)
    from jsonb_each(${column}) where key <> 'members')`;
}

/** How many members came and went, from `c.after`. */
export function membersMoved(sql: Queryable): Fragment {
  const count = (which: Fragment) => sql`coalesce(jsonb_array_length(c.after #> ${which}), 0)`;
  const some = (which: Fragment) => sql`jsonb_path_query_array(c.after #> ${which}, '$[0 to 1]')`;
  const [added, removed] = [sql`'{members,added}'`, sql`'{members,removed}'`];
  return sql`case when jsonb_typeof(c.after -> 'members') = 'object' then jsonb_build_object(
    'added', ${count(added)}, 'removed', ${count(removed)},
    'someAdded', coalesce(${some(added)}, '[]'), 'someRemoved', coalesce(${some(removed)}, '[]')) end`;
}

/** The users and groups that row `r` and its changes speak of, deleted ones too, by id, as they were called then. */
function joinNames(sql: Queryable): Fragment {
  const firstTwo = (which: Fragment) =>
    sql`select jsonb_array_elements_text(jsonb_path_query_array(m -> 'members' -> ${which}, '$[0 to 1]'))
      from unnest(changed.moved) m`;
  return sql`
    left join lateral (
      select array_agg(id::uuid) as ids from (
        select r.resource_id::text as id
        union all (${firstTwo(sql`'added'`)})
        union all (${firstTwo(sql`'removed'`)})
        union all (
          select lower(found[1])
          from regexp_matches(r.path || ' ' || coalesce(r.detail, ''), ${UUID}, 'gi') as found limit ${MOST_IDS}::integer)
      ) as mentioned
    ) as mentioned on true
    left join lateral (
      select jsonb_object_agg(one.id, one.named) as names from (
        select u.id, ${nameOfUser(sql, sql`was`)} as named
        from users u, ${asNamedThen(sql, sql`u`, sql`uuidv7_at(r.at)`)} as was where u.org_id = r.org_id and u.id = any(mentioned.ids)
        union all
        select g.id, ${nameOfGroup(sql, sql`was`)} as named
        from groups g, ${asNamedThen(sql, sql`g`, sql`uuidv7_at(r.at)`)} as was where g.org_id = r.org_id and g.id = any(mentioned.ids)
      ) as one
    ) as named on true`;
}

/** The users and groups of `ids`, deleted ones too, by id; what is no id names nobody. */
export async function namesOf(sql: Queryable, orgId: OrgId, ids: readonly string[]): Promise<Names> {
  const known = [...new Set(ids.map((id) => readId(id)).filter((id) => id !== null))];
  if (known.length === 0) return {};
  const rows = await sql<{ id: string; named: Named }[]>`
    select u.id, ${nameOfUser(sql, sql`u`)} as named from users u
    where u.org_id = ${orgId} and u.id = any(${known}::uuid[])
    union all
    select g.id, ${nameOfGroup(sql, sql`g`)} from groups g
    where g.org_id = ${orgId} and g.id = any(${known}::uuid[])`;
  return Object.fromEntries(rows.map(({ id, named }) => [id, named]));
}

const UUID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";

/** What `Named` has, of the row `user`. */
export function nameOfUser(sql: Queryable, user: Fragment): Fragment {
  const [given, family] = [sql`${user}.body #>> '{name,givenName}'`, sql`${user}.body #>> '{name,familyName}'`];
  return sql`jsonb_build_object('type', 'user', 'address', ${user}.body ->> 'userName', 'deleted', ${user}.deleted_at is not null,
    'name', coalesce(nullif(trim(${user}.body ->> 'displayName'), ''), nullif(trim(${user}.body #>> '{name,formatted}'), ''),
      nullif(concat_ws(' ', ${given}, ${family}), ''), ${user}.body ->> 'userName'))`;
}

/** The same of the row `group`. */
export function nameOfGroup(sql: Queryable, group: Fragment): Fragment {
  return sql`jsonb_build_object('type', 'group', 'name', ${group}.body ->> 'displayName', 'address', null::text,
    'deleted', ${group}.deleted_at is not null)`;
}

/** The time at which an id was made. RFC 9562 §5.7. */
export function timeOfId(id: RequestId | string): Date {
  return new Date(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16));
}
