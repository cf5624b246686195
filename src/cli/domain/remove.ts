import { domainToUnicode } from "node:url";
import { Command } from "commander";
import { removeDomain as remove } from "../../connections/remove-domain.ts";
import { countUsersOfDomain } from "../../directory/count-directory.ts";
import { listDomains } from "../../domains/domains.ts";
import { whoeverRunsThis } from "../actor.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed } from "../failure.ts";
import { examples } from "../help.ts";
import { named, organizationArgument, organizationOf } from "../organization-argument.ts";
import { counted, print, say } from "../say.ts";

/** `muster domain remove ORG DOMAIN` */
export const removeDomain = new Command("remove")
  .description(
    "Removes an email domain. Who carries it stays, and can still be suspended and deleted; nobody can be created or " +
      "moved there.",
  )
  .addArgument(organizationArgument())
  .argument("<DOMAIN>", "the domain")
  .addHelpText("after", examples("./muster domain remove acme example.org"))
  .action((org: string, name: string) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { id, shortName } = organization;
      const removed = await remove(sql, id, name, whoeverRunsThis());
      const left = (await listDomains(sql, id)).map(({ domain }) => domain);
      if (!removed) {
        const there = left.length === 0 ? "It has none." : `It has ${left.join(", ")}.`;
        throw new CommandFailed(`${name} is not a domain of ${named(organization)}. ${there}`);
      }
      const users = await countUsersOfDomain(sql, id, [...new Set([removed, domainToUnicode(removed)])]);
      print(`Removed ${removed} from ${named(organization)}.`);
      say(
        users === 0
          ? "Nobody carries it."
          : `Carried by ${counted(users, "user")}: who carries it stays, and can still be suspended and deleted by the ` +
              "identity provider; nobody can be created or moved there.",
      );
      if (left.length === 0)
        say(
          `${named(organization)} has no domain any more: no user with an email address can be created. ` +
            `To add one: ./muster domain add ${shortName} DOMAIN`,
        );
    }),
  );
