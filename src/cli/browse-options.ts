/** The options of commands that list many things page by page. */

import type { Command } from "commander";
import type { Organization } from "../accounts/organizations.ts";
import { quoted } from "../activity/shell-word.ts";
import type { Browse } from "../directory/browse.ts";
import { jsonOption, wholeNumber } from "./help.ts";
import { named } from "./organization-argument.ts";
import { say } from "./say.ts";

export interface BrowseOptions {
  readonly limit: number;
  readonly after?: string;
  readonly search?: string;
  readonly json?: true;
}

/** Adds the options to `command`. `name` is what the list is sorted by: "userName". */
export function withBrowseOptions(command: Command, name: string): Command {
  return command
    .option("--limit <N>", "at most so many, up to 10,000", wholeNumber(1, 10_000), 50)
    .option("--after <CURSOR>", `continue after this ${name}, the last of the page before`)
    .option("--search <PREFIX>", `only those whose ${name} begins so, in any case`)
    .addOption(jsonOption());
}

/** What the options ask of the directory. */
export function browseOf({ limit, after, search }: BrowseOptions): Browse {
  return { limit, after, prefix: search };
}

/** Says that the list is empty, and what to do. */
export function tellNone(
  things: "users" | "groups",
  organization: Organization,
  { after, search }: BrowseOptions,
): void {
  const isPart = after !== undefined || search !== undefined;
  say(
    isPart
      ? `${named(organization)} has no such ${things}.`
      : `${named(organization)} has no ${things} yet: its identity provider makes them. ` +
          `Whether it has come yet: ./muster token show ${organization.shortName}`,
  );
}

/** Says how to go on. `list` is the command so far: `./muster user list acme`. */
export function tellMore(list: string, next: string | undefined, { limit, search }: BrowseOptions): void {
  if (next === undefined) return;
  const same = `${limit === 50 ? "" : ` --limit ${limit}`}${search === undefined ? "" : ` --search ${quoted(search)}`}`;
  say(`There are more: ${list}${same} --after ${quoted(next)}`);
}
