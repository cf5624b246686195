/** The two servers, each a process of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "./postgres.ts";

export type Kind = "limit" | "muster";

/** A server to send requests to. */
export interface Server extends AsyncDisposable {
  readonly kind: Kind;
  readonly pid: number;
  readonly port: number;
  /** What precedes /Users in its addresses. */
  readonly prefix: string;
}

/** What limit.mjs says of itself. */
export interface LimitFacts {
  readonly token: string;
  readonly userIds: readonly string[];
  readonly userNames: readonly string[];
  readonly groups: Readonly<Record<string, string>>;
}

/** Starts the bare limit, which fills its own schema first: `users` users, and a group of each of `sizes`. */
export async function startLimit(
  url: string,
  users: number,
  sizes: readonly number[],
): Promise<{ server: Server; facts: LimitFacts }> {
  const port = await freePort();
  const child = start("limit.mjs", [url, String(port), String(users), sizes.join(",") || "10"]);
  const facts = JSON.parse(await firstLine(child, "limit.mjs")) as LimitFacts;
  return { server: serverOf("limit", child, port, ""), facts };
}

/**
 * Starts Muster on a database that is migrated and filled.
 * @param nodeOptions further options of Node's, `--cpu-prof` say
 */
export async function startMuster(url: string, nodeOptions: readonly string[] = []): Promise<Server> {
  const port = await freePort();
  const child = start("serve.ts", [], nodeOptions, { DATABASE_URL: url, MUSTER_PORT: String(port) });
  await firstLine(child, "Muster");
  return serverOf("muster", child, port, "/scim/v2");
}

function start(
  file: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return spawn(process.execPath, [...nodeOptions, path, ...args], {
    env: { ...process.env, NODE_ENV: "production", ...environment },
    // Detached, as PostgreSQL is: Ctrl-C is for the benchmark, which ends them in order.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The first line that a server prints: it listens. @throws Error when it exits instead */
async function firstLine(child: ChildProcess, name: string): Promise<string> {
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.once("exit", () => process.off("exit", kill));
  if (!child.stdout) throw new Error("no stdout");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), once(child, "exit").then(() => [undefined])]);
  if (typeof line !== "string") throw new Error(`${name} did not start; it says above why.`);
  return line;
}

function serverOf(kind: Kind, child: ChildProcess, port: number, prefix: string): Server {
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await gone;
    clearTimeout(impatience);
  };
  return { kind, pid: child.pid ?? 0, port, prefix, [Symbol.asyncDispose]: stop };
}
