import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Account, runAs } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { USER } from "./connection.ts";
import { clusterOf, type Home } from "./home.ts";
import { isAlive } from "./process.ts";

/**
 * Makes the cluster when there is none. It is made beside its place and then renamed, so a start that dies in the
 * middle leaves nothing half-made, and of two at once one wins and the other uses that one's.
 * @returns whether it was made now
 * @throws Error when there is one of another major version
 */
export async function prepareCluster(home: Home, binaries: Binaries): Promise<boolean> {
  const cluster = clusterOf(home);
  const made = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (made === undefined) {
    await makeCluster(home, binaries);
    return true;
  }
  if (made.trim() === binaries.major) return false;
  throw new Error(
    `The database in ${cluster} is PostgreSQL ${made.trim()}'s, this is ${binaries.major}: ` +
      "start the Muster that made it, or upgrade it with pg_upgrade.",
  );
}

async function makeCluster(home: Home, binaries: Binaries): Promise<void> {
  await removeAbandoned(home);
  const unfinished = join(home.directory, `${UNFINISHED}${process.pid}`);
  await initdb(binaries, home.account, [
    ...["-D", unfinished, "-U", USER, "-A", "trust", "-E", "UTF8"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    // Waiting for the disk would be most of the time; syncCluster() makes up for it.
    "--no-sync",
  ]);
  await rename(unfinished, clusterOf(home)).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    // Another start was first.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}

const UNFINISHED = "initdb-";

/** Removes what starts that died within initdb have left. */
async function removeAbandoned(home: Home): Promise<void> {
  for (const name of await readdir(home.directory)) {
    if (!name.startsWith(UNFINISHED) || isAlive(Number(name.slice(UNFINISHED.length)))) continue;
    await rm(join(home.directory, name), { recursive: true, force: true });
  }
}

/**
 * Brings a new cluster's files to the disk, for a power failure in its first half minute; PostgreSQL itself syncs
 * only what it has written since. Run beside the started server.
 */
export async function syncCluster(home: Home, binaries: Binaries): Promise<void> {
  // syncfs is one system call, and does not mind that files come and go meanwhile; macOS has none.
  const method = process.platform === "linux" ? ["--sync-method=syncfs"] : [];
  await initdb(binaries, home.account, ["--sync-only", ...method, "-D", clusterOf(home)]);
}

async function initdb(binaries: Binaries, account: Account | undefined, args: string[]): Promise<void> {
  const child = spawn(binaries.initdb, args, { ...runAs(account), stdio: ["ignore", "ignore", "pipe"] });
  const [complaint, code] = await Promise.all([text(child.stderr), exitCode(child)]);
  if (code !== 0) throw new Error(`PostgreSQL could not make its files: ${complaint.trim().split("\n").at(-1)}`);
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, "close").catch((error: Error) => {
    // With ENOENT for a file that is there, it is the loader that is missing: Alpine has none of glibc.
    throw new Error(`PostgreSQL's programs do not run on this system (${error.message}): set DATABASE_URL.`);
  });
  return code;
}
