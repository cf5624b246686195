/** The command `muster`, assembled. */

import { Command, CommanderError } from "commander";
import metadata from "../../package.json" with { type: "json" };
import { grantAdmin } from "./admin/grant.ts";
import { listChanges } from "./changes.ts";
import { addDomain } from "./domain/add.ts";
import { listDomains } from "./domain/list.ts";
import { removeDomain } from "./domain/remove.ts";
import { EXIT_WRONG_USAGE, explain } from "./failure.ts";
import { listGroups } from "./group/list.ts";
import { showGroup } from "./group/show.ts";
import { migrate } from "./migrate.ts";
import { createOrganization } from "./organization/create.ts";
import { deleteOrganization } from "./organization/delete.ts";
import { listOrganizations } from "./organization/list.ts";
import { listRequests } from "./requests.ts";
import { say } from "./say.ts";
import { scimOff } from "./scim/off.ts";
import { scimOn } from "./scim/on.ts";
import { getSetting } from "./setting/get.ts";
import { setSetting } from "./setting/set.ts";
import { simulate } from "./simulate.ts";
import { start } from "./start.ts";
import { refreshToken } from "./token/refresh.ts";
import { showToken } from "./token/show.ts";
import { listUsers } from "./user/list.ts";
import { showUser } from "./user/show.ts";
import { why } from "./why.ts";

const FIRST_STEPS = [
  "npm start                                                    # in a shell of its own",
  "./muster organization create Acme --admin ann@example.com",
  "./muster domain add acme example.com                         # enables SCIM, prints the token once",
];

/** All commands. */
export const muster = topic("muster", "Keeps an organization's people and groups in step with its identity provider.", [
  start,
  migrate,
  topic("organization", "Organizations, the tenants of this server.", [
    createOrganization,
    listOrganizations,
    deleteOrganization,
  ]),
  topic("admin", "Who may do what in the console.", [grantAdmin]),
  topic("domain", "Email domains that SCIM may provision into.", [addDomain, removeDomain, listDomains]),
  topic("token", "The SCIM token.", [refreshToken, showToken]),
  topic("scim", "Turning SCIM off and on.", [scimOff, scimOn]),
  topic("setting", "Settings of an organization.", [getSetting, setSetting]),
  topic("user", "Users, as they are in the directory.", [listUsers, showUser]),
  topic("group", "Groups, as they are in the directory.", [listGroups, showGroup]),
  listRequests,
  listChanges,
  why,
  simulate,
])
  .version(metadata.version)
  .addHelpText("after", `\nFirst steps:\n${FIRST_STEPS.map((step) => `  $ ${step}`).join("\n")}`);

function topic(name: string, description: string, commands: readonly Command[]): Command {
  const command = new Command(name).description(description);
  for (const one of commands) command.addCommand(one);
  return command;
}

/** Makes `command` and those below it answer wrong usage in one line, and throw instead of exiting. */
function tellInOneLine(command: Command, path: string): void {
  const help = `See ./${path} --help.`;
  command.exitOverride().configureOutput({
    outputError: (text) =>
      say(
        `${text
          .replace(/^error: /, "")
          .trim()
          .replace(/\s*\n\s*/g, " ")
          .replace(/\.?$/, ".")} ${help}`,
      ),
  });
  for (const one of command.commands) tellInOneLine(one, `${path} ${one.name()}`);
}

/** Runs a command. `args` are the process's arguments behind the program's name. What it returns is the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  tellInOneLine(muster, "muster");
  try {
    // `help domain add` as `domain add --help`: Commander's own knows one level.
    const asked = args[0] === "help" ? [...args.slice(1), "--help"] : args;
    await muster.parseAsync(asked, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has told already what it was, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_WRONG_USAGE;
    const { message, exitCode } = explain(error);
    say(message);
    return exitCode;
  }
}
