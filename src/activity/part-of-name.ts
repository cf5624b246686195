/** Who may be meant by a part of a name, or by one that was typed without its accents: "Ann", "nguyen", "Leila Roux". */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, UserId } from "../db/ids.ts";
import { fold } from "../scim/fold.ts";

/** As many are asked after. */
export const MOST_MEANT = 5;
/** So many users' names are looked through. */
const LOOKED_THROUGH = 50_000;
/** Nobody has more words in a name that is typed. */
const MOST_WORDS = 6;
/** Letters that Unicode does not take apart, and what people type for them. */
const [STROKED, PLAIN] = ["đøł", "dol"];

/**
 * The users, not deleted, each of whose name has a word that begins with each of `text`'s, whatever the accents; at most
 * one more than {@link MOST_MEANT}, so that it shows whether there are others. None for an address or a single letter.
 *
 * Costs two ranges of an index where these find enough who begin so; else one scan of 50,000 users' names at most, some
 * tenths of a second: in a larger organization whoever is beyond them is not found.
 */
export async function usersOfPart(sql: Queryable, orgId: OrgId, text: string): Promise<UserId[]> {
  const folded = fold(text.trim());
  const words = withoutAccents(folded)
    .split(/[\s.,_-]+/)
    .filter((word) => word !== "");
  if (words.join("").length < 2 || words.length > MOST_WORDS || text.includes("@")) return [];
  const beginning = await beginningSo(sql, orgId, folded);
  if (beginning.length > MOST_MEANT) return beginning;
  const others = await withWords(sql, orgId, words);
  return [...new Set([...beginning, ...others])].slice(0, MOST_MEANT + 1);
}

async function beginningSo(sql: Queryable, orgId: OrgId, folded: string): Promise<UserId[]> {
  const range = (rank: number, key: Fragment, from: string) => sql`(
    select u.id, ${rank}::integer as rank, ${key} as key from users u
    where u.org_id = ${orgId} and u.deleted_at is null and ${key} >= ${from} and ${key} < ${`${from}\u{10ffff}`}
    order by ${key} limit ${MOST_MEANT + 1}::integer)`;
  const rows = await sql<{ id: UserId }[]>`
    select found.id from (
      ${range(0, sql`u.name_key`, `${folded} `)} union all ${range(1, sql`u.user_name_key`, `${folded}.`)}
    ) as found
    group by found.id order by min(found.rank), min(found.key) limit ${MOST_MEANT + 1}::integer`;
  return rows.map(({ id }) => id);
}

async function withWords(sql: Queryable, orgId: OrgId, words: readonly string[]): Promise<UserId[]> {
  const all = (end: string) =>
    words
      .map((word) => sql`position(${` ${word}${end}`} in named.name) > 0`)
      .reduce((one, other) => sql`${one} and ${other}`);
  const rows = await sql<{ id: UserId }[]>`
    select named.id from (
      select looked.id, ' ' || translate(regexp_replace(normalize(looked.name, NFD), ${"[\u0300-\u036f]"}, '', 'g'),
        ${`${STROKED}.,_-`}, ${`${PLAIN}    `}) || ' ' as name
      from (
        select u.id, concat_ws(' ', coalesce(u.display_name_key,
          casefold(concat_ws(' ', u.body #>> '{name,givenName}', u.body #>> '{name,familyName}') collate pg_unicode_fast)
            collate "C"), split_part(u.user_name_key, '@', 1)) as name
        from users u where u.org_id = ${orgId} and u.deleted_at is null
        limit ${LOOKED_THROUGH}::integer) as looked) as named
    where ${all("")}
    order by (${all(" ")}) desc, named.name, named.id limit ${MOST_MEANT + 1}::integer`;
  return rows.map(({ id }) => id);
}

function withoutAccents(folded: string): string {
  return folded
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đøł]/g, (letter) => PLAIN[STROKED.indexOf(letter)] ?? letter);
}
