import { createHash, randomBytes } from "node:crypto";
import { chmod, chown, lstat, mkdir, realpath, rmdir, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { type Account, accountFor, barrier, nameOf } from "./account.ts";
import type { Log } from "./connection.ts";
import { makeDataDirectory, unusable } from "./data-directory.ts";

/** Where root keeps what PostgreSQL's account cannot reach where it is. */
export const SYSTEM_DIRECTORY = "/var/lib/muster";

/** The directory of a cluster, its log and its socket, with who PostgreSQL runs as. */
export interface Home {
  readonly directory: string;
  /** Undefined when PostgreSQL runs as whoever runs Muster. */
  readonly account: Account | undefined;
}

/** The cluster itself: PGDATA. */
export function clusterOf(home: Home): string {
  return join(home.directory, "cluster");
}

/** Where PostgreSQL writes what it has to say. */
export function logFileOf(home: Home): string {
  return join(home.directory, "postgresql.log");
}

/**
 * The home that a data directory already has, or undefined. It is `postgresql` in the data directory: the home
 * itself, or a link to where it lies.
 */
export async function findHome(dataDirectory: string): Promise<Home | undefined> {
  const entry = join(dataDirectory, "postgresql");
  const found = await lstat(entry).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw await unusable(dataDirectory, error);
  });
  if (!found) return undefined;
  const directory = await realpath(entry).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw await unusable(dataDirectory, error);
    throw new Error(`${entry} links to a directory that is gone: restore it, or remove the link to start empty.`);
  });
  const owner = await stat(directory);
  const self = process.getuid?.() ?? 0;
  if (self !== 0 && self !== owner.uid) throw await notOurs(directory, owner.uid, dataDirectory);
  return { directory, account: await accountFor(owner) };
}

/**
 * Only root gives the database to another account than the data directory's (account.ts); running as that account
 * would not do, for the rest of the data directory is root's.
 */
async function notOurs(directory: string, owner: number, dataDirectory: string): Promise<Error> {
  const [account, self] = await Promise.all([nameOf(owner), nameOf(process.getuid?.() ?? 0)]);
  const byRoot = (await stat(dataDirectory)).uid !== owner;
  return new Error(
    `The database in ${directory} belongs to ${account}, you are ${self}: ` +
      `run Muster as ${byRoot ? "root, as when it was made" : `${account} or as root`}.`,
  );
}

/**
 * The home of a data directory, made when there is none yet. Several may do so at once and get the same.
 *
 * As root, with a data directory that PostgreSQL's account cannot enter (below /root, say), the home lies in
 * /var/lib/muster and the data directory holds a link to it. The link decides, not a rule: a later chmod does not
 * lead to a second, empty database, and removing the data directory starts afresh without destroying anything.
 */
export async function prepareHome(dataDirectory: string, log: Log): Promise<Home> {
  await makeDataDirectory(dataDirectory);
  const data = await realpath(dataDirectory);
  const home = (await findHome(data)) ?? (await makeHome(data));
  await own(home);
  const obstacle = await barrier(home.directory, home.account);
  if (obstacle !== undefined) {
    throw new Error(
      `PostgreSQL runs as ${home.account?.name}, which cannot enter ${obstacle} on the way to the database in ` +
        `${home.directory}: chmod o+x ${obstacle}.`,
    );
  }
  if (home.directory !== join(data, "postgresql")) {
    log(`The database lies in ${home.directory}, where PostgreSQL's account, ${home.account?.name}, can reach it.`);
  }
  return home;
}

async function makeHome(data: string): Promise<Home> {
  const account = await accountFor();
  const entry = join(data, "postgresql");
  if ((await barrier(data, account)) === undefined) {
    await mkdir(entry, { mode: 0o700 }).catch(unlessExists);
  } else {
    await makeOutside(data, entry);
  }
  const home = await findHome(data);
  if (home === undefined) throw new Error(`${entry} went away while Muster started.`);
  return home;
}

/** A home in the system's directory, and the link to it. Each has a name of its own, so no two starts share one. */
async function makeOutside(data: string, entry: string): Promise<void> {
  const name = createHash("sha256").update(data).digest("hex").slice(0, 12);
  const directory = join(SYSTEM_DIRECTORY, `${name}-${randomBytes(3).toString("hex")}`);
  await mkdir(SYSTEM_DIRECTORY, { recursive: true });
  await chmod(SYSTEM_DIRECTORY, 0o755);
  await mkdir(directory, { mode: 0o700 });
  await symlink(directory, entry).catch(async (error: NodeJS.ErrnoException) => {
    await rmdir(directory);
    unlessExists(error);
  });
}

/** Gives a home that root has just made to PostgreSQL's account. */
async function own(home: Home): Promise<void> {
  if (home.account === undefined) return;
  const { uid } = await stat(home.directory);
  if (uid === 0) await chown(home.directory, home.account.uid, home.account.gid);
}

function unlessExists(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
