/** The folded addresses that users are looked up by. */

import type { Fragment, Queryable } from "../db/connect.ts";

/** `values`, a text[], folded, each once: a select of one column, `key`. */
export function foldedEmails(sql: Queryable, values: Fragment): Fragment {
  return sql`
    select distinct casefold(value collate pg_unicode_fast) collate "C" as key from unnest(${values}) as email (value)`;
}

/** The addresses in the user `body`, a jsonb, as `foldedEmails`. */
export function emailsOf(sql: Queryable, body: Fragment): Fragment {
  return sql`
    select distinct casefold((email ->> 'value') collate pg_unicode_fast) collate "C" as key
    from jsonb_array_elements(${body} -> 'emails') as email`;
}
