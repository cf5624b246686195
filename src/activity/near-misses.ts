/** Who is meant by a name that nobody has: one letter away, or the same name in another domain. */

import type { Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";
import { fold } from "../scim/fold.ts";
import { newcomer } from "./sentences/refusal.ts";

/** What names and addresses are made of; beyond it, a typed letter is only one that the text itself has. */
const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.-_@+' ";
/** Nobody mistypes one letter of a longer name and no other. */
const LONGEST = 100;
const MOST = 3;
/** So many of the latest refused newcomers are looked at. */
const LATEST = 2_000;
const BEGINNING = 4_000;

/**
 * All texts that are one letter away from `text`, folded: one missing, one too many, another one, two neighbours
 * exchanged. Some thousands, each of which an index finds; so no table is read for a typo.
 */
export function oneLetterAway(text: string): Set<string> {
  const letters = [...fold(text.trim())];
  if (letters.length === 0 || letters.length > LONGEST) return new Set();
  const alphabet = new Set([...LETTERS, ...letters]);
  const found = new Set<string>();
  const add = (...parts: (readonly string[])[]) => found.add(parts.flat().join(""));
  for (let i = 0; i <= letters.length; i++) {
    const [before, rest] = [letters.slice(0, i), letters.slice(i)];
    const [letter, next, ...behind] = rest;
    for (const other of alphabet) add(before, [other], rest);
    if (letter === undefined) continue;
    add(before, rest.slice(1));
    for (const other of alphabet) add(before, [other], rest.slice(1));
    if (next !== undefined) add(before, [next, letter], behind);
  }
  found.delete(letters.join(""));
  found.delete("");
  return found;
}

/** The users that `text` may mean, deleted ones too: one letter away by userName, address or display name, or so named in another domain. */
export async function usersNear(sql: Queryable, orgId: OrgId, text: string): Promise<UserId[]> {
  const near = [...oneLetterAway(text)];
  const [, local] = /^([^@]+)@/.exec(fold(text.trim())) ?? [];
  const rows = await sql<{ id: UserId }[]>`
    select near.id from (
      select u.id, 1 as rank from users u
        where u.org_id = ${orgId} and u.deleted_at is null and u.user_name_key = any(${near}::text[])
      union all select m.user_id, 1 from user_emails m where m.org_id = ${orgId} and m.value_key = any(${near}::text[])
      union all (select u.id, 1 from users u
        where u.org_id = ${orgId} and u.deleted_at is null and u.name_key = any(${near}::text[]) limit ${MOST})
      union all (select u.id, 2 from users u
        where u.org_id = ${orgId} and u.deleted_at is not null and u.user_name_key = any(${near}::text[]) limit ${MOST})
      union all (select u.id, 2 from users u
        where u.org_id = ${orgId} and u.deleted_at is not null and u.name_key = any(${near}::text[]) limit ${MOST})
      union all (select u.id, 3 from users u
        where u.org_id = ${orgId} and u.deleted_at is null
          and u.user_name_key >= ${`${local ?? ""}@`} and u.user_name_key < ${`${local ?? ""}@\u{10ffff}`}
          and ${local !== undefined}
        order by u.user_name_key limit ${MOST})
    ) as near
    group by near.id order by min(near.rank), near.id limit ${MOST}`;
  return rows.map(({ id }) => id);
}

/** The latest newcomers who were refused and are one letter away, by the address they came with. */
export async function refusedNear(sql: Queryable, orgId: OrgId, text: string): Promise<string[]> {
  const rows = await sql<{ body: string | null }[]>`
    select left(r.body, ${BEGINNING}::integer) as body from (
      select r.body, r.method, r.resource_type from requests r
      where r.org_id = ${orgId} and r.status >= 400
      order by r.id desc limit ${LATEST}::integer) as r
    where r.method = 'POST' and r.resource_type = 'user'`;
  const near = oneLetterAway(text);
  const addresses = rows.map(({ body }) => newcomer("user", body)).filter((address) => address !== undefined);
  return [...new Set(addresses.filter((address) => near.has(fold(address))))].slice(0, MOST);
}
