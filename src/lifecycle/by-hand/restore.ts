/** A deleted user comes back: with its id, suspended, without memberships, roles or an account. */

import { changesBy } from "../../changes/record.ts";
import type { UserId } from "../../db/ids.ts";
import { emailsOf } from "../../directory/user-emails.ts";
import { isPostgresError } from "../contention.ts";
import { notFound } from "../write.ts";
import { type ByHand, ByHandRefused } from "./by-hand.ts";

/**
 * Restores a deleted user. Its identity provider has let go of it: it is one made by hand until that adopts it anew.
 * @throws ByHandRefused while its userName is another's; ScimError 404 for who is not deleted
 */
export async function restoreUser({ sql, orgId, actor }: ByHand, id: UserId): Promise<{ version: number }> {
  try {
    const [row] = await sql<{ version: number }[]>`
      with restored as (
        update users
        set deleted_at = null, connection_id = null, body = body || '{"active": false}',
          version = version + 1, updated_at = now()
        where org_id = ${orgId} and id = ${id} and deleted_at is not null
        returning org_id, id, version, body
      ),
      emails as (
        insert into user_emails (org_id, user_id, value_key)
        select restored.org_id, restored.id, folded.key
        from restored, lateral (${emailsOf(sql, sql`restored.body`)}) as folded
      ),
      change as (${changesBy(
        sql,
        actor,
        "user",
        sql`select org_id, null::uuid, null::uuid, id, version, 'restore', null::jsonb, body from restored`,
      )})
      select version from restored`;
    if (!row) throw notFound("user", id);
    return row;
  } catch (error) {
    if (!isPostgresError(error, "23505", "users_user_name")) throw error;
    throw new ByHandRefused("taken", "Another user has this userName by now. Change or delete that one first.");
  }
}
