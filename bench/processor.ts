/** Processor time of other processes, from /proc: on a busy machine it says more than throughput. */

import { readdir, readFile } from "node:fs/promises";

/** Linux counts in hundredths of a second, whatever its own clock's rate. */
const TICK_MS = 10;

/** User and system time of a process so far, milliseconds; 0 where there is no /proc. */
export async function processorTime(pid: number): Promise<number> {
  return (await statOf(pid))?.time ?? 0;
}

/** The same of a process with its children, those that have gone included. */
export async function processorTimeOfTree(pid: number): Promise<number> {
  const entries = await readdir("/proc").catch(() => []);
  const processes = await Promise.all(entries.filter((name) => /^\d+$/.test(name)).map((name) => statOf(Number(name))));
  const children = processes
    .filter((found) => found?.parent === pid)
    .reduce((sum, found) => sum + (found?.time ?? 0), 0);
  const own = await statOf(pid);
  return children + (own?.time ?? 0) + (own?.timeOfGone ?? 0);
}

/** What proc_pid_stat(5) says of a process. */
async function statOf(pid: number): Promise<{ parent: number; time: number; timeOfGone: number } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => undefined);
  if (text === undefined) return undefined;
  // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
  const fields = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  const ticks = (from: number) => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) * TICK_MS;
  return { parent: fields[1] ?? 0, time: ticks(11), timeOfGone: ticks(13) };
}
