import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";

/** Whether there is a process with this id, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Whether a process is the PostgreSQL that serves a cluster, and not one that has got its id since: after a reboot
 * or in a new container the ids start anew, and the one in postmaster.pid is soon somebody else's.
 */
export async function isPostgresOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const [program = "", ...args] = await commandLine(pid);
  return basename(program) === "postgres" && args.includes(cluster);
}

/** The words of a process's command line; none when it has gone. */
async function commandLine(pid: number): Promise<string[]> {
  if (process.platform === "linux") {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
  }
  // Elsewhere only as one text, its words no longer told apart: good enough, paths with spaces aside.
  const { stdout } = await promisify(execFile)("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({
    stdout: "",
  }));
  return stdout.trim().split(" ");
}
