/** Organizations: the tenants. Everything belongs to exactly one. */

import type { Actor } from "../changes/actor.ts";
import { recordChanges } from "../changes/record.ts";
import type { Fragment, Queryable, Sql } from "../db/connect.ts";
import { type OrgId, readId } from "../db/ids.ts";
import { firstFree, shortNameOf } from "./short-name.ts";

export interface Organization {
  readonly id: OrgId;
  /** What the command line calls it. */
  readonly shortName: string;
  readonly name: string;
  /** Days after which the log of provisioning requests is dropped. */
  readonly requestRetentionDays: number;
  readonly createdAt: Date;
}

/** An organization as a list of them shows it. */
export interface ListedOrganization extends Organization {
  readonly scim: "on" | "off" | "not set up";
  readonly domains: number;
}

/**
 * Makes an organization with no domain and SCIM not set up yet.
 * @param name what people call it, not empty
 * @param admin the email address of who will be its first admin, kept in its change
 */
export function createOrganization(sql: Sql, name: string, admin: string, actor: Actor): Promise<Organization> {
  return sql.begin((tx) => createOrganizationWithin(tx, name, admin, actor));
}

/** The same, as part of a transaction. */
export async function createOrganizationWithin(
  tx: Queryable,
  name: string,
  admin: string,
  actor: Actor,
): Promise<Organization> {
  const organization = await insert(tx, name);
  // The link that lets a stranger make the first organization has no use from now on.
  await tx`delete from setup_links where org_id is null and used_at is null`;
  const { id, shortName } = organization;
  const after = { name, shortName, admin };
  await recordChanges(tx, [{ orgId: id, actor, resourceType: "organization", resourceId: id, op: "create", after }]);
  return organization;
}

/** Inserts it under the first short name that is free; another who takes that one at the same time makes us look again. */
async function insert(tx: Queryable, name: string): Promise<Organization> {
  const wanted = shortNameOf(name);
  for (;;) {
    const rows = await tx<{ shortName: string }[]>`
      select short_name as "shortName" from organizations where starts_with(short_name, ${wanted})`;
    const shortName = firstFree(wanted, new Set(rows.map((row) => row.shortName)));
    const [inserted] = await tx<Organization[]>`
      insert into organizations (short_name, name) values (${shortName}, ${name})
      on conflict (short_name) do nothing
      returning ${columns(tx)}`;
    if (inserted) return inserted;
  }
}

/** The organization with this short name or id. */
export async function findOrganization(sql: Queryable, shortNameOrId: string): Promise<Organization | undefined> {
  const [organization] = await sql<Organization[]>`
    select ${columns(sql)} from organizations
    where short_name = ${shortNameOrId.toLowerCase()} or id = ${readId<OrgId>(shortNameOrId)}`;
  return organization;
}

/** Of those of one name so many are found. */
const MOST_NAMED = 10;

/** The first organizations that `name` may mean already: those of that name in any case, and the one with its short name. */
export function organizationsNamed(sql: Queryable, name: string): Promise<Organization[]> {
  return sql<Organization[]>`
    select ${columns(sql)} from organizations
    where short_name = ${shortNameOf(name)} or casefold(name collate pg_unicode_fast) = casefold(${name} collate pg_unicode_fast)
    order by short_name collate "C" limit ${MOST_NAMED}::integer`;
}

/** The organization that has this email domain, in lower-case ASCII. */
export async function organizationOfDomain(sql: Queryable, domain: string): Promise<Organization | undefined> {
  const [organization] = await sql<Organization[]>`
    select ${columns(sql)} from organizations
    where id = (select org_id from domains where domain = ${domain})`;
  return organization;
}

/** Whether there is any organization. */
export async function hasOrganizations(sql: Queryable): Promise<boolean> {
  const [row] = await sql<[{ has: boolean }]>`select exists (select from organizations) as has`;
  return row.has;
}

/** All organizations, by short name. */
export function listOrganizations(sql: Queryable): Promise<ListedOrganization[]> {
  return sql<ListedOrganization[]>`
    select ${columns(sql)},
      coalesce((select case c.status when 'enabled' then 'on' else 'off' end from connections c where c.org_id = o.id),
        'not set up') as scim,
      (select count(*) from domains d where d.org_id = o.id) as domains
    from organizations o order by short_name collate "C"`;
}

/** Sets after how many days (1 to 3650) the log of provisioning requests is dropped. */
export function setRequestRetention(sql: Sql, orgId: OrgId, days: number, actor: Actor): Promise<void> {
  return sql.begin(async (tx) => {
    const [before] = await tx<{ days: number }[]>`
      select request_retention_days as days from organizations where id = ${orgId} for update`;
    if (!before || before.days === days) return;
    await tx`update organizations set request_retention_days = ${days} where id = ${orgId}`;
    await recordChanges(tx, [
      {
        orgId,
        actor,
        resourceType: "organization",
        resourceId: orgId,
        op: "update",
        before: { requestRetentionDays: before.days },
        after: { requestRetentionDays: days },
      },
    ]);
  });
}

function columns(sql: Queryable): Fragment {
  return sql`
    id, short_name as "shortName", name, request_retention_days as "requestRetentionDays", created_at as "createdAt"`;
}
