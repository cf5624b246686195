/** Members of a group: found, added and removed in one statement, whose cost is that of the change, not of the group. */

import type { Fragment, Queryable } from "../db/connect.ts";

/** What becomes of a group's members. When `replaceAll`, exactly `add` remain; else `remove` go and `add` come. Ids are UUIDs. */
export interface MemberIds {
  readonly replaceAll: boolean;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Parts of a statement that look up who is to be added. They need `target` (org_id) and give `asked` (ids);
 * `found_users` and `found_groups` (id), held for key share so that none is deleted before this commits; `unknown`
 * (id), which never was; and `skipped` (id), which is deleted.
 *
 * Nobody can tell the planner how many ids there are, and it takes them for ten. So nothing is left to it that ten and
 * 100,000 want differently: each id is looked up by itself, and `not in` asks a hash table.
 */
export function findMembers(sql: Queryable, add: readonly string[]): Fragment {
  return sql`
    asked as materialized (select ${add as string[]}::uuid[] as ids),
    found_users as materialized (
      select found.id from target, asked, unnest(asked.ids) as one (id), lateral (
        select u.id from users u
        where u.org_id = target.org_id and u.id = one.id and u.deleted_at is null
        for key share
      ) as found
    ),
    found_groups as materialized (
      select found.id from target, asked, unnest(asked.ids) as one (id), lateral (
        select g.id from groups g
        where g.org_id = target.org_id and g.id = one.id and g.deleted_at is null
        for key share
      ) as found
    ),
    missing as materialized (
      select target.org_id, one.id from target, asked, unnest(asked.ids) as one (id)
      where one.id not in (select id from found_users) and one.id not in (select id from found_groups)
    ),
    skipped as materialized (
      select id from missing
      where exists (select from users u where u.org_id = missing.org_id and u.id = missing.id)
        or exists (select from groups g where g.org_id = missing.org_id and g.id = missing.id)
    ),
    unknown as materialized (select id from missing except select id from skipped)`;
}

/**
 * Parts of a statement that remove and add members. They need what `findMembers` gives and `writable` (org_id, id),
 * the group or nothing, and give `members_gone` and `members_new` (member_id).
 */
export function moveMembers(sql: Queryable, { replaceAll, remove }: MemberIds): Fragment {
  const goes = replaceAll
    ? sql`m.member_id not in (select unnest(asked.ids) from asked)`
    : sql`m.member_id = any(${remove as string[]}::uuid[])`;
  return sql`
    members_gone as (
      delete from memberships m using writable
      where m.org_id = writable.org_id and m.group_id = writable.id and ${goes}
      returning m.member_id
    ),
    members_new as (
      insert into memberships (org_id, group_id, user_id, member_group_id)
      select writable.org_id, writable.id, f.id, null::uuid from writable, found_users f
      union all
      select writable.org_id, writable.id, null::uuid, f.id from writable, found_groups f
      on conflict do nothing
      returning member_id
    )`;
}

/** What the log says of the members moved: `{"members": {"added": [...], "removed": [...]}}`, or `{}` where none was. */
export function memberDifference(sql: Queryable): Fragment {
  return sql`
    case when exists (select from members_new) or exists (select from members_gone)
      then jsonb_build_object('members', jsonb_strip_nulls(jsonb_build_object(
        'added', (select jsonb_agg(member_id) from members_new),
        'removed', (select jsonb_agg(member_id) from members_gone))))
      else '{}'
    end`;
}

/** A note for each member skipped: a text[], null where none was. */
export function notesOfSkipped(sql: Queryable): Fragment {
  return sql`
    nullif(array(select 'Member ' || id || ' was skipped: it is deleted.' from skipped limit 100), '{}')`;
}
