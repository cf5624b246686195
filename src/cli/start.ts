import { setTimeout as sleep } from "node:timers/promises";
import { Command } from "commander";
import type { Logger } from "pino";
import { hasOrganizations } from "../accounts/organizations.ts";
import { makeSetupLink } from "../accounts/setup-links.ts";
import type { Sql } from "../db/connect.ts";
import { DataDirectoryHeld } from "../db/embedded/acquire.ts";
import { type EmbeddedDatabase, startEmbedded } from "../db/embedded/start.ts";
import type { ServerSettings } from "../http/serve.ts";
import { loadSecretKey } from "../secret-key.ts";
import { doubtsAbout, readEnvironment, readSettings, type Settings } from "../settings.ts";
import { localAddress, setupAddress } from "./addresses.ts";
import { type Demo, refuseBesideOrganizations, startDemo } from "./demo/demo.ts";
import { CommandFailed } from "./failure.ts";
import { examples } from "./help.ts";
import { addressBySettings, leaveAddress, type ServerAddress } from "./server-address.ts";
import { onFirstSignal } from "./signals.ts";

/** So long a command's end is waited for, which may be at a question. */
const COMMAND_MS = 20_000;

/** `muster start`, which `npm start` runs. */
export const start = new Command("start")
  .description("Starts Muster, with its own PostgreSQL unless DATABASE_URL is set, and runs until it is told to stop.")
  .addHelpText("after", "\nIts settings come from the environment and from the file .env: see .env.example.")
  .option(
    "--demo",
    "make an organization that a simulated Entra ID provisions and goes on changing, where there is none",
  )
  .addHelpText("after", examples("./muster start", "MUSTER_PORT=9000 ./muster start", "npm start -- --demo"))
  .action(run);

interface Options {
  readonly demo?: boolean;
}

async function run(options: Options): Promise<void> {
  const environment = readEnvironment();
  const settings = readSettings(environment);
  const stopped = new Promise<NodeJS.Signals>((resolve) => {
    onFirstSignal(resolve);
  });
  const { openLog } = await import("../http/log.ts");
  const log = openLog(settings.logLevel);
  for (const doubt of doubtsAbout(environment)) log.warn(doubt);
  const secretKey = settings.secretKey ?? (await loadSecretKey(settings.dataDirectory));
  await runUntil(stopped, { ...settings, secretKey }, log, options);
  log.info("Stopped.");
}

async function runUntil(
  stopped: Promise<NodeJS.Signals>,
  settings: ServerSettings,
  log: Logger,
  { demo = false }: Options,
): Promise<void> {
  // Loaded here: no other command needs it, and it doubles the time that one takes to start.
  const { serve } = await import("../http/serve.ts");
  await using embedded = await openDatabase(settings, log);
  // Before anything is brought up to date, dropped or served.
  if (demo) await refuseBesideOrganizations(embedded.database);
  const serving = await serve(embedded.database, settings, log).catch((error: unknown) => {
    throw explainListening(error, settings);
  });
  await using _serving = { [Symbol.asyncDispose]: serving.stop };
  const address = addressBySettings(settings, serving.port);
  await leaveAddress(serving.sql, address);
  const local = localAddress(settings, serving.port);
  const isNew = !demo && !(await hasOrganizations(serving.sql));
  announce(
    [...welcome(local, address), ...(isNew ? await firstSteps(serving.sql, settings.publicUrl ?? local) : [])],
    log,
  );
  await using playing = demo ? await startDemo(serving.sql, `${local}/scim/v2`, log) : undefined;
  if (playing) announce(await wayIn(serving.sql, settings.publicUrl ?? local, playing.organization), log);
  log.info(`${await stopped}: finishing what is under way.`);
}

async function openDatabase({ databaseUrl, dataDirectory }: Settings, log: Logger) {
  if (databaseUrl !== undefined) return { database: databaseUrl, [Symbol.asyncDispose]: async () => {} };
  const { connection, stop } = await startWhenFree(dataDirectory, log);
  return { database: connection, [Symbol.asyncDispose]: stop };
}

/** A command that has started the database is done with it soon. */
async function startWhenFree(dataDirectory: string, log: Logger): Promise<EmbeddedDatabase> {
  const deadline = Date.now() + COMMAND_MS;
  let isTold = false;
  for (;;) {
    try {
      return await startEmbedded(dataDirectory, (message) => log.info(message));
    } catch (error) {
      if (!(error instanceof DataDirectoryHeld) || error.kind !== "command" || Date.now() > deadline) throw error;
      if (!isTold) log.info(`A command of Muster (pid ${error.pid}) has the database: waiting for it.`);
      isTold = true;
      await sleep(100);
    }
  }
}

/** Why it can't listen, in terms of the settings. */
function explainListening(error: unknown, { host, port, metricsPort }: Settings): unknown {
  const { code, syscall, port: refused = port } = error as NodeJS.ErrnoException & { port?: number };
  if (syscall === "getaddrinfo") {
    return new CommandFailed(
      `MUSTER_HOST is ${host}, which is no name of this machine: set it to an address or localhost.`,
    );
  }
  if (syscall !== "listen") return error;
  const setting = refused !== port && refused === metricsPort ? "MUSTER_METRICS_PORT" : "MUSTER_PORT";
  switch (code) {
    case "EADDRINUSE":
      return new CommandFailed(`Port ${refused} of ${host} is in use: stop what listens there, or set ${setting}.`);
    case "EACCES":
      return new CommandFailed(`You may not listen on port ${refused}: set ${setting} to 1024 or more.`);
    default:
      return new CommandFailed(`MUSTER_HOST is ${host}, which is no address of this machine (${code}): set another.`);
  }
}

function welcome(local: string, { tenantUrl, isPublic }: ServerAddress): string[] {
  const lines = [`Muster listens on ${local}`, `SCIM endpoint (Tenant URL): ${tenantUrl}`];
  if (!isPublic) {
    lines.push("Set MUSTER_PUBLIC_URL to the address at which identity providers reach it.");
  }
  return lines;
}

/** What to do where there is no organization. The link that makes one is shown on a terminal only: logs keep no secrets. */
async function firstSteps(sql: Sql, origin: string): Promise<string[]> {
  const command = "./muster organization create NAME --admin EMAIL";
  if (!process.stdout.isTTY) return [`There is no organization yet. In a second shell: ${command}`];
  return [
    `There is no organization yet. Open this link to make it, and yourself its admin; it works once, for 7 days:`,
    setupAddress(origin, await makeSetupLink(sql, null, null)),
    `Or in a second shell: ${command}`,
  ];
}

/** How to see the demonstration in the console. A link is for a terminal, never for a log. */
async function wayIn(sql: Sql, origin: string, { id, shortName }: Demo["organization"]): Promise<string[]> {
  if (!process.stdout.isTTY)
    return [`See it in the console, in a second shell: ./muster admin grant ${shortName} EMAIL`];
  return [
    "See it in the console: open this link and choose a password; it works once, for 7 days:",
    setupAddress(origin, await makeSetupLink(sql, id, null)),
  ];
}

/** Plain on a terminal, where it is there to be copied; else part of the log. */
function announce(lines: readonly string[], log: Logger): void {
  if (process.stdout.isTTY) process.stdout.write(`\n${lines.join("\n")}\n\n`);
  else for (const line of lines) log.info(line);
}
