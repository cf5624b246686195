/** The one-time link by which somebody gets a role in an organization without being asked for one first. Kept as a hash; it dies once used. */

import { hash, randomBytes } from "node:crypto";
import type { Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import type { Role } from "./roles.ts";

const VALID = "7 days";

/** What a link is for. */
export interface SetupLink {
  /** The organization to become an admin of; null where the link creates one too. */
  readonly organization: { readonly id: OrgId; readonly name: string } | null;
  /** Whom it was made for; null where that is open. */
  readonly email: string | null;
}

/**
 * Makes a link and gives its secret, this once.
 * @param orgId null for one that creates an organization too
 * @param role what it makes of whoever uses it
 */
export async function makeSetupLink(
  sql: Queryable,
  orgId: OrgId | null,
  email: string | null,
  role: Role = "organization_admin",
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  // Of those that let a stranger make an organization there is one at most: the last that was printed.
  await sql`
    with gone as (delete from setup_links where ${orgId}::uuid is null and org_id is null and used_at is null)
    insert into setup_links (hash, org_id, email, role, expires_at)
    values (${hashOf(secret)}, ${orgId}, ${email}, ${role}, now() + ${VALID}::interval)`;
  return secret;
}

/** What the link with `secret` is for; why it is of no use where it isn't. */
export async function readSetupLink(
  sql: Queryable,
  secret: string,
): Promise<SetupLink | "unknown" | "used" | "expired"> {
  const [link] = await sql<(SetupLink & { state: "valid" | "used" | "expired" })[]>`
    select l.email,
      case when o.id is not null then jsonb_build_object('id', o.id, 'name', o.name) end as organization,
      case when l.used_at is not null then 'used' when l.expires_at < now() then 'expired' else 'valid' end as state
    from setup_links l left join organizations o on o.id = l.org_id
    where l.hash = ${hashOf(secret)}`;
  if (!link) return "unknown";
  const { state, ...what } = link;
  return state === "valid" ? what : state;
}

/** Uses the link up, in the caller's transaction, by whom it was made for; whose it is. Undefined when it is of no use any more. */
export async function takeSetupLink(
  tx: Queryable,
  secret: string,
  email: string,
): Promise<{ orgId: OrgId | null; role: Role } | undefined> {
  const [link] = await tx<{ orgId: OrgId | null; role: Role }[]>`
    update setup_links set used_at = now()
    where hash = ${hashOf(secret)} and used_at is null and expires_at > now()
      and (email is null or lower(email) = lower(${email}))
    returning org_id as "orgId", role`;
  return link;
}

function hashOf(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}
