import { Command } from "commander";
import { why as answer } from "../activity/why.ts";
import { withDatabase } from "./database.ts";
import { WrongUsage } from "./failure.ts";
import { examples, jsonOption } from "./help.ts";
import { readingLogs } from "./log-options.ts";
import { organizationArgument, organizationOf } from "./organization-argument.ts";
import { print, printJson } from "./say.ts";

/** `muster why ORG PERSON` */
export const why = new Command("why")
  .description(
    "Answers why somebody is not here, or since when and by whom: present, suspended, deleted, refused, never sent.",
  )
  .addArgument(organizationArgument())
  .argument("<PERSON>", "an email address, userName, name, externalId or id")
  .addOption(jsonOption())
  .addHelpText("after", examples("./muster why acme ann@example.com", './muster why acme "Ann Smith"'))
  .action((org: string, person: string, options: { json?: true }) =>
    withDatabase(async (sql) => {
      const text = person.trim();
      if (text === "") throw new WrongUsage("Say whom you are looking for, such as ann@example.com.");
      const { kind, sentences, users, refusal } = await readingLogs(sql, async () =>
        answer(sql, await organizationOf(sql, org), text),
      );
      if (options.json) return printJson({ kind, sentences, users, refusal: refusal?.id ?? null });
      for (const sentence of sentences.filter((one) => one !== "")) print(sentence.replace(/\s+/g, " "));
    }),
  );
