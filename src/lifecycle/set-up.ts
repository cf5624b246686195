/** Somebody gets a role in an organization, by a set-up link. The first one becomes its Organization Admin. */

import { holdAccount, makeAccount } from "../accounts/account.ts";
import { grantRoleWithin } from "../accounts/grant-role.ts";
import { roleOf } from "../accounts/held-role.ts";
import { createOrganizationWithin } from "../accounts/organizations.ts";
import { actorOf } from "../accounts/person.ts";
import { isAtLeast, type Role } from "../accounts/roles.ts";
import { takeSetupLink } from "../accounts/setup-links.ts";
import { recordChanges } from "../changes/record.ts";
import type { Queryable, Sql } from "../db/connect.ts";
import { newId, type OrgId, type UserId } from "../db/ids.ts";
import { USER_SCHEMA } from "../scim/schemas/user.ts";

/** Who sets up, and with what. */
export interface Setup {
  readonly secret: string;
  /** Of the organization that the link creates, where it does. */
  readonly organizationName: string | undefined;
  readonly name: string;
  readonly email: string;
  /** Of an account that there is, or of one to make with this password, hashed. */
  readonly account: { readonly id: string } | { readonly passwordHash: string };
  readonly address: string;
}

/**
 * Uses the link: the organization where it creates one, the account where there is none, the user and its role, all or
 * none. Undefined when the link is of no use any more.
 * @throws UserNotFree, AccountMadeMeanwhile
 */
export function useSetupLink(sql: Sql, setup: Setup): Promise<{ orgId: OrgId } | undefined> {
  return sql.begin(async (tx) => {
    const link = await takeSetupLink(tx, setup.secret, setup.email);
    if (!link) return undefined;
    const orgId = link.orgId ?? (await createdBy(tx, setup));
    const accountId =
      "id" in setup.account
        ? await holdAccount(tx, setup.account.id)
        : await makeAccount(tx, setup, setup.account.passwordHash);
    if (accountId === undefined) throw new AccountMadeMeanwhile();
    await makeMember(tx, orgId, accountId, link.role, setup);
    return { orgId };
  });
}

async function createdBy(tx: Queryable, { organizationName, email, name }: Setup): Promise<OrgId> {
  if (organizationName === undefined) throw new Error("the link creates an organization, which has no name");
  const { id } = await createOrganizationWithin(tx, organizationName, email, { kind: "person", name });
  return id;
}

/** There is a user of that address who has no access, or is another account's. Nothing was changed; the link stays good. */
export class UserNotFree extends Error {
  override readonly name = "UserNotFree";
}

/** Somebody made an account of that address at the same time, or removed the one that there was. Nothing was changed; the link stays good. */
export class AccountMadeMeanwhile extends Error {
  override readonly name = "AccountMadeMeanwhile";
}

/** The user of the address, made where there is none, gets the role; a higher one stays. */
async function makeMember(
  tx: Queryable,
  orgId: OrgId,
  accountId: string,
  role: Role,
  { name, email, address }: Setup,
): Promise<void> {
  const body = {
    schemas: [USER_SCHEMA.id],
    userName: email,
    displayName: name,
    active: true,
    emails: [{ value: email, type: "work", primary: true }],
  };
  const [there] = await tx<{ id: UserId; isFree: boolean; isLinked: boolean }[]>`
    select id, active and blocked_at is null and coalesce(account_id, ${accountId}) = ${accountId} as "isFree",
      account_id is not null as "isLinked" from users
    where org_id = ${orgId} and deleted_at is null
      and user_name_key = casefold(${email} collate pg_unicode_fast) collate "C"
    for update`;
  if (there && !there.isFree) throw new UserNotFree();
  const userId = there?.id ?? newId<UserId>();
  const actor = actorOf({ userId, name }, address);
  if (!there) {
    await tx`
      insert into users (org_id, id, body, activated_at, account_id)
      values (${orgId}, ${userId}, ${JSON.stringify(body)}::text::jsonb, now(), ${accountId})`;
    await tx`
      insert into user_emails (org_id, user_id, value_key)
      values (${orgId}, ${userId}, casefold(${email} collate pg_unicode_fast))`;
    await tx`
      insert into changes (org_id, actor, resource_type, resource_id, version, op, after)
      values (${orgId}, ${JSON.stringify(actor)}::text::jsonb, 'user', ${userId}, 1, 'create',
        ${JSON.stringify(body)}::text::jsonb)`;
  } else if (!there.isLinked) {
    await tx`update users set account_id = ${accountId} where org_id = ${orgId} and id = ${userId}`;
    await recordChanges(tx, [
      { orgId, actor, resourceType: "account", resourceId: userId, op: "link", after: { email: email.toLowerCase() } },
    ]);
  }
  const held = await roleOf(tx, orgId, userId);
  if (isAtLeast(held, role)) return;
  await grantRoleWithin(tx, { orgId, actor, own: "organization_admin" }, userId, role);
}
