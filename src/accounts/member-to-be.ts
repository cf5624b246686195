/** Whom an email address means in an organization, where somebody is to get a role. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";

export interface MemberToBe {
  readonly id: UserId;
  readonly name: string;
  readonly status: "active" | "suspended" | "blocked";
  /** The address that the user signs in with; null without an account. A userName is the identity provider's to change, it is not. */
  readonly signsInWith: string | null;
}

/** The user who signs in with `email`, else the one whose userName it is. */
export async function findMemberToBe(sql: Queryable, orgId: OrgId, email: string): Promise<MemberToBe | undefined> {
  const [user] = await sql<MemberToBe[]>`
    select u.id, coalesce(u.body ->> 'displayName', u.body ->> 'userName') as name, a.email as "signsInWith",
      case when not u.active then 'suspended' when u.blocked_at is not null then 'blocked' else 'active' end as status
    from users u left join accounts a on a.id::text = u.account_id
    where u.org_id = ${orgId} and u.deleted_at is null and (
      u.account_id = (select id::text from accounts where email = ${email.toLowerCase()})
      or u.user_name_key = casefold(${email} collate pg_unicode_fast) collate "C")
    order by a.email is not distinct from ${email.toLowerCase()} desc
    limit 1`;
  return user;
}
