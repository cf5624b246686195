/** Browsers of people who are signed in already: what a test is about needs no set-up link, and no password's hash. */

import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Role } from "../../src/accounts/roles.ts";
import { newId, type OrgId, type UserId } from "../../src/db/ids.ts";
import { type ConsoleClient, consoleClient } from "./console-client.ts";
import { type Muster, SECRET_KEY } from "./muster.ts";

export interface SignedIn extends ConsoleClient {
  readonly userId: UserId;
  readonly accountId: string;
  /** Where they sign in with; their userName, too. */
  readonly email: string;
}

let people = 0;

/** A browser of a new user, made by hand, with that role or none: `Some admin`. */
export async function signedIn(muster: Muster, orgId: OrgId, role: Role | null): Promise<SignedIn> {
  const email = `${role}${++people}@example.com`;
  const name = `Some ${role}`;
  const userId = newId<UserId>();
  const emails = [{ value: email, type: "work", primary: true }];
  const body = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: email,
    displayName: name,
    active: true,
    emails,
  };
  const [{ accountId }] = await muster.sql<[{ accountId: string }]>`
    insert into accounts (name, email, "emailVerified") values (${name}, ${email}, false) returning id as "accountId"`;
  await muster.sql`
    insert into users (org_id, id, body, activated_at, account_id)
    values (${orgId}, ${userId}, ${JSON.stringify(body)}::text::jsonb, now(), ${accountId})`;
  await muster.sql`insert into user_emails (org_id, user_id, value_key) values (${orgId}, ${userId}, ${email})`;
  if (role !== null)
    await muster.sql`insert into role_grants (org_id, user_id, role) values (${orgId}, ${userId}, ${role})`;
  return Object.assign(await signedInAs(muster, orgId, accountId), { userId, accountId, email });
}

/** A browser of that account, with a session of its own in the organization. */
export async function signedInAs(muster: Muster, orgId: OrgId, accountId: string): Promise<ConsoleClient> {
  const token = randomBytes(24).toString("base64url");
  await muster.sql`
    insert into sessions (token, "expiresAt", "updatedAt", "userId", "orgId", "confirmedAt")
    values (${token}, now() + interval '1 day', now(), ${accountId}::uuid, ${orgId}, now())`;
  const secret = Buffer.from(hkdfSync("sha256", SECRET_KEY, "", "sign-in", 32)).toString("base64");
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  const client = consoleClient(muster);
  client.cookie = `muster.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
  return client;
}
