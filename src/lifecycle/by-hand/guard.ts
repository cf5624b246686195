/** What a person may do by hand to whom: nothing to somebody, or with a role, above their own. */

import { hasOrganizationAdmin, roleOf } from "../../accounts/held-role.ts";
import { isAtLeast, type Role } from "../../accounts/roles.ts";
import type { Queryable } from "../../db/connect.ts";
import type { GroupId, UserId } from "../../db/ids.ts";
import type { Guard } from "../write.ts";
import { type ByHand, ByHandRefused, THE_PROVIDER } from "./by-hand.ts";

/** Of a user: nobody above the person's own role, and an Organization Admin stays. With `own`, only one made by hand. */
export function guardUser(by: ByHand, own?: "made by hand"): Guard {
  let held: Role | null = null;
  return {
    before: async (tx, id) => {
      held = await checkAbove(tx, by, id as UserId);
      if (own && (await isManaged(tx, by, id as UserId))) throw managed("user");
    },
    after: (tx) => checkAdminStays(tx, by, held),
  };
}

/** @throws ByHandRefused where the user's role is above the person's own @returns that role */
export async function checkAbove(tx: Queryable, by: ByHand, id: UserId): Promise<Role | null> {
  const role = await roleOf(tx, by.orgId, id);
  if (role === null || isAtLeast(by.role, role)) return role;
  throw new ByHandRefused("above", "Their role is above yours. Ask an Organization Admin to do this.");
}

/** @throws ByHandRefused where somebody of that role was touched and no Organization Admin is left */
export async function checkAdminStays(tx: Queryable, by: ByHand, role: Role | null): Promise<void> {
  if (role !== "organization_admin" || (await hasOrganizationAdmin(tx, by.orgId))) return;
  throw new ByHandRefused(
    "last admin",
    "Nobody else here is an Organization Admin who can sign in. Give somebody that role first, on Members.",
  );
}

async function isManaged(tx: Queryable, { orgId }: ByHand, id: UserId): Promise<boolean> {
  const [row] = await tx<{ managed: boolean }[]>`
    select connection_id is not null as managed from users where org_id = ${orgId} and id = ${id}`;
  return row?.managed ?? false;
}

/** Of a group: made by hand, and giving no role above the person's own. An Organization Admin stays. */
export function guardGroup(by: ByHand): Guard {
  let given: Role | null = null;
  return {
    before: async (tx, id) => {
      const group = await readTarget(tx, by, id as GroupId);
      if (group?.managed) throw managed("group");
      given = group?.role ?? null;
      if (given === null || isAtLeast(by.role, given)) return;
      throw new ByHandRefused("above", "This group gives a role above yours. Ask an Organization Admin to do this.");
    },
    after: (tx) => checkAdminStays(tx, by, given),
  };
}

async function readTarget(tx: Queryable, { orgId }: ByHand, id: GroupId) {
  const [row] = await tx<{ managed: boolean; role: Role | null }[]>`
    select g.connection_id is not null as managed, r.role
    from groups g left join group_roles r on r.org_id = g.org_id and r.group_id = g.id
    where g.org_id = ${orgId} and g.id = ${id}`;
  return row;
}

function managed(type: "user" | "group"): ByHandRefused {
  return new ByHandRefused("managed", `${THE_PROVIDER} manages this ${type}. Change it there.`);
}
