/** What is known of a user, for whoever asks why somebody is not here: state, and the changes that led there. */

import type { Actor } from "../changes/actor.ts";
import type { Queryable } from "../db/connect.ts";
import type { OrgId, RequestId, UserId } from "../db/ids.ts";
import { sentenceOfChange, type ToldChange, whoDid } from "./change-sentence.ts";
import { capitalized, inFull, type Named } from "./names.ts";
import { forSentence, membersMoved, nameOfUser } from "./read-requests.ts";

export interface Person {
  readonly id: UserId;
  readonly named: Named;
  readonly state: "active" | "suspended" | "blocked" | "deleted";
  readonly scimManaged: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly blockedAt: Date | null;
  /** The newest first. */
  readonly changes: readonly PersonChange[];
}

export interface PersonChange {
  readonly at: Date;
  readonly op: string;
  readonly actor: Actor;
  readonly requestId: RequestId | null;
  readonly sentence: (provider: string | undefined) => string;
}

/** As many changes are looked at, the latest: who suspended somebody stands among them, or it was long ago. */
const MOST_CHANGES = 200;

/** The users with these ids, those who are here first. */
export async function readPeople(sql: Queryable, orgId: OrgId, ids: readonly string[]): Promise<Person[]> {
  const rows = await sql<
    (Omit<Person, "changes"> & {
      changes: (Omit<ToldChange, "names"> & { at: string; requestId: RequestId | null })[];
    })[]
  >`
    select u.id, ${nameOfUser(sql, sql`u`)} as named,
      case when u.deleted_at is not null then 'deleted' when not u.active then 'suspended'
        when u.blocked_at is not null then 'blocked' else 'active' end as state,
      u.connection_id is not null as "scimManaged", u.created_at as "createdAt", u.updated_at as "updatedAt",
      u.blocked_at as "blockedAt", (
        select coalesce(jsonb_agg(jsonb_build_object('at', c.at, 'op', c.op, 'actor', c.actor, 'requestId', c.request_id,
          'resourceType', c.resource_type, 'resourceId', c.resource_id, 'before', ${forSentence(sql, sql`c.before`)},
          'after', ${forSentence(sql, sql`c.after`)}, 'members', ${membersMoved(sql)}) order by c.id desc), '[]')
        from (
          select * from changes c where c.org_id = u.org_id and c.resource_id = u.id
          order by c.id desc limit ${MOST_CHANGES}::integer) as c
      ) as changes
    from users u
    where u.org_id = ${orgId} and u.id = any(${[...ids]}::uuid[])
    order by u.deleted_at is not null, u.updated_at desc`;
  return rows.map((row) => ({
    ...row,
    changes: row.changes.map((change) => ({
      at: new Date(change.at),
      op: change.op,
      actor: change.actor,
      requestId: change.requestId,
      sentence: (provider) => sentenceOfChange({ ...change, names: { [row.id]: row.named } }, provider),
    })),
  }));
}

/** What is told of `people`: those of one name who were deleted one after the other are told once, the last of them. */
export function tellAll(people: readonly Person[], provider: string | undefined, most: number): string[] {
  const alike = Map.groupBy(people, ({ id, named, state }) => (state === "deleted" ? inFull(named) : id));
  return [...alike.values()]
    .slice(0, most)
    .flatMap((ones) => ones.slice(0, 1).flatMap((last) => tellOf(last, provider, ones.length)));
}

/** What is told of `person`: here or not, since when, by whom. Whole sentences. `times` is how often one of that name was deleted. */
export function tellOf(person: Person, provider: string | undefined, times = 1): string[] {
  const who = inFull(person.named);
  const by = (change: PersonChange | undefined) =>
    change ? ` by ${whoDid(change.actor, provider).replace(/^The /, "the ")}` : "";
  const last = (...ops: string[]) => person.changes.find(({ op }) => ops.includes(op));
  const place = provider ?? "the identity provider";
  switch (person.state) {
    case "active": {
      const since = last("activate", "create");
      const made = since?.op === "activate" ? "activated" : "created";
      const source = person.scimManaged ? "" : " Made by hand: no identity provider manages this user.";
      return [
        `${who} is here and active, ${made} ${moment(since?.at ?? person.createdAt)}${by(since)}.${source}`,
        ...lastChange(person, since, provider),
      ];
    }
    case "suspended": {
      const since = last("suspend", "create");
      const how = since?.op === "create" ? "came suspended" : "was suspended";
      return [
        `${who} is here but can't sign in: this user ${how} ${moment(since?.at ?? person.updatedAt)}${by(since)}.`,
        person.scimManaged
          ? `Only ${place} brings back whom it suspended: see there whether this person is assigned and enabled.`
          : "An admin can activate this user.",
      ];
    }
    case "blocked":
      return [
        `${who} is here but blocked in the console${person.blockedAt ? ` since ${moment(person.blockedAt)}` : ""}: an admin can lift that. ${capitalized(place)} can't.`,
      ];
    case "deleted": {
      const since = last("delete");
      return [
        `${who} was deleted ${times > 1 ? `${times} times, last ` : ""}${moment(since?.at ?? person.updatedAt)}${by(since)}.`,
        `If that was a mistake, assign this person in ${place} again, who then comes as a new user. The console restores the same user, with the same id, under Deleted users.`,
      ];
    }
  }
}

function lastChange(person: Person, since: PersonChange | undefined, provider: string | undefined): string[] {
  const [latest] = person.changes;
  return latest && latest !== since ? [`Last change ${moment(latest.at)}: ${latest.sentence(provider)}.`] : [];
}

/** A time as sentences say it: `on 2026-11-24 at 14:31 UTC`. */
export function moment(at: Date): string {
  const text = at.toISOString();
  return `on ${text.slice(0, 10)} at ${text.slice(11, 16)} UTC`;
}
