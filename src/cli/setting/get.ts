import { Command } from "commander";
import { withDatabase } from "../database.ts";
import { examples, jsonOption } from "../help.ts";
import { organizationArgument, organizationOf } from "../organization-argument.ts";
import { print, printJson } from "../say.ts";
import { table } from "../table.ts";
import { SETTINGS, settingNamed, settingsInWords, valueInWords } from "./settings.ts";

/** `muster setting get ORG [KEY]` */
export const getSetting = new Command("get")
  .description("Shows an organization's settings, or the value of one.")
  .addArgument(organizationArgument())
  .argument("[KEY]", "the setting; all when left out")
  .addOption(jsonOption())
  .addHelpText("after", settingsInWords())
  .addHelpText("after", examples("./muster setting get acme", "./muster setting get acme send-email-invites"))
  .action((org: string, key: string | undefined, options: { json?: true }) =>
    withDatabase(async (sql) => {
      const wanted = key === undefined ? SETTINGS : [settingNamed(key)];
      const organization = await organizationOf(sql, org);
      const values = await Promise.all(
        wanted.map(async (setting) => [setting.key, await setting.get(sql, organization)] as const),
      );
      if (options.json) printJson(Object.fromEntries(values));
      else if (key !== undefined) for (const [, value] of values) print(valueInWords(value));
      else
        print(
          table(
            ["SETTING", "VALUE"],
            values.map(([name, value]) => [name, valueInWords(value)]),
          ),
        );
    }),
  );
