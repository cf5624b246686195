import { Command } from "commander";
import { browseGroups } from "../../directory/browse-groups.ts";
import { type BrowseOptions, browseOf, tellMore, tellNone, withBrowseOptions } from "../browse-options.ts";
import { withDatabase } from "../database.ts";
import { examples } from "../help.ts";
import { organizationArgument, organizationOf } from "../organization-argument.ts";
import { print, printJson } from "../say.ts";
import { table } from "../table.ts";

/** `muster group list ORG` */
export const listGroups = withBrowseOptions(new Command("list"), "displayName")
  .description("Lists an organization's groups by displayName, page by page.")
  .addArgument(organizationArgument())
  .addHelpText("after", examples("./muster group list acme", "./muster group list acme --search eng --json"))
  .action((org: string, options: BrowseOptions) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { id, shortName } = organization;
      const { rows, next } = await browseGroups(sql, id, browseOf(options));
      if (options.json) return printJson({ groups: rows, next: next ?? null });
      if (rows.length === 0) return tellNone("groups", organization, options);
      print(
        table(
          ["NAME", "MEMBERS", "SOURCE", "ID"],
          rows.map((group) => [group.displayName, group.memberCount, group.scimManaged ? "SCIM" : "by hand", group.id]),
        ),
      );
      tellMore(`./muster group list ${shortName}`, next, options);
    }),
  );
