/** What people do with their sign-in, in the log of each organization whose user they are. */

import type { Change } from "../changes/record.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable } from "../db/connect.ts";
import type { JsonObject } from "../scim/json.ts";
import { actorOf, type Person, personsOf } from "./person.ts";

/** What was done: of which kind, and what there is to say of it. */
export interface AccountChange extends Pick<Change, "op"> {
  readonly resourceType: "account" | "session" | "passkey";
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** Records what concerns one organization: a sign-in, a session. */
export function recordOfPerson(tx: Queryable, person: Person, address: string, change: AccountChange): Promise<void> {
  const { organization, userId } = person;
  return recordChanges(tx, [
    { ...change, orgId: organization.id, resourceId: userId, actor: actorOf(person, address) },
  ]);
}

/** Records what concerns all organizations that the account signs in to: its password, its second step, its passkeys. */
export async function recordOfAccount(
  tx: Queryable,
  accountId: string,
  address: string,
  change: AccountChange,
): Promise<void> {
  const persons = await personsOf(tx, accountId);
  await recordChanges(
    tx,
    persons.map((person) => ({
      ...change,
      orgId: person.organization.id,
      resourceId: person.userId,
      actor: actorOf(person, address),
    })),
  );
}

/**
 * Records that somebody tried to sign in as the account's person, and could not: once an hour of each address and
 * reason, for what is recorded stays, and whoever guesses does not stop.
 */
export async function recordFailedSignIn(
  sql: Queryable,
  accountId: string,
  address: string,
  after: JsonObject,
): Promise<void> {
  for (const { organization, userId } of await personsOf(sql, accountId)) {
    const orgId = organization.id;
    const [told] = await sql`
      select from changes
      where org_id = ${orgId} and resource_id = ${userId} and id > uuidv7_at(now() - interval '1 hour')
        and resource_type = 'session' and op = 'refuse' and actor ->> 'address' = ${address}
        and after = ${JSON.stringify(after)}::text::jsonb
      limit 1`;
    if (told) continue;
    const change: Change = {
      orgId,
      actor: { kind: "person", name: "Somebody", address },
      resourceType: "session",
      resourceId: userId,
      op: "refuse",
      after,
    };
    await recordChanges(sql, [change]);
  }
}
