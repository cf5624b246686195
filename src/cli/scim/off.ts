import { Command } from "commander";
import { findConnection } from "../../connections/connection.ts";
import { turnOff } from "../../connections/on-and-off.ts";
import { whoeverRunsThis } from "../actor.ts";
import { confirm } from "../ask.ts";
import { withDatabase } from "../database.ts";
import { examples } from "../help.ts";
import { named, notSetUp, organizationArgument, organizationOf } from "../organization-argument.ts";
import { print, say } from "../say.ts";

/** `muster scim off ORG` */
export const scimOff = new Command("off")
  .description("Turns SCIM off: the token is revoked at once. Users and groups stay, with their ids.")
  .addArgument(organizationArgument())
  .option("--yes", "do not ask")
  .addHelpText("after", examples("./muster scim off acme", "./muster scim off acme --yes"))
  .action((org: string, options: { yes?: true }) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { id, shortName } = organization;
      const connection = await findConnection(sql, id);
      if (!connection) throw notSetUp(organization);
      const already = `SCIM is already off for ${named(organization)}. Nothing was changed.`;
      if (!connection.enabled) return print(already);
      say("The SCIM token is revoked at once. Users and groups stay; turning SCIM on again gives a new token.");
      if (!options.yes) await confirm(`Turn SCIM off for ${named(organization)}?`, "--yes");
      if (!(await turnOff(sql, id, whoeverRunsThis()))) return print(already);
      print(`SCIM is off for ${named(organization)}.`);
      say(`To turn it on again: ./muster scim on ${shortName}`);
    }),
  );
