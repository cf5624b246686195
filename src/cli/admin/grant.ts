import { Command, Option } from "commander";
import { grantRole, RoleRefused } from "../../accounts/grant-role.ts";
import { findMemberToBe, type MemberToBe } from "../../accounts/member-to-be.ts";
import type { Organization } from "../../accounts/organizations.ts";
import { aRole, ROLES, type Role } from "../../accounts/roles.ts";
import { makeSetupLink } from "../../accounts/setup-links.ts";
import type { Sql } from "../../db/connect.ts";
import { whoeverRunsThis } from "../actor.ts";
import { setupAddress } from "../addresses.ts";
import { withDatabase } from "../database.ts";
import { readEmailArgument } from "../email-argument.ts";
import { CommandFailed } from "../failure.ts";
import { examples, jsonOption } from "../help.ts";
import { named, organizationArgument, organizationOf } from "../organization-argument.ts";
import { print, printJson, say } from "../say.ts";
import { originOfServer } from "../server-address.ts";

/** `muster admin grant ORG EMAIL` */
export const grantAdmin = new Command("grant")
  .description(
    "Makes a person an Organization Admin, or gives another role. Who can't sign in yet gets a set-up link, which is printed.",
  )
  .addArgument(organizationArgument())
  .argument("<EMAIL>", "the person's email address", readEmailArgument)
  .addOption(new Option("--role <ROLE>", "the role").choices(ROLES).default("organization_admin"))
  .addOption(jsonOption())
  .addHelpText(
    "after",
    examples("./muster admin grant acme ann@example.com", "./muster admin grant acme bob@example.com --role viewer"),
  )
  .action((org: string, email: string, options: { role: Role; json?: true }) =>
    withDatabase(async (sql) => {
      const organization = await organizationOf(sql, org);
      const { role, json } = options;
      const person = await findMemberToBe(sql, organization.id, email);
      if (person?.status === "suspended" || person?.status === "blocked") throw withoutAccess(organization, person);
      if (person?.signsInWith && person.signsInWith !== email.toLowerCase()) {
        throw signsInOtherwise(organization, person, email);
      }
      if (person?.signsInWith) {
        await grant(sql, organization, person, role);
        if (json) printJson({ userId: person.id, role, setupLink: null });
        else print(`${person.name} is ${aRole(role)} of ${named(organization)}. They sign in as they are used to.`);
        return;
      }
      const link = setupAddress(await originOfServer(sql), await makeSetupLink(sql, organization.id, email, role));
      if (json) {
        printJson({ userId: person?.id ?? null, role, setupLink: link });
        return;
      }
      print(link);
      say(`Give this link to ${email}: it makes them ${aRole(role)} of ${named(organization)}, once, within 7 days.`);
    }),
  );

async function grant(sql: Sql, { id: orgId }: Organization, person: MemberToBe, role: Role): Promise<void> {
  const actor = whoeverRunsThis();
  await grantRole(sql, { orgId, actor, own: "organization_admin" }, person.id, role).catch((error: unknown) => {
    if (!(error instanceof RoleRefused)) throw error;
    throw new CommandFailed(
      error.reason === "last"
        ? `${person.name} is the last Organization Admin who can sign in. Make somebody else one first.`
        : `${person.name} was deleted at this moment. Run the command again.`,
    );
  });
}

/**
 * A userName can be given to anybody, by an admin or the identity provider: it does not tell who signs in. A role for an
 * address is for whoever signs in with it.
 */
function signsInOtherwise(
  { shortName }: Organization,
  { name, signsInWith }: MemberToBe,
  email: string,
): CommandFailed {
  return new CommandFailed(
    `${email} is the userName of ${name}, who signs in as ${signsInWith}. Nothing was changed. If you mean them: ` +
      `./muster admin grant ${shortName} ${signsInWith}. For anybody else, use an address that is nobody's userName.`,
  );
}

/** Who may not come in stays out: a role opens no door. Another address always does. */
function withoutAccess(organization: Organization, { name, status }: MemberToBe): CommandFailed {
  const how =
    status === "suspended"
      ? "suspended; if the identity provider did it, only it ends that"
      : "blocked in the console, where an admin ends that";
  return new CommandFailed(
    `${name} is ${how}. Nothing was changed. To get in now, use an address that no user of ${named(organization)} has.`,
  );
}
