/** A user comes to be. */

import { changeByConnection } from "../changes/record.ts";
import { newId, type UserId } from "../db/ids.ts";
import type { Found } from "../directory/caller.ts";
import type { UserRow } from "../directory/user.ts";
import { foldedEmails } from "../directory/user-emails.ts";
import { foreignDomains } from "../domains/domains.ts";
import { requestOfWrite } from "../requests/record.ts";
import type { JsonObject } from "../scim/json.ts";
import { emailValues } from "../scim/resource/emails.ts";
import { writer } from "../tokens/authorize.ts";
import { userNameConflict } from "./conflict.ts";
import { checkKeys } from "./limits.ts";
import { domainsToCheck } from "./user-rules.ts";
import { foreignDomain, NotAuthorized, type Write } from "./write.ts";

type Created = Pick<UserRow, "id" | "version" | "createdAt" | "updatedAt">;

/**
 * Creates `user`, in one statement with its change and its request: all of it is durable when this returns, or none.
 * `notes` are kept with the request.
 * @throws NotAuthorized; ScimError 409 uniqueness, 403 for a foreign domain, 400 invalidValue
 */
export async function createUser(write: Write, user: JsonObject, notes: readonly string[]): Promise<Created> {
  const { sql, request } = write;
  const domains = domainsToCheck(user);
  checkKeys(user);
  const [row] = await sql<(Found<Created> & { foreignDomain: string | null })[]>`
    with caller as materialized ${writer(sql, write.hash)},
    foreign_domain as materialized (${foreignDomains(sql, domains)}),
    created as (
      insert into users (org_id, id, connection_id, body, activated_at)
      select org_id, ${newId<UserId>()}::uuid, connection_id, ${JSON.stringify(user)}::text::jsonb,
        case when ${user.active === true} then now() end
      from caller where not exists (select from foreign_domain)
      on conflict (org_id, user_name_key) where deleted_at is null do nothing
      returning org_id, id, connection_id, body, version, created_at, updated_at
    ),
    emails as (
      insert into user_emails (org_id, user_id, value_key)
      select created.org_id, created.id, key from created, ${foldedEmails(sql, emailValues(user))}
    ),
    change as (${changeByConnection(
      sql,
      "user",
      request.id,
      sql`select org_id, connection_id, id, version, 'create', null::jsonb, body from created`,
    )}),
    request as (${requestOfWrite(
      sql,
      request,
      201,
      "user",
      sql`select org_id, connection_id, id, ${notes.length > 0 ? (notes as string[]) : null}::text[] from created`,
    )})
    select caller.org_id as "orgId", caller.connection_id as "connectionId",
      created.id, created.version, created.created_at as "createdAt", created.updated_at as "updatedAt",
      (select domain from foreign_domain limit 1) as "foreignDomain"
    from caller left join created on true`;
  if (!row) throw new NotAuthorized();
  write.onCaller(row);
  if (row.foreignDomain !== null) throw foreignDomain(row.foreignDomain);
  if (row.id === null) throw await userNameConflict(write, user);
  write.onStored();
  return row;
}
