import { Command } from "commander";
import type { Organization } from "../../accounts/organizations.ts";
import { findConnection, findToken, type ShownToken } from "../../connections/connection.ts";
import { refreshToken as refresh } from "../../connections/refresh.ts";
import type { Sql } from "../../db/connect.ts";
import { whoeverRunsThis } from "../actor.ts";
import { confirm } from "../ask.ts";
import { withDatabase } from "../database.ts";
import { CommandFailed } from "../failure.ts";
import { examples } from "../help.ts";
import { named, notSetUp, organizationArgument, organizationOf } from "../organization-argument.ts";
import { say } from "../say.ts";
import { showOnce } from "./show-once.ts";

/** `muster token refresh ORG` */
export const refreshToken = new Command("refresh")
  .description("Replaces the SCIM token by a new one, which is printed alone on stdout. The previous one dies at once.")
  .addArgument(organizationArgument())
  .option("--yes", "do not ask")
  .addHelpText("after", examples("./muster token refresh acme", "TOKEN=$(./muster token refresh acme --yes)"))
  .action((org: string, options: { yes?: true }) =>
    withDatabase(async (sql, settings) => {
      const organization = await organizationOf(sql, org);
      const { id: replacing } = await validToken(sql, organization);
      say(
        "Once you refresh your SCIM token, the previous token is immediately invalidated. Copy the new token into your " +
          "identity provider immediately to ensure no interruption to user provisioning.",
      );
      if (!options.yes) await confirm(`Refresh the SCIM token of ${named(organization)}?`, "--yes");
      const token = await refresh(sql, organization.id, replacing, whoeverRunsThis());
      say(`Refreshed for ${named(organization)}. This new token revokes the previous one and cannot be undone.`);
      await showOnce(token, sql, settings, organization);
    }),
  );

/** The organization's valid token. @throws CommandFailed when it has none */
export async function validToken(sql: Sql, organization: Organization): Promise<ShownToken> {
  const { id, shortName } = organization;
  const token = await findToken(sql, id);
  if (token) return token;
  if (!(await findConnection(sql, id))) throw notSetUp(organization);
  throw new CommandFailed(
    `SCIM is off for ${named(organization)}: turn it on for a new token (./muster scim on ${shortName}).`,
  );
}
