import type { UserId } from "../db/ids.ts";

/**
 * Of each of `users` its row among `rows`, which `asked` tells; undefined of all when there is none, as the token is
 * not valid.
 */
export function inOrderOf<Row extends { readonly asked: UserId }>(
  users: readonly { readonly id: UserId }[],
  rows: readonly Row[],
): (Row | undefined)[] {
  if (rows.length === 0) return users.map(() => undefined);
  const byId = new Map(rows.map((row) => [row.asked, row]));
  return users.map(({ id }) => {
    const row = byId.get(id);
    // Were it taken for a token that is not valid, the identity provider would give up.
    if (!row) throw new Error(`a statement answered of ${rows.length} users, but not of ${id}`);
    return row;
  });
}
