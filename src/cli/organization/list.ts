import { Command } from "commander";
import { listOrganizations as list } from "../../accounts/organizations.ts";
import { withDatabase } from "../database.ts";
import { examples, jsonOption } from "../help.ts";
import { print, printJson, say, time } from "../say.ts";
import { table } from "../table.ts";

/** `muster organization list` */
export const listOrganizations = new Command("list")
  .description("Lists the organizations of this server.")
  .addOption(jsonOption())
  .addHelpText("after", examples("./muster organization list", "./muster organization list --json"))
  .action((options: { json?: true }) =>
    withDatabase(async (sql) => {
      const organizations = await list(sql);
      if (options.json) return printJson({ organizations });
      if (organizations.length === 0) {
        return say("There is no organization yet: ./muster organization create NAME --admin EMAIL");
      }
      print(
        table(
          ["SHORT NAME", "NAME", "SCIM", "DOMAINS", "CREATED", "ID"],
          organizations.map(({ shortName, name, scim, domains, createdAt, id }) => [
            shortName,
            name,
            scim,
            domains,
            time(createdAt),
            id,
          ]),
        ),
      );
    }),
  );
