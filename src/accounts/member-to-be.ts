/** Whom an email address means in an organization, where somebody is to get a role. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";

export interface MemberToBe {
  readonly id: UserId;
  readonly name: string;
  readonly status: "active" | "suspended" | "blocked";
  readonly signsIn: boolean;
}

/** The user who signs in with `email`, else the one whose userName it is. */
export async function findMemberToBe(sql: Queryable, orgId: OrgId, email: string): Promise<MemberToBe | undefined> {
  const [user] = await sql<MemberToBe[]>`
    select id, coalesce(body ->> 'displayName', body ->> 'userName') as name,
      case when not active then 'suspended' when blocked_at is not null then 'blocked' else 'active' end as status,
      account_id is not null as "signsIn"
    from users
    where org_id = ${orgId} and deleted_at is null and (
      account_id = (select id::text from accounts where email = ${email.toLowerCase()})
      or user_name_key = casefold(${email} collate pg_unicode_fast) collate "C")
    order by account_id is not null and account_id = (select id::text from accounts where email = ${email.toLowerCase()}) desc
    limit 1`;
  return user;
}
