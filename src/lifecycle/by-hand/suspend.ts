/**
 * Suspending in the console: a mark of its own, which SCIM neither shows nor lifts. Access is: active and not marked. Whom
 * an identity provider suspended only that brings back.
 */

import { endSessions } from "../../accounts/sessions.ts";
import { changesBy } from "../../changes/record.ts";
import type { Queryable } from "../../db/connect.ts";
import type { UserId } from "../../db/ids.ts";
import { withoutDeadlocks } from "../contention.ts";
import { notFound } from "../write.ts";
import { type ByHand, ByHandRefused, THE_PROVIDER } from "./by-hand.ts";
import { checkAbove, checkAdminStays } from "./guard.ts";

/**
 * Suspends a user; who is so already stays so. The sessions of this organization end with it.
 * @throws ByHandRefused; ScimError 404
 */
export function suspendByHand(by: ByHand, id: UserId): Promise<void> {
  return withoutDeadlocks(by.sql, async (tx) => {
    const { isBlocked } = await hold(tx, by, id);
    const role = await checkAbove(tx, by, id);
    if (isBlocked) return;
    await tx`
      with blocked as (
        update users set blocked_at = now() where org_id = ${by.orgId} and id = ${id}
        returning org_id, id, version, account_id
      ),
      sessions_ended as (${endSessions(tx, tx`select org_id, account_id from blocked`)}),
      change as (${changesBy(
        tx,
        by.actor,
        "user",
        tx`select org_id, null::uuid, null::uuid, id, version, 'block', null::jsonb, null::jsonb from blocked`,
      )})
      select`;
    await checkAdminStays(tx, by, role);
  });
}

/**
 * Lifts that suspension, and of somebody who is no identity provider's any other.
 * @returns whether the user has access now; false where the identity provider has suspended it, too
 * @throws ByHandRefused where only the identity provider can lift it; ScimError 404
 */
export function liftSuspension(by: ByHand, id: UserId): Promise<boolean> {
  return withoutDeadlocks(by.sql, async (tx) => {
    const { isBlocked, active, managed } = await hold(tx, by, id);
    await checkAbove(tx, by, id);
    if (!isBlocked && active) return true;
    if (!isBlocked && managed) {
      throw new ByHandRefused("suspended elsewhere", `${THE_PROVIDER} suspended this user. Bring them back there.`);
    }
    const activates = !active && !managed;
    await tx`
      with lifted as (
        update users
        set blocked_at = null, body = case when ${activates} then body || '{"active": true}' else body end,
          version = version + ${activates ? 1 : 0}::integer,
          updated_at = case when ${activates} then now() else updated_at end,
          activated_at = case when ${activates} then coalesce(activated_at, now()) else activated_at end
        where org_id = ${by.orgId} and id = ${id}
        returning org_id, id, version, account_id
      ),
      -- Somebody who signed in while being suspended may have been given one that the suspension did not see.
      sessions_ended as (${endSessions(tx, tx`select org_id, account_id from lifted`)}),
      change as (${changesBy(
        tx,
        by.actor,
        "user",
        tx`select org_id, null::uuid, null::uuid, id, version, 'unblock',
          case when ${activates} then '{"active": false}'::jsonb end,
          case when ${activates} then '{"active": true}'::jsonb end
          from lifted`,
      )})
      select`;
    return active || activates;
  });
}

async function hold(tx: Queryable, { orgId }: ByHand, id: UserId) {
  const [row] = await tx<{ isBlocked: boolean; active: boolean; managed: boolean }[]>`
    select blocked_at is not null as "isBlocked", active, connection_id is not null as managed
    from users where org_id = ${orgId} and id = ${id} and deleted_at is null
    for no key update`;
  if (!row) throw notFound("user", id);
  return row;
}
