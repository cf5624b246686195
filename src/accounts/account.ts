/** Accounts: a person's sign-in, server-wide. They are better-auth's rows; these are made and found in our transactions. */

import type { Queryable } from "../db/connect.ts";

export interface Account {
  readonly id: string;
  readonly email: string;
  /** Null where there is none to sign in with. */
  readonly passwordHash: string | null;
}

/** The account of that address. */
export async function findAccount(sql: Queryable, email: string): Promise<Account | undefined> {
  const [account] = await sql<Account[]>`
    select a.id, a.email, c.password as "passwordHash"
    from accounts a left join credentials c on c."userId" = a.id and c."providerId" = 'credential'
    where a.email = ${email.toLowerCase()}`;
  return account;
}

/**
 * Makes an account as better-auth would, with a password that it has hashed.
 * @returns its id; undefined when somebody made one of this address meanwhile
 */
export async function makeAccount(
  tx: Queryable,
  { name, email }: { readonly name: string; readonly email: string },
  passwordHash: string,
): Promise<string | undefined> {
  const [made] = await tx<{ id: string }[]>`
    insert into accounts (id, name, email, "emailVerified", "createdAt", "updatedAt")
    values (uuidv7(), ${name}, ${email.toLowerCase()}, false, now(), now())
    on conflict (email) do nothing returning id`;
  if (!made) return undefined;
  await tx`
    insert into credentials (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
    values (uuidv7(), ${made.id}, 'credential', ${made.id}, ${passwordHash}, now(), now())`;
  return made.id;
}

/** The id of an account that stays until we are done; undefined where it is gone by now. */
export async function holdAccount(tx: Queryable, id: string): Promise<string | undefined> {
  const [account] = await tx<{ id: string }[]>`select id from accounts where id = ${id}::uuid for key share`;
  return account?.id;
}

/** Removes those of `accountIds` that serve no user any more, with their sessions and all they sign in with. */
export async function removeUnused(tx: Queryable, accountIds: readonly string[]): Promise<number> {
  const { count } = await tx`
    delete from accounts a where a.id = any(${accountIds}::uuid[])
      and not exists (
        select from organizations o join users u on u.org_id = o.id where u.account_id = a.id::text)`;
  return count;
}
