/** What persons, the command line and jobs changed: an index has it, apart from what identity providers change. */

import type { Fragment, Queryable } from "../db/connect.ts";
import { contains } from "./about.ts";

/** Whose changes, of what. */
export interface ByPeople {
  /** A kind of actor; or part of a name, or an id. */
  readonly actor?: string | undefined;
  /** What was changed: "user", "domain", "token" … */
  readonly type?: string | undefined;
}

const KINDS: ReadonlySet<string> = new Set(["person", "command line", "job"]);

/** The condition on row `c` of changes. The first of it is the index's own (0010_audit_log.sql). */
export function isByPeople(sql: Queryable, { actor, type }: ByPeople): Fragment {
  return sql`c.actor ->> 'kind' <> 'connection'
    ${actor === undefined ? sql`` : sql`and ${isBy(sql, actor)}`}
    ${type === undefined ? sql`` : sql`and c.resource_type = ${type}`}`;
}

function isBy(sql: Queryable, actor: string): Fragment {
  if (KINDS.has(actor)) return sql`c.actor ->> 'kind' = ${actor}`;
  return sql`(c.actor ->> 'id' = ${actor} or ${contains(sql, sql`c.actor ->> 'name'`, actor)})`;
}
