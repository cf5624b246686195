/**
 * Two records of one person become one. The identity provider's keeps its id and attributes and takes over the account,
 * the role and what people made the other a member of; the other is deleted.
 */

import { grantRoleWithin } from "../../accounts/grant-role.ts";
import { isAtLeast, type Role } from "../../accounts/roles.ts";
import { endSessions } from "../../accounts/sessions.ts";
import { changesBy, recordChanges } from "../../changes/record.ts";
import type { Queryable } from "../../db/connect.ts";
import type { UserId } from "../../db/ids.ts";
import { withoutDeadlocks } from "../contention.ts";
import { lockUserAndGroups, markDeleted } from "../delete-user.ts";
import { notFound } from "../write.ts";
import { type ByHand, ByHandRefused, writeByHand } from "./by-hand.ts";
import { checkAbove, checkAdminStays } from "./guard.ts";

interface Linked {
  readonly id: UserId;
  readonly managed: boolean;
  readonly accountId: string | null;
  readonly blockedAt: Date | null;
}

/**
 * Links the identity provider's user `keptId` with `otherId`, who was made by hand.
 * @throws ByHandRefused where these are other kinds of users, or both have accounts; ScimError 404
 */
export function linkUsers(by: ByHand, keptId: UserId, otherId: UserId): Promise<void> {
  const write = writeByHand(by);
  return withoutDeadlocks(by.sql, async (tx) => {
    if ((await lockUserAndGroups(tx, write, otherId)) === null) throw notFound("user", otherId);
    const users = await tx<Linked[]>`
      select id, connection_id is not null as managed, account_id as "accountId", blocked_at as "blockedAt"
      from users where org_id = ${by.orgId} and id = any(${[keptId, otherId]}::uuid[]) and deleted_at is null
      for update`;
    const kept = users.find(({ id }) => id === keptId);
    const other = users.find(({ id }) => id === otherId);
    if (!kept || !other) throw notFound("user", keptId);
    checkLinkable(kept, other);
    const roles = [await checkAbove(tx, by, keptId), await checkAbove(tx, by, otherId)];
    await takeAccount(tx, by, kept, other);
    await takeRole(tx, by, keptId, otherId);
    await takeMemberships(tx, by, keptId, otherId);
    const after = { linked: otherId };
    const { orgId, actor } = by;
    await recordChanges(tx, [{ orgId, actor, resourceType: "user", resourceId: keptId, op: "link", after }]);
    await markDeleted(tx, write, otherId);
    await checkAdminStays(tx, by, roles.find((role) => role === "organization_admin") ?? null);
  });
}

function checkLinkable(kept: Linked, other: Linked): void {
  if (!kept.managed || other.managed) {
    throw new ByHandRefused("not linkable", "Link a user of your identity provider with one who was made by hand.");
  }
  if (kept.accountId !== null && other.accountId !== null) {
    throw new ByHandRefused("not linkable", "Both can sign in already, so Muster can't tell which sign-in to keep.");
  }
}

/** A suspension by hand comes along. Where there is no access, sessions don't go on. */
async function takeAccount(tx: Queryable, { orgId, actor }: ByHand, kept: Linked, other: Linked): Promise<void> {
  await tx`update users set account_id = null where org_id = ${orgId} and id = ${other.id}`;
  const accountId = kept.accountId ?? other.accountId;
  const blockedAt = kept.blockedAt ?? other.blockedAt;
  const isNewlyBlocked = kept.blockedAt === null && blockedAt !== null;
  await tx`
    with linked as (
      update users set account_id = ${accountId}, blocked_at = ${blockedAt} where org_id = ${orgId} and id = ${kept.id}
      returning org_id, id, version, account_id, active and blocked_at is null as has_access
    ),
    sessions_ended as (${endSessions(tx, tx`select org_id, account_id from linked where not has_access`)}),
    change as (${changesBy(
      tx,
      actor,
      "user",
      tx`select org_id, null::uuid, null::uuid, id, version, 'block', null::jsonb, null::jsonb
        from linked where ${isNewlyBlocked}`,
    )})
    select`;
  if (other.accountId === null) return;
  const [account] = await tx<{ email: string }[]>`select email from accounts where id = ${other.accountId}::uuid`;
  if (!account) return;
  // Its address may be none of the record's own: whoever erases the person finds it here.
  await recordChanges(tx, [
    { orgId, actor, resourceType: "account", resourceId: kept.id, op: "link", after: { email: account.email } },
  ]);
}

/** The higher of both that were granted. */
async function takeRole(tx: Queryable, by: ByHand, keptId: UserId, otherId: UserId): Promise<void> {
  const granted = await tx<{ userId: UserId; role: Role }[]>`
    select user_id as "userId", role from role_grants
    where org_id = ${by.orgId} and user_id = any(${[keptId, otherId]}::uuid[])`;
  const [had, taken] = [keptId, otherId].map((id) => granted.find(({ userId }) => userId === id)?.role ?? null);
  if (!taken || isAtLeast(had ?? null, taken)) return;
  await grantRoleWithin(tx, { orgId: by.orgId, actor: by.actor, own: by.role }, keptId, taken);
}

/** Into groups that people made. What the identity provider's groups have is its to say. */
async function takeMemberships(tx: Queryable, { orgId, actor }: ByHand, keptId: UserId, otherId: UserId) {
  await tx`
    with joined as (
      insert into memberships (org_id, group_id, user_id)
      select m.org_id, m.group_id, ${keptId}::uuid
      from memberships m join groups g on g.org_id = m.org_id and g.id = m.group_id
      where m.org_id = ${orgId} and m.user_id = ${otherId} and g.connection_id is null
      on conflict do nothing
      returning org_id, group_id
    ),
    moved as (
      update groups g set version = g.version + 1, updated_at = now()
      from joined where g.org_id = joined.org_id and g.id = joined.group_id
      returning g.org_id, g.id, g.version
    ),
    change as (${changesBy(
      tx,
      actor,
      "group",
      tx`select org_id, null::uuid, null::uuid, id, version, 'update', null::jsonb,
        jsonb_build_object('members', jsonb_build_object('added', jsonb_build_array(${keptId}::uuid)))
        from moved`,
    )})
    select`;
}
