/** The two servers, each a process of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { endWith, freePort } from "./postgres.ts";

export type Kind = "limit" | "muster";

/** A server to send requests to. */
export interface Server {
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

/**
 * Starts the bare limit, which fills its own schema first: `users` users, and a group of each of `sizes`.
 * @param resources what ends it
 */
export async function startLimit(
  resources: AsyncDisposableStack,
  url: string,
  users: number,
  sizes: readonly number[],
): Promise<{ server: Server; facts: LimitFacts }> {
  const port = await freePort();
  const child = start(resources, "limit.mjs", [url, String(port), String(users), sizes.join(",") || "10"]);
  const facts = JSON.parse(await firstLine(child)) as LimitFacts;
  return { server: serverOf("limit", child, port, ""), facts };
}

/**
 * Starts Muster, as `npm start` does, on a database that is migrated and filled.
 * @param resources what ends it
 * @param nodeOptions further options of Node's, `--cpu-prof` say
 */
export async function startMuster(
  resources: AsyncDisposableStack,
  url: string,
  nodeOptions: readonly string[] = [],
): Promise<Server> {
  const port = await freePort();
  const child = start(resources, "../src/cli/main.ts", ["start"], nodeOptions, {
    DATABASE_URL: url,
    MUSTER_PORT: String(port),
    MUSTER_HOST: "127.0.0.1",
    MUSTER_LOG_LEVEL: "warn",
    MUSTER_SECRET_KEY: randomBytes(32).toString("base64"),
    // Empty, and so not set, whatever a file .env says.
    MUSTER_PUBLIC_URL: "",
    MUSTER_TRUST_PROXY: "",
  });
  child.stdout?.pipe(process.stderr);
  while (
    !(await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error("Muster did not start; it says above why.");
    await sleep(20);
  }
  return serverOf("muster", child, port, "/scim/v2");
}

function start(
  resources: AsyncDisposableStack,
  file: string,
  args: readonly string[],
  nodeOptions: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions, path, ...args], {
    env: { ...process.env, NODE_ENV: "production", ...environment },
    // Detached, as PostgreSQL is: Ctrl-C is for the benchmark, which ends them in order.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  endWith(resources, child, "SIGTERM");
  return child;
}

/** The first line that the limit prints: it listens. @throws Error when it exits instead */
async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("no stdout");
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), once(child, "exit").then(() => [undefined])]);
  if (typeof line !== "string") throw new Error("limit.mjs did not start; it says above why.");
  return line;
}

function serverOf(kind: Kind, child: ChildProcess, port: number, prefix: string): Server {
  return { kind, pid: child.pid ?? 0, port, prefix };
}
