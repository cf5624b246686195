import { Command } from "commander";
import { quoted } from "../../activity/shell-word.ts";
import { findUser, type ShownUser } from "../../directory/browse-users.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed } from "../failure.ts";
import { examples, jsonOption } from "../help.ts";
import { organizationArgument, organizationOf } from "../organization-argument.ts";
import { json, print, printJson, time } from "../say.ts";
import { facts } from "../table.ts";

/** `muster user show ORG USERNAME|ID` */
export const showUser = new Command("show")
  .description("Shows a user with all attributes and groups.")
  .addArgument(organizationArgument())
  .argument("<USERNAME|ID>", "the userName, in any case, or the id")
  .addOption(jsonOption())
  .addHelpText("after", examples("./muster user show acme ann@example.com"))
  .action((org: string, userNameOrId: string, options: { json?: true }) =>
    withDatabase(async (sql) => {
      const { id, shortName } = await organizationOf(sql, org);
      const user = await findUser(sql, id, userNameOrId);
      if (!user) {
        throw new CommandFailed(
          `There is no user "${userNameOrId}" in ${shortName}: look with ` +
            `./muster user list ${shortName} --search ${quoted(userNameOrId.slice(0, 3))}`,
        );
      }
      if (options.json) printJson(user);
      else print(inWords(user));
    }),
  );

function inWords(user: ShownUser): string {
  const known = facts([
    ["userName", user.userName],
    ["Name", user.displayName],
    ["Status", user.status],
    ["Source", user.scimManaged ? "SCIM" : "by hand"],
    ["Groups", user.groups.map(({ displayName }) => displayName).join(", ")],
    ["Id", user.id],
    ["Created", time(user.createdAt)],
    ["Changed", time(user.updatedAt)],
    ["Version", user.version],
  ]);
  return `${known}\n\nAttributes:\n${json(user.resource)}`;
}
