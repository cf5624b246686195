/** The append-only log as people read it: who changed what, when, before and after; newest first, page after page. */

import type { Actor } from "../changes/actor.ts";
import type { ResourceType } from "../changes/record.ts";
import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, RequestId } from "../db/ids.ts";
import type { JsonObject } from "../scim/json.ts";
import { type About, contains, LOOKED_THROUGH, within } from "./about.ts";
import { sentenceOfChange, type ToldChange, whoDid } from "./change-sentence.ts";
import { type ChangedValue, changedLeaves, changedValues, managersIn } from "./changed-leaves.ts";
import { changesOf, type Of } from "./changes-of.ts";
import { changesOfRequest, type OfRequest } from "./changes-of-request.ts";
import { recognizer } from "./list-requests.ts";
import { type MembersNamed, memberLines, membersInWords, membersNamed } from "./member-lines.ts";
import { asNamedThen } from "./name-then.ts";
import type { Names } from "./names.ts";
import { type ByPeople, isByPeople } from "./not-by-connection.ts";
import { forSentence, membersMoved, nameOfGroup, nameOfUser, namesOf } from "./read-requests.ts";

export interface ListedChange {
  readonly id: string;
  readonly at: Date;
  readonly sentence: string;
  readonly actor: Actor;
  /** The identity provider that made it, where it was one and was recognized. */
  readonly provider: string | undefined;
  readonly requestId: RequestId | null;
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly version: number | null;
  readonly op: string;
  /** Only what changed; of a group's members the difference. Values of more than 2,000 bytes are null unless asked for whole. */
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** What changed in words, a line each; undefined where before and after are given whole. */
  readonly lines: readonly string[] | undefined;
  /** The same, apart: what came and went of members is `added` and `removed`. */
  readonly values: readonly ChangedValue[] | undefined;
}

export interface ChangesWanted {
  readonly about?: About | undefined;
  /** Only those that a request made. */
  readonly ofRequest?: OfRequest | undefined;
  /** Only those by others than an identity provider. */
  readonly byPeople?: ByPeople | undefined;
  /** Only those of one user or group. */
  readonly of?: Of | undefined;
  /** Only those before this one, the last of the page before. */
  readonly after?: string | undefined;
  /** The way back: the oldest of those newer than this one. */
  readonly before?: string | undefined;
  /** Only those made from then on, and before then. */
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly limit: number;
  /** Whether before and after are given whole, however large. */
  readonly whole?: boolean | undefined;
}

type Row = ToldChange &
  Omit<ListedChange, "sentence" | "provider" | "lines" | "values"> & {
    moved: MembersNamed;
    wholeBefore: JsonObject | null;
    wholeAfter: JsonObject | null;
    client: string | null;
    body: string | null;
    path: string | null;
    method: string | null;
  };

/** A page of the organization's changes. */
export async function listChanges(
  sql: Queryable,
  orgId: OrgId,
  wanted: ChangesWanted,
): Promise<{ changes: ListedChange[]; next: string | undefined }> {
  const [recognize, rows] = await Promise.all([recognizer(sql, orgId), readChanges(sql, orgId, wanted)]);
  const named = wanted.whole ? {} : await namesOf(sql, orgId, rows.flatMap(mentionedIn));
  const isBack = wanted.before !== undefined;
  const changes = (isBack ? rows.slice(-wanted.limit) : rows.slice(0, wanted.limit)).map((row): ListedChange => {
    const { method, path, client, body, names, members: __, moved: ___, wholeBefore, wholeAfter, ...change } = row;
    const provider = recognize({ method: method ?? "", path: path ?? "", client, body });
    const [before, after] = wanted.whole ? [wholeBefore, wholeAfter] : [change.before, change.after];
    const lines = wanted.whole
      ? undefined
      : [...changedLeaves(before, after, named), ...memberLines(row.members, row.moved, { ...named, ...names })];
    const values = wanted.whole ? undefined : valuesOf(row, { ...named, ...names }, before, after);
    return { ...change, provider, before, after, sentence: sentenceOfChange(row, provider), lines, values };
  });
  return { changes, next: rows.length > wanted.limit ? changes.at(isBack ? 0 : -1)?.id : undefined };
}

function valuesOf(row: Row, names: Names, before: JsonObject | null, after: JsonObject | null): ChangedValue[] {
  const moved = membersInWords(row.members, row.moved, names);
  return [
    ...changedValues(before, after, names),
    ...moved.map(({ what, who }) => ({ attribute: what, before: undefined, after: who })),
  ];
}

/** Who made the changes with `ids`, by name. */
export async function madeBy(sql: Queryable, orgId: OrgId, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const [recognize, rows] = await Promise.all([
    recognizer(sql, orgId),
    sql<Pick<Row, "id" | "actor" | "client" | "body" | "path" | "method">[]>`
      select c.id, c.actor, r.method, r.path, r.client, left(r.body, 4000) as body
      from changes c left join requests r on r.org_id = c.org_id and r.id = c.request_id
      where c.org_id = ${orgId} and c.id = any(${ids as string[]}::uuid[])`,
  ]);
  return new Map(
    rows.map(({ id, actor, method, path, client, body }) => {
      const provider = recognize({ method: method ?? "", path: path ?? "", client, body });
      return [id, whoDid(actor, provider)];
    }),
  );
}

