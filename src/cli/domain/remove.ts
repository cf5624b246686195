import { domainToUnicode } from "node:url";
import { Command } from "commander";
import type { Organization } from "../../accounts/organizations.ts";
import { removeDomain as remove } from "../../connections/remove-domain.ts";
import { countUsersOfDomain } from "../../directory/count-directory.ts";
import { domainNamed } from "../../domains/domain-name.ts";
import { listDomains } from "../../domains/domains.ts";
import { whoeverRunsThis } from "../actor.ts";
import { confirm } from "../ask.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed } from "../failure.ts";
import { examples } from "../help.ts";
import { named, organizationArgument, organizationOf } from "../organization-argument.ts";
import { counted, print, say } from "../say.ts";

/** `muster domain remove ORG DOMAIN` */
export const removeDomain = new Command("remove")
  .description(
    "Removes an email domain. Users with an address in it stay, and can still be suspended and deleted; nobody can be " +
      "created or moved there.",
  )
  .addArgument(organizationArgument())
  .argument("<DOMAIN>", "the domain")
  .option("--yes", "do not ask, where users have an address in it")
  .addHelpText("after", examples("./muster domain remove acme example.org"))
  .action((org: string, name: string, options: { yes?: true }) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { id, shortName } = organization;
      const domain = domainNamed(name);
      const there = (await listDomains(sql, id)).map((one) => one.domain);
      if (domain === "" || !there.includes(domain)) throw notThere(name, organization, there);
      const users = await countUsersOfDomain(sql, id, [...new Set([domain, domainToUnicode(domain)])]);
      say(users === 0 ? "Nobody has an address in it." : consequence(users));
      // It can be taken back: a script, which nobody watches, need not be told twice.
      if (users > 0 && !options.yes && process.stdin.isTTY) {
        await confirm(`Remove ${domain} from ${named(organization)}?`, "--yes");
      }
      if (!(await remove(sql, id, domain, whoeverRunsThis()))) throw notThere(name, organization, there);
      print(`Removed ${domain} from ${named(organization)}.`);
      const left = there.filter((one) => one !== domain);
      if (left.length === 0)
        say(
          `${named(organization)} has no domain any more: no user with an email address can be created. ` +
            `To add one: ./muster domain add ${shortName} DOMAIN`,
        );
    }),
  );

function consequence(users: number): string {
  const who =
    users === 1 ? "1 user has an address in it, stays" : `${counted(users, "user")} have an address in it, stay`;
  return `${who}, and can still be suspended and deleted by the identity provider; nobody can be created or moved there.`;
}

function notThere(name: string, organization: Organization, domains: readonly string[]): CommandFailed {
  const there = domains.length === 0 ? "It has none." : `It has ${domains.join(", ")}.`;
  return new CommandFailed(`${name} is not a domain of ${named(organization)}. ${there}`);
}
