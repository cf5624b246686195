import { Command } from "commander";
import { findConnection } from "../../connections/connection.ts";
import { turnOff } from "../../connections/on-and-off.ts";
import { notSetUp } from "../../connections/refusal.ts";
import { whoeverRunsThis } from "../actor.ts";
import { confirm } from "../ask.ts";
import { withDatabase } from "../database.ts";
import { examples } from "../help.ts";
import { organizationArgument, organizationOf } from "../organization-argument.ts";
import { print, say } from "../say.ts";

/** `muster scim off ORG` */
export const scimOff = new Command("off")
  .description("Turns SCIM off: the token is revoked at once. Users and groups stay, with their ids.")
  .addArgument(organizationArgument())
  .option("--yes", "do not ask")
  .addHelpText("after", examples("./muster scim off acme", "./muster scim off acme --yes"))
  .action((org: string, options: { yes?: true }) =>
    withDatabase(async (sql) => {
      const { id, name, shortName } = await organizationOf(sql, org);
      const connection = await findConnection(sql, id);
      if (!connection) throw notSetUp();
      if (!connection.enabled) return print(`SCIM is off for ${shortName} already.`);
      say("The SCIM token is revoked at once. Users and groups stay; turning SCIM on again gives a new token.");
      if (!options.yes) await confirm(`Turn SCIM off for ${name}?`, "--yes");
      await turnOff(sql, id, whoeverRunsThis());
      print(`SCIM is off for ${shortName}.`);
    }),
  );
