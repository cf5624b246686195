/** The statement that creates users. */

import { changesBy } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { UserId } from "../db/ids.ts";
import type { Found } from "../directory/caller.ts";
import type { UserRow } from "../directory/user.ts";
import { foldedEmails } from "../directory/user-emails.ts";
import { foreignDomains } from "../domains/domains.ts";
import { requestsOfWrites, type WrittenRequest } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import { type Author, writerOf } from "./author.ts";
import { inOrderOf } from "./in-order-of.ts";

/** A user to create, as the statement reads it. */
export interface NewUser {
  readonly id: UserId;
  readonly user: JsonObject;
  /** Those that must be the organization's. */
  readonly domains: readonly string[];
  readonly emails: readonly string[];
  readonly request: WrittenRequest | null;
}

/** A row of the answer. Without a user: a domain forbids it, or its userName is taken. */
export type Inserted = Found<Pick<UserRow, "id" | "version" | "createdAt" | "updatedAt">> & {
  readonly foreignDomain: string | null;
};

/**
 * Creates users, each with its change and its request.
 * @returns each one's row, in their order; undefined when the token is not valid
 */
export async function insertUsers(
  sql: Queryable,
  author: Author,
  users: readonly NewUser[],
): Promise<(Inserted | undefined)[]> {
  const rows = await sql<(Inserted & { asked: UserId })[]>`
    with caller as materialized ${writerOf(sql, author)},
    asked as materialized (
      select * from json_to_recordset(${JSON.stringify(users)}::text::json)
        as asked (id uuid, "user" jsonb, domains text[], emails text[], request requests)
    ),
    foreign_domain as materialized (${foreignDomains(sql, sql`asked`)}),
    created as (
      insert into users (org_id, id, connection_id, body, activated_at)
      select caller.org_id, asked.id, caller.connection_id, asked."user",
        case when (asked."user" -> 'active')::boolean then now() end
      from caller, asked
      where asked.id not in (select id from foreign_domain)
      -- In one order everywhere, so that two statements with the same names don't wait for each other in a circle.
      order by casefold((asked."user" ->> 'userName') collate pg_unicode_fast) collate "C"
      on conflict (org_id, user_name_key) where deleted_at is null do nothing
      returning org_id, id, connection_id, body, version, created_at, updated_at
    ),
    emails as (
      insert into user_emails (org_id, user_id, value_key)
      select created.org_id, created.id, folded.key
      from created join asked using (id), lateral (${foldedEmails(sql, sql`asked.emails`)}) as folded
    ),
    change as (${changesBy(
      sql,
      author.actor,
      "user",
      sql`select org_id, connection_id, (request).id, id, version, 'create', null::jsonb, body
        from created join asked using (id)`,
    )}),
    request as (${requestsOfWrites(
      sql,
      sql`select org_id, connection_id, id, request, null::text[] from created join asked using (id)`,
    )})
    select caller.org_id as "orgId", caller.connection_id as "connectionId", asked.id as asked,
      created.id, created.version, created.created_at as "createdAt", created.updated_at as "updatedAt",
      (select f.domain from foreign_domain f where f.id = asked.id limit 1) as "foreignDomain"
    from caller, asked left join created on created.id = asked.id`;
  return inOrderOf(users, rows);
}
