/** Sessions of accounts, as access to an organization ends. */

import type { Fragment, Queryable } from "../db/connect.ts";

/**
 * Ends the sessions that accounts have in an organization, as a piece of the statement that ends or begins their access;
 * those in other organizations go on. `whose` is a select of `org_id, account_id`; without an account nothing is looked
 * for.
 */
export function endSessions(sql: Queryable, whose: Fragment): Fragment {
  // Each by itself: nobody can tell the planner how few they are, and it might read all sessions.
  return sql`
    delete from sessions where id = any(array(
      select one.id from (${whose}) as gone (org_id, account_id), lateral (
        select s.id from sessions s
        where s."userId" = gone.account_id::uuid and s."orgId" = gone.org_id::text
        offset 0
      ) as one
      where gone.account_id is not null))`;
}
