/** Deleting an organization with all that belongs to it. Nothing of it remains, its changes neither, nor accounts that served it alone. */

import type { Queryable, Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { removeUnused } from "./account.ts";

/** Every table with an `org_id`, children before what they refer to. */
export const TABLES_OF_ORGANIZATION = [
  "scim_tokens",
  "setup_links",
  "domains",
  "connections",
  "memberships",
  "group_roles",
  "role_grants",
  "user_emails",
  "groups",
  "users",
  "requests",
  "request_counts",
  "changes",
] as const;

export type TableOfOrganization = (typeof TABLES_OF_ORGANIZATION)[number];

/**
 * Deletes the organization in one transaction. SCIM must be off: a write under way would leave rows of nobody.
 * @param onDeleted hears after each table how many rows were deleted
 * @returns whether there was one
 */
export function deleteOrganization(
  sql: Sql,
  orgId: OrgId,
  onDeleted: (table: TableOfOrganization, rows: number) => void,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    // Who adds a domain or turns SCIM on meanwhile waits for these two rows, and then finds none.
    const found = await tx`select from organizations where id = ${orgId} for update`;
    await tx`select from connections where org_id = ${orgId} for update`;
    const accounts = await tx<{ id: string }[]>`
      select distinct account_id as id from users where org_id = ${orgId} and account_id is not null`;
    for (const table of TABLES_OF_ORGANIZATION) onDeleted(table, await deleteRows(tx, orgId, table));
    await tx`delete from sessions where "orgId" = ${orgId}::text`;
    await removeUnused(
      tx,
      accounts.map(({ id }) => id),
    );
    await tx`delete from organizations where id = ${orgId}`;
    return found.count > 0;
  });
}

async function deleteRows(tx: Queryable, orgId: OrgId, table: TableOfOrganization): Promise<number> {
  const { count } = await tx`delete from ${tx(table)} where org_id = ${orgId}`;
  return count;
}
