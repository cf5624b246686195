import { Command } from "commander";
import { listDomains as list } from "../../domains/domains.ts";
import { withDatabase } from "../database.ts";
import { examples, jsonOption } from "../help.ts";
import { named, organizationArgument, organizationOf } from "../organization-argument.ts";
import { print, printJson, say, time } from "../say.ts";
import { table } from "../table.ts";

/** `muster domain list ORG` */
export const listDomains = new Command("list")
  .description("Lists the email domains that the identity provider may provision into.")
  .addArgument(organizationArgument())
  .addOption(jsonOption())
  .addHelpText("after", examples("./muster domain list acme"))
  .action((org: string, options: { json?: true }) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { id, shortName } = organization;
      const domains = await list(sql, id);
      if (options.json) return printJson({ domains });
      if (domains.length === 0) {
        return say(`${named(organization)} has no domain yet: ./muster domain add ${shortName} DOMAIN`);
      }
      print(
        table(
          ["DOMAIN", "ADDED"],
          domains.map(({ domain, createdAt }) => [domain, time(createdAt)]),
        ),
      );
    }),
  );
