/** What an organization's identity provider did of late, in figures. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";

/** A quarter of an hour. */
export interface Quarter {
  readonly requests: number;
  readonly refused: number;
}

export interface Traffic {
  /** The last 24 hours, the oldest first. */
  readonly quarters: readonly Quarter[];
  readonly requests: number;
  readonly refused: number;
  /** In the 24 hours before. */
  readonly refusedBefore: number;
}

const QUARTERS = 96;
const QUARTER_S = 15 * 60;

/** The last two days, those kept one by one and those only counted. Each by its id alone, which has its time. */
export async function recentTraffic(sql: Queryable, orgId: OrgId): Promise<Traffic> {
  const rows = await sql<{ ago: number; requests: number; refused: number }[]>`
    with
    since as (select now() - ${2 * QUARTERS * QUARTER_S}::integer * interval '1 second' as at),
    each as (
      select uuid_extract_timestamp(r.id) as at, 1 as requests, 0 as refused
      from requests r where r.org_id = ${orgId} and r.id >= uuidv7_at((select at from since))
      union all
      select uuid_extract_timestamp(r.id), 0, 1
      from requests r where r.org_id = ${orgId} and r.id >= uuidv7_at((select at from since)) and r.status >= 400
      union all
      select c.minute, c.count, case when c.status >= 400 then c.count else 0 end
      from request_counts c where c.org_id = ${orgId} and c.minute >= (select at from since)
    )
    select floor(extract(epoch from now() - at) / ${QUARTER_S}::integer)::integer as ago,
      sum(requests)::bigint as requests, sum(refused)::bigint as refused
    from each group by 1`;
  const byAge = new Map(rows.map(({ ago, requests, refused }) => [Math.max(ago, 0), { requests, refused }]));
  const quarters = Array.from(
    { length: QUARTERS },
    (_, i) => byAge.get(QUARTERS - 1 - i) ?? { requests: 0, refused: 0 },
  );
  const sum = (of: (quarter: Quarter) => number, some: readonly Quarter[]) =>
    some.reduce((all, one) => all + of(one), 0);
  const before = [...byAge].filter(([ago]) => ago >= QUARTERS).map(([, quarter]) => quarter);
  return {
    quarters,
    requests: sum(({ requests }) => requests, quarters),
    refused: sum(({ refused }) => refused, quarters),
    refusedBefore: sum(({ refused }) => refused, before),
  };
}
