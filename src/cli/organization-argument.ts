/** ORG: the organization that a command is about. */

import { Argument } from "commander";
import { findOrganization, listOrganizations, type Organization } from "../accounts/organizations.ts";
import { ConnectionRefused } from "../connections/refusal.ts";
import type { Queryable } from "../db/connect.ts";
import { CommandFailed } from "./failure.ts";

/** As many are named to somebody who has named none of them. */
const NAMED = 10;

/** The argument as commands declare it. */
export function organizationArgument(): Argument {
  return new Argument("<ORG>", "the organization's short name or id");
}

/** The organization that `text` names. @throws CommandFailed with those that there are */
export async function organizationOf(sql: Queryable, text: string): Promise<Organization> {
  const organization = await findOrganization(sql, text);
  if (organization) return organization;
  const names = (await listOrganizations(sql)).map(({ shortName }) => shortName);
  if (names.length === 0) {
    throw new CommandFailed(
      `There is no organization yet: make one with ./muster organization create NAME --admin EMAIL.`,
    );
  }
  const some = nearest(text, names, NAMED).join(", ");
  const rest = names.length > NAMED ? ` and ${names.length - NAMED} more (./muster organization list)` : "";
  throw new CommandFailed(`There is no organization "${text}". There is ${some}${rest}.`);
}

/** An organization as messages name it: `Acme (acme-2)`, for several may have one name. */
export function named({ name, shortName }: Organization): string {
  return `${name} (${shortName})`;
}

/** What is said where SCIM was never enabled. */
export function notSetUp(organization: Organization): CommandFailed {
  return new CommandFailed(
    `SCIM is not set up for ${named(organization)} yet: add an email domain first ` +
      `(./muster domain add ${organization.shortName} DOMAIN).`,
  );
}

/** A handler of what `connections` refuses: says it of `organization`. */
export function refusalFor(organization: Organization): (error: unknown) => never {
  return (error) => {
    throw error instanceof ConnectionRefused && error.reason === "not set up" ? notSetUp(organization) : error;
  };
}

/** At most `count` of `names`: all in their order where they fit, else those most like `text`. */
export function nearest(text: string, names: readonly string[], count: number): string[] {
  if (names.length <= count) return [...names];
  const wanted = pairs(text.toLowerCase());
  return names
    .map((name) => ({ name, likeness: likeness(wanted, pairs(name)) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Pairs of neighbouring letters; a beginning counts as one. */
function pairs(text: string): Set<string> {
  return new Set([...` ${text}`].map((letter, i, letters) => letter + (letters[i + 1] ?? "")));
}

/** Dice's coefficient: 1 for the same pairs, 0 for none in common. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * a.intersection(b).size) / (a.size + b.size);
}
