import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

/** What tells that something has come since, by being another text. */
export interface LatestActivity {
  /** Of requests of the identity provider. */
  readonly requests: string;
  /** Of changes by anybody else: a person, the command line, a job. */
  readonly changes: string;
}

/** Of each the latest one's id, and how many landed in the last seconds, maybe late. */
export async function latestActivity(sql: Queryable, orgId: OrgId): Promise<LatestActivity> {
  const [row] = await sql<[LatestActivity]>`
    select
      coalesce((select r.id::text from requests r where r.org_id = ${orgId} order by r.id desc limit 1), 'none')
        || ' ' || (select count(*) from requests r
          where r.org_id = ${orgId} and r.id >= uuidv7_at(now() - interval '10 seconds')) as requests,
      coalesce((select c.id::text from changes c
          where c.org_id = ${orgId} and c.actor ->> 'kind' <> 'connection' order by c.id desc limit 1), 'none')
        || ' ' || (select count(*) from changes c
          where c.org_id = ${orgId} and c.actor ->> 'kind' <> 'connection'
            and c.id >= uuidv7_at(now() - interval '10 seconds')) as changes`;
  return row;
}
