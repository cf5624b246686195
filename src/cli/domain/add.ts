import { Command } from "commander";
import { organizationOfDomain } from "../../accounts/organizations.ts";
import { addDomains } from "../../connections/add-domains.ts";
import type { Sql } from "../../db/connect.ts";
import { readDomain } from "../../domains/domain-name.ts";
import { DomainsRefused, TAKEN_ELSEWHERE } from "../../domains/domains.ts";
import { whoeverRunsThis } from "../actor.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed, WrongUsage } from "../failure.ts";
import { examples } from "../help.ts";
import { named, organizationArgument, organizationOf } from "../organization-argument.ts";
import { say } from "../say.ts";
import { NO_MAIL_YET } from "../setting/settings.ts";
import { showOnce } from "../token/show-once.ts";

/** `muster domain add ORG DOMAIN…` */
export const addDomain = new Command("add")
  .description(
    "Adds email domains that the identity provider may provision into. The first enables SCIM and prints the SCIM token, " +
      "alone on stdout.",
  )
  .addArgument(organizationArgument())
  .argument("<DOMAIN...>", "email domains; all are added, or none")
  .option("--no-invites", "turn Send Email Invites off; no mail is sent yet, it is kept for when there is")
  .addHelpText(
    "after",
    examples(
      "./muster domain add acme example.com",
      "./muster domain add acme example.com example.org --no-invites",
      "TOKEN=$(./muster domain add acme example.com)",
    ),
  )
  .action((org: string, texts: string[], options: { invites: boolean }) =>
    withDatabase(async (sql, settings) => {
      const names = texts.flatMap((text) => text.split(/[\s,;]+/)).filter((name) => name !== "");
      if (names.length === 0) throw new WrongUsage("Name at least one domain, such as example.com.");
      const organization = await organizationOf(sql, org);
      const invites = options.invites ? undefined : false;
      const { domains, token } = await addDomains(sql, organization.id, names, whoeverRunsThis(), invites).catch(
        async (error: unknown) => {
          throw error instanceof DomainsRefused ? await refusal(sql, error) : error;
        },
      );
      say(`Added to ${named(organization)}: ${domains.map(({ domain }) => domain).join(", ")}.`);
      if (!options.invites) say(`Send Email Invites is off. ${NO_MAIL_YET}`);
      if (token === undefined) return;
      say(`SCIM is on for ${named(organization)}.`);
      await showOnce(token, sql, settings, organization);
    }),
  );

/** Whoever runs the command runs this server, and may know whose domain it is. */
async function refusal(sql: Sql, { refused }: DomainsRefused): Promise<CommandFailed> {
  const reasons: string[] = [];
  for (const [name, reason] of refused) {
    const owner = reason === TAKEN_ELSEWHERE ? await ownerOf(sql, name) : undefined;
    reasons.push(`${name}: ${owner === undefined ? reason : `Belongs to the organization ${owner}.`}`);
  }
  return new CommandFailed("No domain was added.", reasons);
}

async function ownerOf(sql: Sql, name: string): Promise<string | undefined> {
  const read = readDomain(name);
  if ("refused" in read) return undefined;
  return (await organizationOfDomain(sql, read.domain))?.shortName;
}
