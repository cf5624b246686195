import { Command } from "commander";
import { whoeverRunsThis } from "../actor.ts";
import { withDatabase } from "../database.ts";
import { WrongUsage } from "../failure.ts";
import { examples } from "../help.ts";
import { named, organizationArgument, organizationOf, refusalFor } from "../organization-argument.ts";
import { print, say } from "../say.ts";
import { NO_MAIL_YET, SEND_EMAIL_INVITES, settingNamed, settingsInWords, valueInWords } from "./settings.ts";

/** `muster setting set ORG KEY VALUE` */
export const setSetting = new Command("set")
  .description("Changes a setting of an organization.")
  .addArgument(organizationArgument())
  .argument("<KEY>", "the setting")
  .argument("<VALUE>", "its new value")
  .addHelpText("after", settingsInWords())
  .addHelpText(
    "after",
    examples(
      "./muster setting set acme send-email-invites off",
      "./muster setting set acme request-retention-days 365",
    ),
  )
  .action((org: string, key: string, text: string) =>
    withDatabase(async (sql) => {
      const setting = settingNamed(key);
      const value = setting.parse(text.trim());
      if (value === undefined) throw new WrongUsage(`${key} can't be "${text}": it should be ${setting.values}.`);
      const organization = await organizationOf(sql, org);
      await setting.set(sql, organization, value, whoeverRunsThis()).catch(refusalFor(organization));
      print(`${key} is ${valueInWords(value)} for ${named(organization)}.`);
      if (key === SEND_EMAIL_INVITES) say(NO_MAIL_YET);
    }),
  );
