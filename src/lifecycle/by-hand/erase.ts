/**
 * A deleted user is removed for good: the record, and what the log and other records hold of the person. What remains
 * says that somebody was erased, when and by whom. This is the one writer that takes anything out of the log.
 */

import { recordChanges } from "../../changes/record.ts";
import type { Queryable, Sql } from "../../db/connect.ts";
import type { OrgId, UserId } from "../../db/ids.ts";
import type { JsonObject } from "../../scim/json.ts";
import { emailValues } from "../../scim/resource/emails.ts";
import { notFound } from "../write.ts";
import type { ByHand } from "./by-hand.ts";

/** What a text that was about the person says in their place. */
const ERASED = "(erased)";
const BODY_ERASED = "(not kept: somebody in it was erased)";

/** So many requests are looked through in one transaction: at 64 KiB each, within seconds. */
const AT_ONCE = 2_000;

/**
 * Erases a deleted user. Its cost is that of the organization's log of requests, each of which may name the person: at a
 * million kept requests seconds, not milliseconds. So the log goes first, in short transactions; whoever is stopped in
 * the midst of it erases again.
 * @throws ScimError 404 for who is not deleted
 */
export async function eraseUser({ sql, orgId, actor }: ByHand, id: UserId): Promise<void> {
  const seen = await eraseFromLog(sql, await readErasing(sql, orgId, id));
  await sql.begin(async (tx) => {
    await tx`select from users where org_id = ${orgId} and id = ${id} for update`;
    const erasing = await readErasing(tx, orgId, id);
    // Which requests those were, the changes still tell.
    await eraseFromRequests(tx, erasing, { after: seen });
    await eraseFromChanges(tx, erasing);
    await eraseSignIn(tx, erasing);
    await tx`delete from users where org_id = ${orgId} and id = ${id}`;
    await recordChanges(tx, [{ orgId, actor, resourceType: "user", resourceId: id, op: "erase" }]);
  });
}

interface Erasing extends Pick<ByHand, "orgId"> {
  readonly id: UserId;
  /** Whatever the person was ever called or reached by. */
  readonly addresses: readonly string[];
}

/** Whom to erase: their record, what it was, and the sign-ins that were connected to it. @throws ScimError 404 */
async function readErasing(sql: Queryable, orgId: OrgId, id: UserId): Promise<Erasing> {
  const [user] = await sql<{ body: JsonObject }[]>`
    select body from users where org_id = ${orgId} and id = ${id} and deleted_at is not null`;
  if (!user) throw notFound("user", id);
  const changes = await sql<{ type: "user" | "account"; before: JsonObject | null; after: JsonObject | null }[]>`
    select resource_type as type, before, after from changes
    where org_id = ${orgId} and resource_id = ${id} and resource_type in ('user', 'account')`;
  const versions = (of: "user" | "account") =>
    changes.filter(({ type }) => type === of).flatMap(({ before, after }) => [before ?? {}, after ?? {}]);
  const addresses = [
    ...addressesIn([user.body, ...versions("user")]),
    // An account may have another address than the record: that of one it was linked with.
    ...versions("account").flatMap(({ email }) => (typeof email === "string" && email !== "" ? [email] : [])),
  ];
  return { orgId, id, addresses: [...new Set(addresses)] };
}

/** The userNames and email addresses that versions of a user, or parts of them, name. */
function addressesIn(versions: readonly JsonObject[]): string[] {
  const addresses = versions.flatMap((version) => [version.userName, ...emailValues(version)]);
  return [...new Set(addresses.filter((address) => typeof address === "string" && address !== ""))] as string[];
}

/** From all requests but the latest. @returns the last of them */
async function eraseFromLog(sql: Sql, erasing: Erasing): Promise<string> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const [last] = await sql<{ id: string }[]>`
      select id from requests where org_id = ${erasing.orgId} and id > ${after}::uuid
      order by id offset ${AT_ONCE - 1}::integer limit 1`;
    if (!last) return after;
    const range = { after, until: last.id };
    await sql.begin((tx) => eraseFromRequests(tx, erasing, range));
    after = last.id;
  }
}

