/** Passkeys: what a device signs in with. better-auth makes and checks them; naming and removing them is ours. */

import type { Queryable, Sql } from "../db/connect.ts";
import { recordOfAccount } from "./account-changes.ts";

export interface ListedPasskey {
  readonly id: string;
  readonly name: string;
  readonly addedAt: Date;
  /** Whether it is kept by more than one device: by a password manager, say. */
  readonly isSynced: boolean;
}

/** The passkeys of an account, oldest first. */
export function listPasskeys(sql: Queryable, accountId: string): Promise<ListedPasskey[]> {
  return sql<ListedPasskey[]>`
    select id, coalesce(name, 'Passkey') as name, "createdAt" as "addedAt", "backedUp" as "isSynced"
    from passkeys where "userId" = ${accountId}::uuid order by "createdAt", id limit 100`;
}

/** Gives a passkey another name. @returns whether there is such a one */
export function renamePasskey(
  sql: Sql,
  { accountId, address, id, name }: { accountId: string; address: string; id: string; name: string },
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [was] = await tx<{ name: string | null }[]>`
      select name from passkeys where id = ${id}::uuid and "userId" = ${accountId}::uuid for update`;
    if (!was) return false;
    if (was.name === name) return true;
    await tx`update passkeys set name = ${name} where id = ${id}::uuid`;
    await recordOfAccount(tx, accountId, address, {
      resourceType: "passkey",
      op: "update",
      before: { name: was.name },
      after: { name },
    });
    return true;
  });
}

/** Removes a passkey: nobody signs in with it any more. @returns whether there was one */
export function removePasskey(
  sql: Sql,
  { accountId, address, id }: { accountId: string; address: string; id: string },
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [gone] = await tx<{ name: string | null }[]>`
      delete from passkeys where id = ${id}::uuid and "userId" = ${accountId}::uuid returning name`;
    if (!gone) return false;
    await recordOfAccount(tx, accountId, address, {
      resourceType: "passkey",
      op: "remove",
      before: { name: gone.name },
    });
    return true;
  });
}
