import { Command } from "commander";
import { whomNames } from "../activity/about.ts";
import { changesLookedBackTo, type ListedChange, listChanges as list } from "../activity/list-changes.ts";
import { quoted } from "../activity/shell-word.ts";
import { withDatabase } from "./database.ts";
import { examples, jsonOption, wholeNumber } from "./help.ts";
import { INDENT, idOption, readingLogs, searchedBackTo } from "./log-options.ts";
import { organizationArgument, organizationOf } from "./organization-argument.ts";
import { print, printJson, say, time } from "./say.ts";
import { sinceOption, untilOption } from "./time-option.ts";

interface Options {
  readonly about?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly limit: number;
  readonly after?: string;
  readonly json?: true;
}

/** `muster changes ORG` */
export const listChanges = new Command("changes")
  .description(
    "Everything that ever changed, with who did it (the identity provider, a person, the command line), and what was " +
      "before and after; the newest first.",
  )
  .addArgument(organizationArgument())
  .option("--about <TEXT>", "only what is about a person, a group, a domain or a text")
  .addOption(sinceOption())
  .addOption(untilOption())
  .option("--limit <N>", "at most so many, up to 1,000", wholeNumber(1, 1_000), 50)
  .option("--after <CURSOR>", "continue after this change, the last of the page before", idOption)
  .addOption(jsonOption())
  .addHelpText(
    "after",
    "\nWith --about: all changes of whom it names, and what else has the text among the latest 20,000 changes.",
  )
  .addHelpText(
    "after",
    examples(
      "./muster changes acme",
      "./muster changes acme --since yesterday",
      "./muster changes acme --about ann@example.com",
    ),
  )
  .action((org: string, { about: text, since, until, limit, after, json }: Options) =>
    withDatabase(async (sql) => {
      const { id, shortName } = await organizationOf(sql, org);
      const about = text === undefined ? undefined : await whomNames(sql, id, text);
      const { changes, next } = await readingLogs(sql, () =>
        list(sql, id, { about, since, until, limit, after, whole: json }),
      );
      if (json) return printJson({ changes, next: next ?? null });
      if (changes.length === 0) {
        const further = after === undefined ? "" : "further ";
        const when = `${since ? ` since ${time(since)}` : ""}${until ? ` before ${time(until)}` : ""}`;
        if (text === undefined)
          return say(further + when === "" ? "Nothing ever changed." : `There is no ${further}change${when}.`);
        const back = searchedBackTo(await changesLookedBackTo(sql, id, { since, until, after }), "changes");
        return say(`No ${further}change${when} is about ${text}.${back}`);
      }
      for (const change of changes) printChange(change);
      const same = [
        ...(text === undefined ? [] : [` --about ${quoted(text)}`]),
        ...(since === undefined ? [] : [` --since ${since.toISOString()}`]),
        ...(until === undefined ? [] : [` --until ${until.toISOString()}`]),
        ...(limit === 50 ? [] : [` --limit ${limit}`]),
      ].join("");
      if (next !== undefined) say(`There are more: ./muster changes ${shortName}${same} --after ${next}`);
    }),
  );

/** As many lines are shown of one change. */
const MOST_SHOWN = 12;

function printChange({ at, sentence, lines = [] }: ListedChange): void {
  print(`${time(at)}  ${sentence}`);
  for (const line of lines.slice(0, MOST_SHOWN)) print(`${INDENT}${line}`, "dim");
  if (lines.length > MOST_SHOWN) print(`${INDENT}and ${lines.length - MOST_SHOWN} more; --json shows all`, "dim");
}