/** Bodies that name the person go whole, other texts lose the addresses in them. */
async function eraseFromRequests(
  tx: Queryable,
  { orgId, id, addresses }: Erasing,
  { after, until }: { readonly after: string; readonly until?: string },
): Promise<void> {
  const names = addresses.flatMap(spellings).map(asWhole).join("|");
  const mentioned = `${names}|${literally(id)}`;
  await tx`
    update requests r
    set body = case when r.body is null then null else ${BODY_ERASED} end,
      path = regexp_replace(r.path, ${names}, ${ERASED}, 'gi'),
      detail = regexp_replace(r.detail, ${names}, ${ERASED}, 'gi'),
      notes = (select array_agg(regexp_replace(note, ${names}, ${ERASED}, 'gi')) from unnest(r.notes) as note)
    where r.org_id = ${orgId} and r.id > ${after}::uuid
      and (${until ?? null}::uuid is null or r.id <= ${until ?? null}::uuid) and (
      r.resource_id = ${id}
      or r.id = any(array(
        select c.request_id from changes c
        where c.org_id = ${orgId} and c.resource_id = ${id} and c.request_id is not null))
      or concat_ws(' ', r.path, r.detail, r.body) ~* ${mentioned})`;
  if (until !== undefined) return;
  // At last requests of nobody, whose path may name them as any filter does. They are the whole server's: an address
  // that is no organization's business but this one's.
  const own = await tx<{ address: string }[]>`
    select address from unnest(${[...addresses]}::text[]) as address
    where split_part(lower(address), '@', 2) in (select domain from domains where org_id = ${orgId})`;
  const ownNames = own
    .flatMap(({ address }) => spellings(address))
    .map(asWhole)
    .join("|");
  if (ownNames === "") return;
  await tx`
    update unknown_requests set path = regexp_replace(path, ${ownNames}, ${ERASED}, 'gi') where path ~* ${ownNames}`;
}

/** `text` as it stands in a body, with what JSON escapes, and in a path or query. */
function spellings(text: string): string[] {
  return [...new Set([text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)])];
}

/**
 * Where `text` is all of an address; or, being none, where it is said to be a userName. Elsewhere it may be any word: of
 * somebody called "work" or "schemas" every body in the log would seem to tell.
 */
function asWhole(text: string): string {
  const isAddress = /@|%40/.test(text);
  return isAddress
    ? String.raw`(?:(?<![\w.+-])|(?<=%[0-9a-fA-F]{2}))${literally(text)}(?![\w-]|\.\w)`
    : `(?<=username${GAP}(?::|eq)${GAP}(?:"|%22))${literally(text)}(?="|%22)`;
}

/** What stands between a name, an operator and a value, in JSON and in a filter that an address holds. */
const GAP = String.raw`(?:"|\s|\+|%20)*`;

/** `text` as a regular expression of PostgreSQL that matches just it. */
function literally(text: string): string {
  return text.replace(/[^\p{L}\p{N}_@\- ]/gu, "\\$&");
}

/** What was changed of them, and their name and address in what they did themselves. */
async function eraseFromChanges(tx: Queryable, { orgId, id, addresses }: Erasing): Promise<void> {
  await tx`update changes set before = null, after = null where org_id = ${orgId} and resource_id = ${id}`;
  await tx`
    update changes set actor = actor - 'name' - 'address'
    where org_id = ${orgId} and actor ->> 'kind' <> 'connection' and actor ->> 'id' = ${id}`;
  await tx`
    update changes set after = after - 'admin'
    where org_id = ${orgId} and resource_id = ${orgId} and after ->> 'admin' = any(${[...addresses]}::text[])`;
  await tx`
    update scim_tokens set created_by = created_by - 'name' - 'address'
    where org_id = ${orgId} and created_by ->> 'id' = ${id}`;
}

/** An account that serves nobody anywhere, and links that were made for an address of theirs. */
async function eraseSignIn(tx: Queryable, { orgId, addresses }: Erasing): Promise<void> {
  const emails = addresses.map((address) => address.toLowerCase());
  await tx`delete from setup_links where org_id = ${orgId} and lower(email) = any(${emails}::text[])`;
  await tx`
    delete from accounts a
    where a.email = any(${emails}::text[]) and not exists (
      select from organizations o join users u on u.org_id = o.id and u.account_id = a.id::text)`;
}
