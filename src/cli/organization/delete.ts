import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import { deleteOrganization as deleteAll, type TableOfOrganization } from "../../accounts/delete-organization.ts";
import type { Organization } from "../../accounts/organizations.ts";
import { findConnection } from "../../connections/connection.ts";
import { turnOff } from "../../connections/on-and-off.ts";
import type { Sql } from "../../db/connect.ts";
import { countDirectory } from "../../directory/count-directory.ts";
import { describeActor, whoeverRunsThis } from "../actor.ts";
import { ask } from "../ask.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed } from "../failure.ts";
import { examples } from "../help.ts";
import { named, organizationArgument, organizationOf } from "../organization-argument.ts";
import { counted, print, say } from "../say.ts";

/** A table of which so many rows were deleted is worth a line while one waits. */
const WORTH_A_LINE = 10_000;
/** A server stores the requests that it has gathered every second (requests/gather.ts). */
const GATHERED_MS = 2_000;

/** `muster organization delete ORG` */
export const deleteOrganization = new Command("delete")
  .description("Deletes an organization with all its users, groups, domains, tokens and logs. This cannot be undone.")
  .addArgument(organizationArgument())
  .option("--confirm <SHORT_NAME>", "its short name, instead of typing it when asked")
  .addHelpText(
    "after",
    examples("./muster organization delete acme", "./muster organization delete acme --confirm acme"),
  )
  .action((org: string, options: { confirm?: string }) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { users, groups } = await countDirectory(sql, organization.id);
      say(
        `This deletes ${named(organization)} with ${counted(users, "user")}, ` +
          `${counted(groups, "group")} and everything else of it. It cannot be undone.`,
      );
      await confirmed(organization, options.confirm);
      await stopProvisioning(sql, organization);
      await deleteAll(sql, organization.id, tellProgress);
      // Its own log is gone with it; what the terminal or the journal keeps is all that remains.
      const who = describeActor(whoeverRunsThis());
      print(`Deleted ${named(organization)}, id ${organization.id}, by ${who}.`);
    }),
  );

async function confirmed(organization: Organization, given: string | undefined): Promise<void> {
  const { shortName } = organization;
  const question = `Type the short name of ${named(organization)} to delete it: `;
  const typed = given ?? (await ask(question, `--confirm ${shortName}`));
  if (typed.trim() === shortName) return;
  throw new CommandFailed(`"${typed.trim()}" is not its short name, which is ${shortName}. Nothing was deleted.`);
}

/** Its token dies first and by itself: requests are refused at once, rather than waiting until all is deleted. */
async function stopProvisioning(sql: Sql, { id }: Organization): Promise<void> {
  if (!(await findConnection(sql, id))) return;
  if (await turnOff(sql, id, whoeverRunsThis())) await sleep(GATHERED_MS);
}

function tellProgress(table: TableOfOrganization, rows: number): void {
  if (rows >= WORTH_A_LINE) say(`Deleted ${counted(rows, "row")} of ${table} …`);
}
