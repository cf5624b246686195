/** The statement that changes users, each where its version is still the one that was read. */

import { endSessions } from "../accounts/sessions.ts";
import { changesBy } from "../changes/record.ts";
import type { Fragment, Queryable } from "../db/connect.ts";
import type { UserId } from "../db/ids.ts";
import type { Found } from "../directory/caller.ts";
import { type UserRow, userColumns } from "../directory/user.ts";
import { foldedEmails } from "../directory/user-emails.ts";
import { foreignDomains } from "../domains/domains.ts";
import { requestsOfWrites, type WrittenRequest } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import { type Author, writerOf } from "./author.ts";
import { inOrderOf } from "./in-order-of.ts";

/** A user to change, as the statement reads it. */
export interface UserUpdate {
  readonly id: UserId;
  /** The version that was read. */
  readonly version: number;
  readonly user: JsonObject;
  /** By how much the version moves: 1 where an attribute differs, else 0. */
  readonly moves: 0 | 1;
  readonly adopted: boolean;
  /** What the log says of it, where the version moves. */
  readonly op: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Those that must be the organization's. */
  readonly domains: readonly string[];
  /** Where `movesEmails` holds, else empty. */
  readonly emailsBefore: readonly string[];
  readonly emailsAfter: readonly string[];
  readonly request: WrittenRequest | null;
}

/** What holds for all that a statement changes. */
export interface UpdateOptions {
  readonly author: Author;
  /** The address of the endpoint, where the answer needs the users' groups. */
  readonly base: string | undefined;
  /** Whether the addresses that users are looked up by change. */
  readonly movesEmails: boolean;
  /** Whether users are suspended or activated. */
  readonly movesAccess: boolean;
}

/** A row of the answer. Without a user: its version has moved on, or a domain forbids it. */
export type Updated = Found<UserRow> & { readonly foreignDomain: string | null };

/**
 * Changes users, each with its change and its request.
 * @returns each one's row, in their order; undefined when the token is not valid
 */
export async function updateUsers(
  sql: Queryable,
  { author, base, movesEmails, movesAccess }: UpdateOptions,
  users: readonly UserUpdate[],
): Promise<(Updated | undefined)[]> {
  // In one order everywhere, so that two statements that change the same users don't wait for each other in a circle.
  // New names, whose index has another order, come alone (change-user.ts).
  const asked = users.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = await sql<(Updated & { asked: UserId })[]>`
    with caller as materialized ${writerOf(sql, author)},
    asked as materialized (
      select * from json_to_recordset(${JSON.stringify(asked)}::text::json) as asked (
        id uuid, version bigint, "user" jsonb, moves integer, adopted boolean, op text, before jsonb, after jsonb,
        domains text[], "emailsBefore" text[], "emailsAfter" text[], request requests)
    ),
    foreign_domain as materialized (${foreignDomains(sql, sql`asked`)}),
    updated as (
      update users u
      set body = asked."user", connection_id = coalesce(caller.connection_id, u.connection_id), version = u.version + asked.moves,
        updated_at = case asked.moves when 1 then now() else u.updated_at end,
        activated_at = coalesce(u.activated_at, case when (asked."user" -> 'active')::boolean then now() end)
      from caller, asked
      where u.org_id = caller.org_id and u.id = asked.id and u.version = asked.version and u.deleted_at is null
        and asked.id not in (select id from foreign_domain)
      returning u.*, asked.moves, asked.adopted, asked.op, asked.before, asked.after, asked."emailsBefore",
        asked."emailsAfter", asked.request
    ),
    ${movesEmails ? emailsMoved(sql) : sql``}
    ${movesAccess ? sessionsEnded(sql) : sql``}
    change as (${changesBy(
      sql,
      author.actor,
      "user",
      sql`
        select org_id, connection_id, (request).id, id, version - moves, 'adopt', null::jsonb, null::jsonb
        from updated where adopted
        union all
        select org_id, connection_id, (request).id, id, version, op, before, after from updated where moves = 1`,
    )}),
    request as (${requestsOfWrites(sql, sql`select org_id, connection_id, id, request, null::text[] from updated`)})
    select caller.org_id as "orgId", caller.connection_id as "connectionId", asked.id as asked,
      ${userColumns(sql, base)},
      (select f.domain from foreign_domain f where f.id = asked.id limit 1) as "foreignDomain"
    from caller, asked left join updated r on r.id = asked.id`;
  return inOrderOf(users, rows);
}

/** The parts of the statement that bring the look-up of addresses up to date. */
function emailsMoved(sql: Queryable): Fragment {
  const before = foldedEmails(sql, sql`updated."emailsBefore"`);
  const after = foldedEmails(sql, sql`updated."emailsAfter"`);
  return sql`
    emails_gone as (
      delete from user_emails e using updated, lateral (${before} except ${after}) as gone
      where e.org_id = updated.org_id and e.user_id = updated.id and e.value_key = gone.key
    ),
    emails_new as (
      insert into user_emails (org_id, user_id, value_key)
      select updated.org_id, updated.id, come.key from updated, lateral (${after}) as come
      on conflict do nothing
    ),`;
}

/**
 * The part of the statement that ends sessions of who is suspended. And of who is activated: somebody who signed in
 * while being suspended may have been given one that the suspension did not see.
 */
function sessionsEnded(sql: Queryable): Fragment {
  return sql`sessions_ended as (${endSessions(sql, sql`select org_id, account_id from updated`)}),`;
}
