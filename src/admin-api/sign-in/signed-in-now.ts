/** What a successful sign-in entails, however it was done. */

import { recordOfPerson } from "../../accounts/account-changes.ts";
import { personIn } from "../../accounts/person.ts";
import { endSession, type Session } from "../../accounts/session.ts";
import type { JsonObject } from "../../scim/json.ts";
import type { OpenCall } from "../route.ts";

/**
 * Ends the session that the browser had before, and records the new one.
 * @param before the session that the request came with
 * @param token of the new one
 * @param after how it was proved who signs in
 */
export function signedInNow(
  { sql, request }: Pick<OpenCall, "sql" | "request">,
  before: Session | undefined,
  token: string,
  after: JsonObject,
): Promise<void> {
  return sql.begin(async (tx) => {
    if (before) await endSession(tx, before.accountId, before.id);
    const [made] = await tx<{ accountId: string; orgId: string }[]>`
      select "userId" as "accountId", "orgId" from sessions where token = ${token}`;
    const person = made && (await personIn(tx, made.accountId, made.orgId as never));
    if (person) await recordOfPerson(tx, person, request.ip, { resourceType: "session", op: "start", after });
  });
}
