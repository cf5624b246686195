/** The statements about users that requests share, those of one token each. */

import type { Queryable } from "../db/connect.ts";
import type { UserId } from "../db/ids.ts";
import { type Lane, SharedStatement } from "../db/shared-statement.ts";
import { type FoundUser, readUsers } from "../directory/user.ts";
import type { TokenHash } from "../tokens/token.ts";
import { type Author, readerOf } from "./author.ts";
import { type Inserted, insertUsers, type NewUser } from "./insert-users.ts";
import { type Updated, type UserUpdate, updateUsers } from "./update-users.ts";

interface TokenLane extends Lane {
  readonly author: Author;
}

/** An answer with the user's groups needs the address of the endpoint. */
interface AnsweredLane extends TokenLane {
  readonly base: string | undefined;
}

interface UpdateLane extends AnsweredLane {
  readonly movesEmails: boolean;
  readonly movesAccess: boolean;
}

export interface SharedStatements {
  readonly read: SharedStatement<AnsweredLane, UserId | null, FoundUser>;
  readonly insert: SharedStatement<TokenLane, NewUser, Inserted | undefined>;
  readonly update: SharedStatement<UpdateLane, UserUpdate, Updated | undefined>;
}

/** The statements, on the pool `sql`. */
export function sharedStatements(sql: Queryable): SharedStatements {
  return {
    read: new SharedStatement(
      ({ author, base }, ids) => readUsers(sql, readerOf(sql, author), ids, base),
      lengthOfBody,
    ),
    insert: new SharedStatement(({ author }, users) => insertUsers(sql, author, users)),
    update: new SharedStatement((lane, users) => updateUsers(sql, lane, users), lengthOfBody),
  };
}

function lengthOfBody(row: { readonly body: string | null } | undefined): number {
  return row?.body?.length ?? 0;
}

/** The user with `id`, read with the token of `hash`; with its groups where there is a `base`, the endpoint's address. */
export function readUser(
  { read }: SharedStatements,
  hash: TokenHash,
  id: UserId | null,
  base: string | undefined,
): Promise<FoundUser> {
  return read.run({ name: `${hash.toString("hex")} ${base}`, author: { hash }, base }, id, { size: 36 });
}
