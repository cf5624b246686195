/** What the server has, held against what was provisioned: each difference in a sentence. */

import type { Resource } from "../client/client.ts";
import type { Attributes, GroupLink, UserLink } from "../links/links.ts";
import { isObject, valueAt } from "./value-at.ts";

/** Where a user's or group's name stands. */
const NAME = { user: "userName", group: "displayName" } as const;

export type Kind = keyof typeof NAME;

/** What differs in a resource from what was provisioned. @param paths all that are provisioned, whether it has a value or not */
export function resourceDifferences(
  kind: Kind,
  found: Resource,
  provisioned: Attributes,
  paths: readonly string[],
): string[] {
  const who = nameOf(kind, provisioned, found);
  return paths.flatMap((path) => {
    const [has, was] = [valueAt(found, path), provisioned[path]];
    if (Object.is(has, was)) return [];
    if (path === "active" && was === false) return [`${who} is active, and was suspended.`];
    if (path === "active" && has === false) return [`${who} is suspended, and was provisioned as active.`];
    return [`${who}: ${path} is ${shown(has)}, and was provisioned as ${shown(was)}.`];
  });
}

/** Whose members differ, and how. @param nameOfUser how to call a user of an id */
export function memberDifferences(
  found: Resource,
  { attributes, members }: GroupLink,
  nameOfUser: (id: string) => string,
): string[] {
  const group = nameOf("group", attributes, found);
  const values = Array.isArray(found.members) ? found.members : [];
  const ids = values.map((member) => (isObject(member) ? String(member.value) : String(member)));
  const there = new Set(ids);
  return [
    ...[...members].filter((id) => !there.has(id)).map((id) => `${group} lacks its member ${nameOfUser(id)}.`),
    ...[...there]
      .filter((id) => !members.has(id))
      .map((id) => `${group} has the member ${nameOfUser(id)}, who should not be in it.`),
    ...(there.size < ids.length ? [`${group} lists ${ids.length - there.size} of its members more than once.`] : []),
  ];
}

/** Finds what is missing, extra, or listed twice, while a list is read. */
export class Roll<Link extends UserLink> {
  readonly #kind: Kind;
  readonly #missing: Map<string, Link>;
  readonly #before: ReadonlySet<string>;
  readonly #seen = new Set<string>();
  /** How many were there before and are nobody's. */
  others = 0;

  /** @param links by the server's id. @param before the ids of what was there before */
  constructor(kind: Kind, links: Iterable<Link>, before: ReadonlySet<string>) {
    this.#kind = kind;
    this.#missing = new Map([...links].map((link) => [link.id, link]));
    this.#before = before;
  }

  /** The link of a resource that is in the list; else what is wrong with it. */
  call(found: Resource): Link | string | undefined {
    const id = String(found.id);
    if (this.#seen.has(id)) return `${nameOf(this.#kind, {}, found)} is listed more than once (${id}).`;
    this.#seen.add(id);
    const link = this.#missing.get(id);
    this.#missing.delete(id);
    if (link) return link;
    if (!this.#before.has(id)) return `${nameOf(this.#kind, {}, found)} is there, and should not be (${id}).`;
    this.others++;
    return undefined;
  }

  /** Who has not been called. */
  missing(): string[] {
    return [...this.#missing.values()].map(
      ({ id, attributes }) => `${nameOf(this.#kind, attributes, {})} is missing (${id}).`,
    );
  }
}

function nameOf(kind: Kind, provisioned: Attributes, found: Resource): string {
  const name = provisioned[NAME[kind]] ?? found[NAME[kind]];
  return kind === "user" ? String(name) : `The group ${JSON.stringify(String(name))}`;
}

function shown(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
