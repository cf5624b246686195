/** Muster as a service manager runs it, on a data directory of its own: started again whenever it dies. And its deaths. */

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { killPostgres } from "../support/kill-postgres.ts";

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
/** Starting takes half a second; a machine under load, and PostgreSQL's recovery, much longer. */
const PATIENCE_MS = 60_000;

export type Victim = "server" | "PostgreSQL" | "both";

export interface Service {
  readonly port: number;
  /** Runs a command beside it; what it prints. */
  muster(...args: string[]): Promise<string>;
  /** Kills with -9: the process alone, PostgreSQL with all of its processes, or both. */
  kill(victim: Victim): Promise<void>;
  /** Waits until it can serve. */
  ready(): Promise<void>;
  /** Ends it as SIGTERM does, for good. Its exit code. */
  stop(): Promise<number | null>;
}

/** Starts Muster on `data`, ready when this returns. */
export async function startService(data: string): Promise<Service> {
  const port = await freePort();
  const env = {
    ...process.env,
    MUSTER_DATA_DIR: data,
    MUSTER_HOST: "127.0.0.1",
    MUSTER_PORT: String(port),
    DATABASE_URL: "",
  };
  let stopping = false;
  const start = () => {
    const child = spawn(process.execPath, [MAIN, "start"], { env, stdio: "ignore" });
    child.once("exit", () => {
      if (!stopping) server = start();
    });
    return child;
  };
  let server = start();

  async function ready(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await isReady(port))) {
      if (Date.now() > deadline) throw new Error("the server was not ready again within a minute");
      await sleep(20);
    }
  }

  async function kill(victim: Victim): Promise<void> {
    if (victim !== "PostgreSQL") server.kill("SIGKILL");
    if (victim !== "server") await killPostgres(data);
  }

  async function stop(): Promise<number | null> {
    stopping = true;
    const gone = once(server, "exit");
    server.kill("SIGTERM");
    // One that hangs may not keep whoever stops it.
    const impatience = setTimeout(() => void kill("both").catch(() => {}), PATIENCE_MS);
    const [exitCode] = (await gone) as [number | null];
    clearTimeout(impatience);
    return exitCode;
  }

  await ready().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    port,
    muster: async (...args) => (await promisify(execFile)(process.execPath, [MAIN, ...args], { env })).stdout,
    kill,
    ready,
    stop,
  };
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
