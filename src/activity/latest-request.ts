import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

/** What tells that requests have come since: the latest one's id, and how many landed in the last seconds, maybe late. */
export async function latestRequest(sql: Queryable, orgId: OrgId): Promise<string> {
  const [row] = await sql<[{ latest: string }]>`
    select coalesce((select r.id::text from requests r where r.org_id = ${orgId} order by r.id desc limit 1), 'none')
      || ' ' || (select count(*) from requests r
        where r.org_id = ${orgId} and r.id >= uuidv7_at(now() - interval '10 seconds')) as latest`;
  return row.latest;
}
