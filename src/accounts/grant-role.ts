/** Giving a person a role, or taking it away. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable, Sql } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";
import { hasOrganizationAdmin, roleOf } from "./held-role.ts";
import { isAtLeast, type Role } from "./roles.ts";

/** Why a role stays as it is. */
export type RoleRefusal = "nobody" | "above" | "last";

/** The role was not changed; nothing was. */
export class RoleRefused extends Error {
  override readonly name = "RoleRefused";
  readonly reason: RoleRefusal;

  constructor(reason: RoleRefusal) {
    super(`the role stays as it is: ${reason}`);
    this.reason = reason;
  }
}

/** Who changes a role, and what they may do themselves. */
export interface Granting {
  readonly orgId: OrgId;
  readonly actor: Actor;
  /** The role of whoever does it: nobody gives or changes more than they have. */
  readonly own: Role;
}

/**
 * Grants `role`, in place of the one granted before.
 * @throws RoleRefused
 */
export function grantRole(sql: Sql, granting: Granting, userId: UserId, role: Role): Promise<void> {
  return sql.begin((tx) => grantRoleWithin(tx, granting, userId, role));
}

/** The same, as part of a transaction. @throws RoleRefused */
export async function grantRoleWithin(
  tx: Queryable,
  { orgId, actor, own }: Granting,
  userId: UserId,
  role: Role,
): Promise<void> {
  const before = await grantOf(tx, { orgId, own }, userId);
  if (!isAtLeast(own, role)) throw new RoleRefused("above");
  if (before === role) return;
  await tx`
    insert into role_grants (org_id, user_id, role) values (${orgId}, ${userId}, ${role})
    on conflict (org_id, user_id) do update set role = excluded.role, granted_at = now()`;
  if (before === "organization_admin") await keepOne(tx, orgId);
  await recordChanges(tx, [
    {
      orgId,
      actor,
      resourceType: "role",
      resourceId: userId,
      op: "grant",
      ...(before && { before: { role: before } }),
      after: { role },
    },
  ]);
}

/**
 * Takes the granted role away; one that comes through a group stays.
 * @returns whether there was one
 * @throws RoleRefused
 */
export function withdrawRole(sql: Sql, { orgId, actor, own }: Granting, userId: UserId): Promise<boolean> {
  return sql.begin(async (tx) => {
    const before = await grantOf(tx, { orgId, own }, userId);
    if (before === undefined) return false;
    await tx`delete from role_grants where org_id = ${orgId} and user_id = ${userId}`;
    if (before === "organization_admin") await keepOne(tx, orgId);
    await recordChanges(tx, [
      { orgId, actor, resourceType: "role", resourceId: userId, op: "withdraw", before: { role: before } },
    ]);
    return true;
  });
}

/** The role granted to a user so far, which stays until we are done. @throws RoleRefused */
async function grantOf(
  tx: Queryable,
  { orgId, own }: Pick<Granting, "orgId" | "own">,
  userId: UserId,
): Promise<Role | undefined> {
  // Whoever deletes the user holds its row, and takes the roles away with it.
  const [user] = await tx`
    select from users where org_id = ${orgId} and id = ${userId} and deleted_at is null for key share`;
  if (!user) throw new RoleRefused("nobody");
  const [grant] = await tx<{ role: Role }[]>`
    select role from role_grants where org_id = ${orgId} and user_id = ${userId} for update`;
  const held = await roleOf(tx, orgId, userId);
  if (held !== null && !isAtLeast(own, held)) throw new RoleRefused("above");
  return grant?.role;
}

/** @throws RoleRefused when no Organization Admin could sign in any more */
export async function keepOne(tx: Queryable, orgId: OrgId): Promise<void> {
  if (!(await hasOrganizationAdmin(tx, orgId))) throw new RoleRefused("last");
}
