/**
 * The demonstration: an organization of its own, that a simulated Entra ID provisions and goes on changing, so that a
 * newcomer sees a living directory within a minute.
 */

import { fork } from "node:child_process";
import { once } from "node:events";
import type { Logger } from "pino";
import { createOrganizationWithin, hasOrganizations } from "../../accounts/organizations.ts";
import { addDomainsWithin } from "../../connections/add-domains.ts";
import { connect, type Queryable, type Sql, type Target } from "../../db/connect.ts";
import { checkForeign } from "../../db/foreign.ts";
import type { OrgId } from "../../db/ids.ts";
import { whoeverRunsThis } from "../actor.ts";
import { CommandFailed } from "../failure.ts";
import type { Errand } from "./life.ts";

const NAME = "Demo";
const DOMAIN = "demo.example";
/** Something happens in it every few seconds. */
const COMPANY = { users: 300, groups: 25, pause: 10_000 };

/**
 * Looks, and changes nothing, whether the demonstration may have the database.
 * @throws CommandFailed where there is an organization: its data are not to be played with; Error when the database is
 * none that Muster can use
 */
export async function refuseBesideOrganizations(database: Target): Promise<void> {
  const sql = connect(database, { max: 1 });
  try {
    if (typeof database === "string") await checkForeign(sql, database);
    const [{ made }] = await sql<[{ made: boolean }]>`select to_regclass('organizations') is not null as made`;
    if (made) await refuseBeside(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function refuseBeside(sql: Queryable): Promise<void> {
  if (!(await hasOrganizations(sql))) return;
  throw new CommandFailed(
    "There is an organization already, and the demonstration makes its own only where there is none. Start without " +
      "--demo to go on with it, or with another data directory: MUSTER_DATA_DIR=./demo npm start -- --demo",
  );
}

/** The organization with its domain and token: all of it or nothing, so that it can be tried again. */
export function makeDemoOrganization(sql: Sql) {
  return sql.begin(async (tx) => {
    await refuseBeside(tx);
    const actor = whoeverRunsThis();
    const { id, shortName } = await createOrganizationWithin(tx, NAME, `ann@${DOMAIN}`, actor);
    const { token = "" } = await addDomainsWithin(tx, id, [DOMAIN], actor);
    return { id, shortName, token };
  });
}

/** The demonstration under way. */
export interface Demo extends AsyncDisposable {
  readonly organization: { readonly id: OrgId; readonly shortName: string };
}

/**
 * Makes the organization and sets its identity provider to work, in a process of its own: it is a client like any
 * other. It ends when what is returned is disposed of.
 * @param endpoint the SCIM endpoint, as this machine reaches it
 * @throws CommandFailed where there is an organization by now
 */
export async function startDemo(sql: Sql, endpoint: string, log: Logger): Promise<Demo> {
  const { id, shortName, token } = await makeDemoOrganization(sql);
  const life = fork(new URL("life.ts", import.meta.url), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const errand: Errand = { ...COMPANY, endpoint, token, domain: DOMAIN };
  life.send(errand);
  life.on("message", (told) => log.info(String(told)));
  let isStopping = false;
  life.once("exit", (code) => {
    if (!isStopping)
      log.warn(`The demonstration's identity provider has ended (${code}). The directory stays as it is.`);
  });
  log.info(
    `The demonstration: Entra ID provisions ${COMPANY.users} people and ${COMPANY.groups} groups into the organization ${shortName}.`,
  );
  for (const line of WATCH) log.info(`Watch it: ${line.replace("ORG", shortName)}`);
  return {
    organization: { id, shortName },
    async [Symbol.asyncDispose]() {
      isStopping = true;
      if (life.exitCode !== null || life.signalCode !== null) return;
      life.kill();
      await once(life, "exit");
    },
  };
}

const WATCH = ["./muster requests ORG --follow", "./muster user list ORG", `./muster why ORG kim.chen@partner.example`];
