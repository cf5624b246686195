import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";

/** An account of the system that PostgreSQL can run as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Who PostgreSQL runs as when Muster is root, which PostgreSQL refuses to run as: the first that exists. */
const CANDIDATES = ["muster", "postgres", "nobody"];

/**
 * The account that PostgreSQL is to run as, or undefined when that is simply our own.
 * @param owner who owns the files already there: what once ran as `postgres` still does after somebody has made an
 * account `muster`
 */
export async function accountFor(owner?: { uid: number; gid: number }): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if (owner !== undefined && owner.uid !== 0) {
    return { uid: owner.uid, gid: owner.gid, name: await nameOf(owner.uid) };
  }
  for (const name of CANDIDATES) {
    const account = await lookUp(name);
    if (account !== undefined) return account;
  }
  throw new Error(
    `PostgreSQL does not run as root, and there is no account ${CANDIDATES.join(", ")} to run it as: ` +
      "make one (useradd --system muster), start Muster as an ordinary user, or set DATABASE_URL.",
  );
}

async function lookUp(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([id("-u", name), id("-g", name)]);
  return uid === undefined || gid === undefined ? undefined : { name, uid: Number(uid), gid: Number(gid) };
}

/** The account's name, as people know it. */
export async function nameOf(uid: number): Promise<string> {
  return (await id("-un", String(uid))) ?? `uid ${uid}`;
}

/** Asks `id`, which POSIX has; on macOS the accounts are in no file that could be read instead. */
async function id(...args: string[]): Promise<string | undefined> {
  return await promisify(execFile)("id", args).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}

/**
 * How a program of PostgreSQL is run: as the account, in a directory that every account can enter, with nothing of
 * the user's environment (PG* variables, locale, time zone), and in English, which we read.
 */
export function runAs(account: Account | undefined) {
  return {
    cwd: "/",
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  };
}

/**
 * The directory that keeps the account from entering `path`, the outermost first; undefined when none does or the
 * account is our own.
 * @param path an absolute path of an existing directory, links resolved
 */
export async function barrier(path: string, account: Account | undefined): Promise<string | undefined> {
  if (account === undefined) return undefined;
  const parent = dirname(path);
  const above = parent === path ? undefined : await barrier(parent, account);
  if (above !== undefined) return above;
  const { mode, uid, gid } = await stat(path);
  const mayEnter = uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001;
  return mayEnter ? undefined : path;
}
