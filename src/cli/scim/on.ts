import { Command } from "commander";
import { turnOn } from "../../connections/on-and-off.ts";
import { whoeverRunsThis } from "../actor.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed } from "../failure.ts";
import { examples } from "../help.ts";
import { named, organizationArgument, organizationOf, refusalFor } from "../organization-argument.ts";
import { say } from "../say.ts";
import { showOnce } from "../token/show-once.ts";

/** `muster scim on ORG` */
export const scimOn = new Command("on")
  .description("Turns SCIM on again and prints a new token, alone on stdout. The first time, domain add turns it on.")
  .addArgument(organizationArgument())
  .addHelpText("after", examples("./muster scim on acme", "TOKEN=$(./muster scim on acme)"))
  .action((org: string) =>
    withDatabase(async (sql, settings) => {
      const organization = await organizationOf(sql, org);
      const token = await turnOn(sql, organization.id, whoeverRunsThis()).catch(refusalFor(organization));
      if (token === undefined) {
        // Whoever reads stdout waits for a token: having none is a failure.
        throw new CommandFailed(
          `SCIM is already on for ${named(organization)}. Nothing was changed. ` +
            `For a new token: ./muster token refresh ${organization.shortName}`,
        );
      }
      say(`SCIM is on for ${named(organization)}.`);
      await showOnce(token, sql, settings, organization);
    }),
  );
