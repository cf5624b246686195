import { Command } from "commander";
import { browseUsers } from "../../directory/browse-users.ts";
import { type BrowseOptions, browseOf, tellMore, tellNone, withBrowseOptions } from "../browse-options.ts";
import { withDatabase } from "../database.ts";
import { examples } from "../help.ts";
import { organizationArgument, organizationOf } from "../organization-argument.ts";
import { print, printJson } from "../say.ts";
import { table } from "../table.ts";

/** `muster user list ORG` */
export const listUsers = withBrowseOptions(new Command("list"), "userName")
  .description("Lists an organization's users by userName, page by page.")
  .addArgument(organizationArgument())
  .addHelpText("after", examples("./muster user list acme", "./muster user list acme --search ann --json"))
  .action((org: string, options: BrowseOptions) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { id, shortName } = organization;
      const { rows, next } = await browseUsers(sql, id, browseOf(options));
      if (options.json) return printJson({ users: rows, next: next ?? null });
      if (rows.length === 0) return tellNone("users", organization, options);
      print(
        table(
          ["USERNAME", "NAME", "STATUS", "SOURCE", "ID"],
          rows.map((user) => [
            user.userName,
            user.displayName,
            user.status,
            user.scimManaged ? "SCIM" : "by hand",
            user.id,
          ]),
        ),
      );
      tellMore(`./muster user list ${shortName}`, next, options);
    }),
  );