/** Whom the lines of a change name, by id. */
function mentionedIn({ before, after, moved }: Row): string[] {
  return [...managersIn(before), ...managersIn(after), ...moved.added, ...moved.removed];
}

/** How far back a text is looked for in that stretch; undefined where all of it is looked through. */
export async function changesLookedBackTo(
  sql: Queryable,
  orgId: OrgId,
  stretch: Pick<ChangesWanted, "after" | "since" | "until">,
): Promise<Date | undefined> {
  const [beyond] = await sql<{ at: Date }[]>`
    select c.at from changes c
    where c.org_id = ${orgId} and ${within(sql, sql`c.id`, stretch)}
    order by c.id desc offset ${LOOKED_THROUGH}::integer limit 1`;
  return beyond?.at;
}

/** A page and one beyond it. The change's request tells which provider it was, as long as it is kept. */
function readChanges(sql: Queryable, orgId: OrgId, wanted: ChangesWanted): Promise<Row[]> {
  const ifWhole = (column: Fragment) => (wanted.whole ? column : sql`null::jsonb`);
  return sql<Row[]>`
    with page as materialized (${idsWanted(sql, orgId, wanted)})
    select c.id, c.at, c.actor, c.request_id as "requestId", c.resource_type as "resourceType",
      c.resource_id as "resourceId", c.version, c.op,
      ${forSentence(sql, sql`c.before`)} as before, ${forSentence(sql, sql`c.after`)} as after,
      ${ifWhole(sql`c.before`)} as "wholeBefore", ${ifWhole(sql`c.after`)} as "wholeAfter",
      ${membersMoved(sql)} as members, ${membersNamed(sql)} as moved, coalesce(named.names, '{}') as names, r.method, r.path, r.client, r.body
    from page
    join changes c on c.org_id = ${orgId} and c.id = page.id
    left join lateral (
      select r.method, r.path, r.client, left(r.body, 4000) as body from requests r
      where r.org_id = c.org_id and r.id = c.request_id
    ) r on true
    left join lateral (
      select c.resource_id::text || array(
        select jsonb_array_elements_text(jsonb_path_query_array(c.after -> 'members' -> 'added', '$[0 to 1]'))
        union all
        select jsonb_array_elements_text(jsonb_path_query_array(c.after -> 'members' -> 'removed', '$[0 to 1]'))
      ) as ids
    ) mentioned on true
    left join lateral (
      select jsonb_object_agg(one.id, one.named) as names from (
        select u.id, ${nameOfUser(sql, sql`was`)} as named
        from users u, ${asNamedThen(sql, sql`u`, sql`c.id`)} as was where u.org_id = c.org_id and u.id = any(mentioned.ids::uuid[])
        union all
        select g.id, ${nameOfGroup(sql, sql`was`)} as named
        from groups g, ${asNamedThen(sql, sql`g`, sql`c.id`)} as was where g.org_id = c.org_id and g.id = any(mentioned.ids::uuid[])
      ) as one
    ) as named on true
    order by c.id desc`;
}

/** A group's thousands of members are ids, which are looked for by themselves. */
const LONGEST_SEARCHED = 16_000;

function searched(sql: Queryable, column: Fragment): Fragment {
  return sql`left((${column} - 'members')::text, ${LONGEST_SEARCHED}::integer)`;
}

/**
 * With `about`: all changes of whom it names, and those among the latest that name them as a member or have the text in
 * what was or is.
 */
function idsWanted(sql: Queryable, orgId: OrgId, wanted: ChangesWanted): Fragment {
  const { about, of, ofRequest, byPeople, limit, ...stretch } = wanted;
  if (ofRequest) return changesOfRequest(sql, orgId, ofRequest, limit + 1);
  const isWithin = sql`${within(sql, sql`c.id`, stretch)} ${byPeople ? sql`and ${isByPeople(sql, byPeople)}` : sql``}`;
  const direction = stretch.before === undefined ? sql`desc` : sql`asc`;
  if (of) return changesOf(sql, orgId, of, isWithin, limit + 1);
  if (about === undefined) {
    return sql`
      select c.id from changes c where c.org_id = ${orgId} and ${isWithin} order by c.id ${direction} limit ${limit + 1}`;
  }
  const ids = [...about.ids];
  return sql`
    select distinct about.id from (
      (select c.id from changes c
        where c.org_id = ${orgId} and c.resource_id = any(${ids}::uuid[]) and ${isWithin}
        order by c.id ${direction} limit ${limit + 1})
      union all
      select c.id from (
        select c.id, c.before, c.after, c.actor from changes c
        where c.org_id = ${orgId} and ${isWithin}
        order by c.id ${direction} limit ${LOOKED_THROUGH}::integer) as c
      where c.after #> '{members,added}' ?| ${ids}::text[] or c.after #> '{members,removed}' ?| ${ids}::text[]
        or ${contains(sql, sql`concat_ws(' ', ${searched(sql, sql`c.before`)}, ${searched(sql, sql`c.after`)}, c.actor ->> 'name')`, about.text)}
    ) as about
    order by about.id ${direction} limit ${limit + 1}`;
}
