import { Command, InvalidArgumentError } from "commander";
import { createOrganization as create, organizationsNamed } from "../../accounts/organizations.ts";
import { makeSetupLink } from "../../accounts/setup-links.ts";
import { listed } from "../../activity/names.ts";
import { whoeverRunsThis } from "../actor.ts";
import { setupAddress } from "../addresses.ts";
import { confirmOnTerminal } from "../ask.ts";
import { withDatabase } from "../database.ts";
import { readEmailArgument } from "../email-argument.ts";
import { examples, jsonOption } from "../help.ts";
import { named } from "../organization-argument.ts";
import { print, printJson, say } from "../say.ts";
import { originOfServer } from "../server-address.ts";
import { facts } from "../table.ts";

/** `muster organization create NAME --admin EMAIL` */
export const createOrganization = new Command("create")
  .description("Makes an organization and prints its short name, by which the other commands call it.")
  .argument("<NAME>", "what people call it", readName)
  // Not one that Commander requires: it would complain of it before a missing NAME.
  .option("--admin <EMAIL>", "the email address of who will be its first admin (required)", readEmailArgument)
  .usage("[options] <NAME> --admin <EMAIL>")
  .option("--yes", "do not ask whether to make another of a name that there is already")
  .addOption(jsonOption())
  .addHelpText("after", examples("./muster organization create Acme --admin ann@example.com"))
  .action(async (name: string, options: { admin?: string; yes?: true; json?: true }, command: Command) => {
    const { admin } = options;
    if (admin === undefined) return command.error("required option '--admin <EMAIL>' not specified");
    await withDatabase(
      async (sql) => {
        const others = (await organizationsNamed(sql, name)).map(named);
        const already = `There is ${listed(others)} already`;
        if (others.length > 0 && !options.yes)
          await confirmOnTerminal(`${already}. Make another organization ${name}?`);
        const { id, shortName } = await create(sql, name, admin, whoeverRunsThis());
        const setupLink = setupAddress(await originOfServer(sql), await makeSetupLink(sql, id, admin));
        if (options.json) printJson({ id, shortName, name, admin, setupLink });
        else {
          print(
            facts([
              ["Name", name],
              ["Short name", shortName],
              ["Admin", admin],
              ["Id", id],
              ["Set-up link", setupLink],
            ]),
          );
        }
        if (others.length > 0) {
          say(`${already}; this one is ${shortName}. To delete it: ./muster organization delete ${shortName}`);
        }
        say(`Give the set-up link to ${admin}: it makes them its Organization Admin, once, within 7 days.`);
        say(`They then turn SCIM on in the console. Or turn it on here: ./muster domain add ${shortName} DOMAIN`);
      },
      { mayBeNew: true },
    );
  });

function readName(text: string): string {
  const name = text.trim();
  if (name === "" || name.length > 200 || /\p{Control}/u.test(name) || !name.isWellFormed()) {
    throw new InvalidArgumentError("A name has 1 to 200 characters and no control characters.");
  }
  return name;
}
