/**
 * Whether the log of changes, the log of requests and the rows tell the same story. Read while nothing is written.
 * See model.md on changes.
 */

import { isDeepStrictEqual } from "node:util";
import type { Sql } from "../../src/db/connect.ts";

type Values = Record<string, unknown>;

interface Logged {
  readonly id: string;
  readonly type: "user" | "group";
  readonly resource: string;
  readonly version: number;
  readonly op: string;
  readonly before: Values | null;
  readonly after: Values | null;
}

interface Stored {
  readonly id: string;
  readonly type: "user" | "group";
  readonly version: number;
  readonly deleted: boolean;
  readonly body: Values;
  readonly members: readonly string[];
}

/** What disagrees, a sentence each; none when all is well. Of `orgId`, or of all organizations. */
export async function disagreements(sql: Sql, orgId: string | null = null): Promise<string[]> {
  const [stored, logged, loose] = await Promise.all([
    readStored(sql, orgId),
    readLogged(sql, orgId),
    looseEnds(sql, orgId),
  ]);
  const changesOf = Map.groupBy(logged, ({ resource }) => resource);
  const found = [...loose];
  for (const resource of stored) {
    const wrong = replay(resource, changesOf.get(resource.id) ?? []);
    if (wrong !== undefined) found.push(`${resource.type} ${resource.id}: ${wrong}`);
    changesOf.delete(resource.id);
  }
  for (const id of changesOf.keys()) found.push(`${id}: there are changes, but no row`);
  return found;
}

/** Replays `changes` from the creation on; the first step that does not follow, or the end where it is not the row. */
function replay(row: Stored, changes: readonly Logged[]): string | undefined {
  const body: Values = {};
  const members = new Set<string>();
  let version = 0;
  let deleted = false;
  for (const change of changes) {
    const step = `${change.op} to version ${change.version}`;
    if (deleted) return `${step}: it was deleted before`;
    const isMove = change.op !== "adopt" || change.version !== version;
    if (change.version !== version + (isMove ? 1 : 0)) return `${step}: it was at version ${version}`;
    if ((change.op === "create") !== (version === 0)) return `${step}: it was at version ${version}`;
    version = change.version;
    const before = change.before ?? {};
    const { members: moved, ...after } = change.after ?? {};
    const { added = [], removed = [] } = (moved ?? {}) as { added?: string[]; removed?: string[] };
    if (change.op === "delete") {
      deleted = true;
      if (!isDeepStrictEqual(sorted(members), sorted(removed))) return `${step}: other members are recorded`;
      if (!sameBody(before, body)) return `${step}: another body is recorded`;
      if (Object.keys(after).length > 0) return `${step}: something is recorded of it afterwards`;
      members.clear();
      continue;
    }
    for (const [key, value] of Object.entries(before)) {
      if (!isDeepStrictEqual(body[key], value)) return `${step}: ${key} was not what is recorded as before`;
      delete body[key];
    }
    Object.assign(body, after);
    for (const id of removed) if (!members.delete(id)) return `${step}: ${id} was no member, yet removed`;
    for (const id of added) {
      if (members.has(id)) return `${step}: ${id} was a member, yet added`;
      members.add(id);
    }
  }
  if (version !== row.version) return `the row is at version ${row.version}, its changes at ${version}`;
  if (deleted !== row.deleted) return `the row is ${row.deleted ? "" : "not "}deleted, its changes say otherwise`;
  if (!deleted && !sameBody(body, row.body)) return `the changes give another body than the row's`;
  if (!isDeepStrictEqual(sorted(members), sorted(row.members))) {
    return `the changes give the members [${sorted(members)}], the rows [${sorted(row.members)}]`;
  }
  return undefined;
}

/** `schemas` follows from the rest and is not logged. */
function sameBody({ schemas: _a, ...a }: Values, { schemas: _b, ...b }: Values): boolean {
  return isDeepStrictEqual(a, b);
}

function sorted(ids: Iterable<string>): string[] {
  return [...ids].sort();
}

/** In the order of the log, which must be that of the versions. */
function readLogged(sql: Sql, orgId: string | null): Promise<Logged[]> {
  return sql<Logged[]>`
    select id, resource_type as type, resource_id as resource, version, op, before, after from changes
    where resource_type in ('user', 'group') and (${orgId}::uuid is null or org_id = ${orgId})
    order by org_id, resource_id, id`;
}

function readStored(sql: Sql, orgId: string | null): Promise<Stored[]> {
  return sql<Stored[]>`
    select 'user' as type, u.id, u.version, u.deleted_at is not null as deleted, u.body, '{}'::uuid[] as members
    from users u where ${orgId}::uuid is null or u.org_id = ${orgId}
    union all
    select 'group', g.id, g.version, g.deleted_at is not null, g.body,
      array(select m.member_id from memberships m where m.org_id = g.org_id and m.group_id = g.id)
    from groups g where ${orgId}::uuid is null or g.org_id = ${orgId}`;
}

/** Rows that must not be there, or must be and are not. */
async function looseEnds(sql: Sql, orgId: string | null): Promise<string[]> {
  const rows = await sql<{ text: string }[]>`
    with
    org as (select o.id from organizations o where ${orgId}::uuid is null or o.id = ${orgId}),
    key as (
      select u.org_id, u.id, casefold((e.email ->> 'value') collate pg_unicode_fast) collate "C" as key
      from users u join org on org.id = u.org_id, jsonb_array_elements(coalesce(u.body -> 'emails', '[]')) as e (email)
      where u.deleted_at is null and e.email ->> 'value' is not null
    )
    select 'membership of ' || member_id || ' in ' || group_id || ': one of them is deleted' as text
    from memberships m join org on org.id = m.org_id
    where exists (select from users u where u.org_id = m.org_id and u.id = m.user_id and u.deleted_at is not null)
      or exists (select from groups g where g.org_id = m.org_id and g.id in (m.group_id, m.member_group_id)
        and g.deleted_at is not null)
    union all
    select 'change ' || c.id || ': its request was not stored' from changes c join org on org.id = c.org_id
    where c.request_id is not null
      and not exists (select from requests r where r.org_id = c.org_id and r.id = c.request_id)
    union all
    select 'change ' || c.id || ': the request of another' from changes c join org on org.id = c.org_id
    join requests r on r.org_id = c.org_id and r.id = c.request_id
    where (r.status not between 200 and 299 or r.resource_id <> c.resource_id)
      and not (c.resource_type = 'group' and r.method = 'DELETE' and r.status = 204)
    union all
    select 'address of user ' || coalesce(k.id, e.user_id) || ': look-up and body differ'
    from key k full join (select e.* from user_emails e join org on org.id = e.org_id) e
      on e.org_id = k.org_id and e.user_id = k.id and e.value_key = k.key
    where e.user_id is null or k.id is null`;
  return rows.map(({ text }) => text);
}
