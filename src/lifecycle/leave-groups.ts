/** What a deleted member leaves behind: each of its groups moves on, and says so. */

import { changesBy } from "../changes/record.ts";
import type { Fragment, Queryable } from "../db/connect.ts";
import type { Write } from "./write.ts";

/**
 * The parts of a delete's statement that move each group in `left_groups` (org_id, group_id, member_id) to its next
 * version, with its change: the member that left. They need `caller`.
 */
export function leaveGroups(tx: Queryable, { author, request }: Pick<Write, "author" | "request">): Fragment {
  return tx`
    moved as (
      update groups g set version = g.version + 1, updated_at = now()
      from left_groups l
      where g.org_id = l.org_id and g.id = l.group_id
      returning g.org_id, g.id, g.version, l.member_id
    ),
    group_changes as (${changesBy(
      tx,
      author.actor,
      "group",
      tx`select moved.org_id, caller.connection_id, ${request?.id ?? null}::uuid, moved.id, moved.version, 'update', null::jsonb,
        jsonb_build_object('members', jsonb_build_object('removed', jsonb_build_array(moved.member_id)))
      from moved, caller`,
    )})`;
}
