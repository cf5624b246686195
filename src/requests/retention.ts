/** How long requests are kept: so many whole days (UTC), as each organization has set. */

import type { Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

/** Deleted in one statement: it stays well below the timeout of transactions, and holds its locks briefly. */
const BATCH = 10_000;

/**
 * Drops requests, and counts of them, that are older than their organization keeps them: days that nobody keeps any more
 * as a whole, others row by row. Every node calls it from time to time. What can't be dropped now, as a lock is not to
 * be had, stays until the next time.
 * @param signal ends it early, between two statements
 * @throws Error naming what could not be dropped; the rest is
 */
export async function dropOldRequests(sql: Sql, signal?: AbortSignal): Promise<void> {
  const failures: string[] = [];
  const attempt = async (what: string, work: Promise<void>) =>
    work.catch((error: Error) => void failures.push(`${what}: ${error.message}`));

  for (const { day } of await daysOfNobody(sql)) {
    if (signal?.aborted) return;
    await attempt(day, dropDay(sql, day));
  }
  const organizations = await sql<{ orgId: OrgId; days: number }[]>`
    select id as "orgId", request_retention_days as days from organizations order by id`;
  for (const { orgId, days } of organizations) {
    if (signal?.aborted) return;
    await attempt(`organization ${orgId}`, deleteOld(sql, orgId, days, signal));
  }
  if (failures.length > 0) throw new Error(failures.join("\n"));
}

/** The days older than any organization keeps them, by their tables' names. */
function daysOfNobody(sql: Sql): Promise<{ day: string }[]> {
  return sql<{ day: string }[]>`
    select c.relname as day
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'requests'::regclass and c.relname ~ '^requests_[0-9]{8}$'
      and c.relname < (
        select 'requests_' || to_char((now() at time zone 'UTC')::date - max(request_retention_days), 'YYYYMMDD')
        from organizations)
    order by day`;
}

/** Locks all requests for a moment, hence not at any price: they queue behind a lock that waits. */
function dropDay(sql: Sql, day: string): Promise<void> {
  return sql.begin(async (tx) => {
    await tx`set local lock_timeout = '1s'`;
    // Another node may have been faster.
    await tx`drop table if exists ${tx(day)}`;
  });
}

async function deleteOld(sql: Sql, orgId: OrgId, days: number, signal: AbortSignal | undefined): Promise<void> {
  let count = BATCH;
  while (count >= BATCH && !signal?.aborted) {
    ({ count } = await sql`
      delete from requests
      where org_id = ${orgId} and id <= (
        select id from (
          select r.id from requests r
          where r.org_id = ${orgId} and r.id < uuidv7_of_day((now() at time zone 'UTC')::date - ${days}::integer)
          order by r.id limit ${BATCH}
        ) as oldest
        order by id desc limit 1)`);
  }
  await sql`
    delete from request_counts
    where org_id = ${orgId}
      and minute < ((now() at time zone 'UTC')::date - ${days}::integer)::timestamp at time zone 'UTC'`;
}
