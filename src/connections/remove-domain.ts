/** Removing an email domain: who carries it stays, and can still be suspended and deleted; nobody can be created or moved there. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Sql } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import type { DomainName } from "../domains/domain-name.ts";
import { deleteDomain } from "../domains/domains.ts";

/** The domain that was removed; undefined when the organization has none of that name. */
export function removeDomain(sql: Sql, orgId: OrgId, name: string, actor: Actor): Promise<DomainName | undefined> {
  return sql.begin(async (tx) => {
    const removed = await deleteDomain(tx, orgId, name);
    if (!removed) return undefined;
    const before = { domain: removed.domain };
    await recordChanges(tx, [{ orgId, actor, resourceType: "domain", resourceId: removed.id, op: "remove", before }]);
    return removed.domain;
  });
}
