import { Command } from "commander";
import { quoted } from "../../activity/shell-word.ts";
import type { Sql } from "../../db/connect.ts";
import type { OrgId } from "../../db/ids.ts";
import { findGroup, membersOfGroup, type ShownGroup } from "../../directory/browse-groups.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed } from "../failure.ts";
import { examples, jsonOption } from "../help.ts";
import { organizationArgument, organizationOf } from "../organization-argument.ts";
import { json, print, printJson, time } from "../say.ts";
import { facts } from "../table.ts";

/** `muster group show ORG NAME|ID` */
export const showGroup = new Command("show")
  .description("Shows a group with all attributes, and its members when asked for.")
  .addArgument(organizationArgument())
  .argument("<NAME|ID>", "the displayName, in any case, or the id")
  .option("--members", "list the members, however many")
  .addOption(jsonOption())
  .addHelpText(
    "after",
    examples("./muster group show acme Engineering", "./muster group show acme Engineering --members"),
  )
  .action((org: string, nameOrId: string, options: { members?: true; json?: true }) =>
    withDatabase(async (sql) => {
      const { id, shortName } = await organizationOf(sql, org);
      const group = await findGroup(sql, id, nameOrId);
      if (!group) {
        throw new CommandFailed(
          `There is no group "${nameOrId}" in ${shortName}: look with ` +
            `./muster group list ${shortName} --search ${quoted(nameOrId.slice(0, 3))}`,
        );
      }
      if (options.json) {
        const members = options.members && (await Array.fromAsync(membersOfGroup(sql, id, group.id))).flat();
        return printJson({ ...group, members });
      }
      print(inWords(group));
      if (options.members) await printMembers(sql, id, group);
    }),
  );

function inWords(group: ShownGroup): string {
  const known = facts([
    ["Name", group.displayName],
    ["Members", group.memberCount],
    ["Source", group.scimManaged ? "SCIM" : "by hand"],
    ["Id", group.id],
    ["Created", time(group.createdAt)],
    ["Changed", time(group.updatedAt)],
    ["Version", group.version],
  ]);
  return `${known}\n\nAttributes:\n${json(group.resource)}`;
}

/** As they come, a line each: there may be a hundred thousand. */
async function printMembers(sql: Sql, orgId: OrgId, group: ShownGroup): Promise<void> {
  print("\nMembers:");
  for await (const members of membersOfGroup(sql, orgId, group.id)) {
    print(members.map(({ type, id, name }) => `${type.padEnd(5)}  ${id}  ${name.replaceAll("\n", " ")}`).join("\n"));
  }
}
