/** The email domains that an organization's SCIM may provision into. On one server a domain belongs to one organization. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId } from "../db/ids.ts";
import { type DomainName, domainNamed, readDomain } from "./domain-name.ts";

export const TAKEN_ELSEWHERE = "Can't be added here; ask whoever runs this server.";
export const ALREADY_ADDED = "Already in your list.";

/** Names that can't be added, each with the reason; nothing was added. */
export class DomainsRefused extends Error {
  override readonly name = "DomainsRefused";
  readonly refused: ReadonlyMap<string, string>;

  constructor(refused: ReadonlyMap<string, string>) {
    super([...refused].map(([name, reason]) => `${name}: ${reason}`).join("\n"));
    this.refused = refused;
  }
}

export interface Domain {
  readonly id: string;
  readonly domain: DomainName;
  readonly createdAt: Date;
}

/** The organization's domains, by name. */
export function listDomains(sql: Queryable, orgId: OrgId): Promise<Domain[]> {
  return sql<Domain[]>`
    select id, domain, created_at as "createdAt" from domains where org_id = ${orgId} order by domain collate "C"`;
}

/**
 * Adds `names` to the organization's domains, all or none.
 * @throws DomainsRefused naming each that is invalid, a public provider's, here already or another organization's
 */
export async function insertDomains(sql: Queryable, orgId: OrgId, names: readonly string[]): Promise<Domain[]> {
  const refused = new Map<string, string>();
  const written = new Map<DomainName, string>();
  for (const name of names) {
    const read = readDomain(name);
    if ("refused" in read) refused.set(name, read.refused);
    else written.set(read.domain, name);
  }
  // In one order everywhere, so that two who add the same domains at once don't wait for each other in a circle.
  const domains = [...written.keys()].sort();
  const added = await sql<Domain[]>`
    insert into domains (org_id, domain) select ${orgId}, unnest(${domains}::text[])
    on conflict do nothing
    returning id, domain, created_at as "createdAt"`;
  for (const { domain } of added) written.delete(domain);
  if (written.size > 0) {
    const mine = new Set((await listDomains(sql, orgId)).map(({ domain }) => domain));
    for (const [domain, name] of written) refused.set(name, mine.has(domain) ? ALREADY_ADDED : TAKEN_ELSEWHERE);
  }
  if (refused.size > 0) throw new DomainsRefused(refused);
  return added;
}

/** Takes a domain off the list: who carries it stays, but nobody can be created or moved there. Undefined when it was not there. */
export async function deleteDomain(sql: Queryable, orgId: OrgId, name: string): Promise<Domain | undefined> {
  const [deleted] = await sql<Domain[]>`
    delete from domains where org_id = ${orgId} and domain = ${domainNamed(name)}
    returning id, domain, created_at as "createdAt"`;
  return deleted;
}

/**
 * Of the domains in `asked`, a relation of `id, domains`, those that are not among the caller's: a select of
 * `id, domain`. The statement has a `caller` with an `org_id`.
 */
export function foreignDomains(sql: Queryable, asked: Fragment): Fragment {
  return sql`
    select asked.id, one.domain
    from caller, ${asked} as asked, unnest(asked.domains) as one (domain)
    where not exists (
      select from domains d where d.org_id = caller.org_id and d.domain = one.domain)`;
}
