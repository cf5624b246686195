/** The command `muster`, run by tests: as a process of its own, or, which takes a tenth of the time, in this one. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, vi } from "vitest";
import { createOrganization } from "../accounts/organizations.ts";
import { addDomains } from "../connections/add-domains.ts";
import { connect, type Sql } from "../db/connect.ts";
import { findRunning } from "../db/embedded/find.ts";
import { SETTING_NAMES } from "../settings.ts";
import { whoeverRunsThis } from "./actor.ts";
import { run } from "./program.ts";

const SCIM_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Settings by name; those that are not given are not set, whatever the developer's own are. */
export type TestSettings = Partial<Record<(typeof SETTING_NAMES)[number], string>>;

/** A server with a data directory of its own, and the command beside it. */
export interface TestMuster {
  /** What all of it lies in. */
  readonly directory: string;
  readonly settings: TestSettings & { readonly MUSTER_DATA_DIR: string };
  readonly server: TestServer;
  /** The test's own pool. */
  readonly sql: Sql;
  /** Runs a command as a process of its own: for what only that shows. */
  spawned(...args: string[]): Promise<Outcome>;
  /** Starts a command that does not end by itself; what it has said so far, on stdout and stderr. */
  following(...args: string[]): { child: ChildProcess; said: () => string };
  /** Runs a command in this process. */
  here(...args: string[]): Promise<Outcome>;
  /** Runs a command that succeeds; what it prints. */
  printed(...args: string[]): Promise<string>;
  /** Runs a command that is refused, with nothing on stdout; its last line on stderr. */
  refused(exitCode: number, ...args: string[]): Promise<string>;
  /** A new organization with SCIM on, made without a command; its token. */
  organization(name: string): Promise<string>;
  /** A request to the SCIM endpoint. */
  scim(token: string, method: string, path: string, body?: object): Promise<Response>;
  /** A new user by SCIM; its id. */
  createUser(token: string, userName: string): Promise<string>;
  /** Stops all of it, and leaves nothing behind. */
  remove(): Promise<void>;
}

/** Starts a server on an empty data directory, with `more` settings. */
export async function startTestMuster(more: TestSettings = {}): Promise<TestMuster> {
  const directory = await mkdtemp(join(await realpath(tmpdir()), "muster-cli-"));
  // Every account may enter: as root, PostgreSQL runs as another.
  await chmod(directory, 0o755);
  const settings = { MUSTER_DATA_DIR: join(directory, "data"), MUSTER_PORT: "0", ...more };
  const server = await startServer(settings);
  const database = await findRunning(settings.MUSTER_DATA_DIR);
  if (!database) throw new Error("the server listens without a database");
  const sql = connect(database, { max: 2, applicationName: "test" });
  const here = (...args: string[]) => runHere(args, settings);
  const scim: TestMuster["scim"] = (token, method, path, body) =>
    fetch(`${server.address}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/scim+json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  return {
    directory,
    settings,
    server,
    sql,
    spawned: (...args) => runMuster(args, settings),
    following(...args) {
      const child = spawnMuster(args, settings);
      const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
      return { child, said: () => stderr() + stdout() };
    },
    here,
    async printed(...args) {
      const { stdout, stderr, exitCode } = await here(...args);
      expect(exitCode, stderr).toBe(0);
      return stdout;
    },
    async refused(exitCode, ...args) {
      const outcome = await here(...args);
      expect(outcome).toMatchObject({ exitCode, stdout: "" });
      return outcome.stderr.trim().split("\n").at(-1) ?? "";
    },
    async organization(name) {
      const { id, shortName } = await createOrganization(sql, name, "ann@example.com", whoeverRunsThis());
      const { token = "" } = await addDomains(sql, id, [`${shortName}.example`], whoeverRunsThis());
      return token;
    },
    scim,
    async createUser(token, userName) {
      const answer = await scim(token, "POST", "/Users", { schemas: [SCIM_USER], userName, active: true });
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { id: string }).id;
    },
    async remove() {
      await sql.end({ timeout: 1 });
      server.process.kill("SIGTERM");
      await server.ended;
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Runs a command in this process. */
export async function runHere(args: readonly string[], settings: TestSettings): Promise<Outcome> {
  for (const name of SETTING_NAMES) vi.stubEnv(name, settings[name] ?? "");
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  const exitCode = await run(args);
  vi.unstubAllEnvs();
  return { stdout: stdout(), stderr: stderr(), exitCode };
}

/** Runs a command as a process, without a terminal. */
export async function runMuster(args: readonly string[], settings: TestSettings): Promise<Outcome> {
  const child = spawnMuster(args, settings);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { stdout: stdout(), stderr: stderr(), exitCode };
}

export interface TestServer {
  readonly process: ChildProcess;
  /** http://localhost:12345 */
  readonly address: string;
  /** What it has logged so far, messages only. */
  readonly logged: readonly string[];
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** Starts a server, with `options`, and waits until it listens. */
export async function startServer(settings: TestSettings, ...options: string[]): Promise<TestServer> {
  const child = spawnMuster(["start", ...options], settings);
  const stderr = collect(child.stderr);
  const ended = once(child, "close").then(([exitCode]) => exitCode as number | null);
  const logged: string[] = [];
  const address = new Promise<string>((resolve) => {
    createInterface(child.stdout).on("line", (line) => {
      const { msg } = JSON.parse(line) as { msg: string };
      logged.push(msg);
      const [, listening] = /^Muster listens on (\S+)$/.exec(msg) ?? [];
      if (listening !== undefined) resolve(listening);
    });
  });
  const failed = ended.then((exitCode) => {
    throw new Error(`the server ended with ${exitCode}: ${stderr()}`);
  });
  failed.catch(() => {});
  return { process: child, address: await Promise.race([address, failed]), logged, ended };
}

/** Starts a command as a process, without a terminal. */
export function spawnMuster(args: readonly string[], settings: TestSettings) {
  const ours = Object.fromEntries(SETTING_NAMES.map((name) => [name, settings[name] ?? ""]));
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...ours },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Keeps what is written to a stream of ours until it is asked for. */
function capture(stream: NodeJS.WriteStream): () => string {
  let text = "";
  const spy = vi.spyOn(stream, "write").mockImplementation((...args: unknown[]) => {
    text += args[0];
    for (const written of args) if (typeof written === "function") written();
    return true;
  });
  return () => {
    spy.mockRestore();
    return text;
  };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  return () => text;
}
