/** The command `muster`, run by tests: as a process of its own, or, which takes a tenth of the time, in this one. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { run } from "./program.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Settings by name; those that are not given are not set, whatever the developer's own are. */
export type TestSettings = Partial<Record<(typeof NAMES)[number], string>>;

const NAMES = [
  "MUSTER_HOST",
  "MUSTER_PORT",
  "MUSTER_DATA_DIR",
  "MUSTER_PUBLIC_URL",
  "MUSTER_TRUST_PROXY",
  "MUSTER_SECRET_KEY",
  "MUSTER_LOG_LEVEL",
  "DATABASE_URL",
] as const;

/** A directory for a test file's data, and what removes it. Every account may enter: as root, PostgreSQL is another. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(await realpath(tmpdir()), "muster-cli-"));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Runs a command in this process. */
export async function runHere(args: readonly string[], settings: TestSettings): Promise<Outcome> {
  for (const name of NAMES) vi.stubEnv(name, settings[name] ?? "");
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  const exitCode = await run(args);
  vi.unstubAllEnvs();
  return { stdout: stdout(), stderr: stderr(), exitCode };
}

/** Runs a command as a process, without a terminal. */
export async function runMuster(args: readonly string[], settings: TestSettings): Promise<Outcome> {
  const child = start(args, settings);
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

/** Starts a server and waits until it listens. */
export async function startServer(settings: TestSettings): Promise<TestServer> {
  const child = start(["start"], settings);
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

function start(args: readonly string[], settings: TestSettings) {
  const ours = Object.fromEntries(NAMES.map((name) => [name, settings[name] ?? ""]));
  return spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...ours },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Keeps what is written to a stream of ours until it is asked for. */
function capture(stream: NodeJS.WriteStream): () => string {
  let text = "";
  const spy = vi.spyOn(stream, "write").mockImplementation((chunk) => {
    text += chunk;
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
