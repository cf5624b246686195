/** What somebody was called at a time: the first change since then that changed the name tells what it was before. */

import type { Fragment, Queryable } from "../db/connect.ts";

/** Of what has changed since, so many are looked at; whoever was renamed later than that is called as today. */
const MOST_LATER = 20;

/**
 * A row of `resource` (users or groups, as `from` names it), to be joined: `body` and `deleted_at`, its names as they
 * were before the change with the id `since`, or the first behind that.
 */
export function asNamedThen(sql: Queryable, resource: Fragment, since: Fragment): Fragment {
  return sql`lateral (
    select ${resource}.deleted_at, ${resource}.body || coalesce((
      select jsonb_object_agg(was.key, was.value) from (
        select distinct on (told.key) told.key, told.value
        from (
          select later.id, later.before from changes later
          where later.org_id = ${resource}.org_id and later.resource_id = ${resource}.id and later.id >= ${since}
          order by later.id limit ${MOST_LATER}::integer) as later, jsonb_each(later.before) as told
        where told.key in ('userName', 'displayName', 'name')
        order by told.key, later.id) as was), '{}') as body)`;
}
