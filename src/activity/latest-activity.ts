import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

/** What tells that something has come since. */
export interface LatestActivity {
  /** Of requests of the identity provider. */
  readonly requests: Latest;
  /** Of changes by anybody else: a person, the command line, a job. */
  readonly changes: Latest;
}

interface Latest {
  readonly id: string | null;
  /** How many of the last seconds there are. */
  readonly recent: number;
}

/** Whether something has come between two looks; what lands late is told by their number, which falls as they age. */
export function hasCome(last: Latest | undefined, latest: Latest | undefined): boolean {
  return latest?.id !== last?.id || (latest?.recent ?? 0) > (last?.recent ?? 0);
}

/** Of each the latest one's id, and how many landed in the last seconds, maybe late. */
export async function latestActivity(sql: Queryable, orgId: OrgId): Promise<LatestActivity> {
  const [row] = await sql<[LatestActivity]>`
    select
      json_build_object(
        'id', (select r.id from requests r where r.org_id = ${orgId} order by r.id desc limit 1),
        'recent', (select count(*) from requests r
          where r.org_id = ${orgId} and r.id >= uuidv7_at(now() - interval '10 seconds'))) as requests,
      json_build_object(
        'id', (select c.id from changes c
          where c.org_id = ${orgId} and c.actor ->> 'kind' <> 'connection' order by c.id desc limit 1),
        'recent', (select count(*) from changes c
          where c.org_id = ${orgId} and c.actor ->> 'kind' <> 'connection'
            and c.id >= uuidv7_at(now() - interval '10 seconds'))) as changes`;
  return row;
}
