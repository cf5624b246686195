/** The data directory: made where there is none, and what to do where it can't be used. */

import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { nameOf } from "./account.ts";

/**
 * Makes the directory, with those above it, unless it is there.
 * @throws Error in one line, with what to do, when it can't be made, read or written
 */
export async function makeDataDirectory(directory: string): Promise<void> {
  try {
    await make(directory);
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw await unusable(directory, error);
  }
}

/** Not by mkdir's own `recursive`: where the system has no place for it, below /proc say, Node tries for ever. */
async function make(directory: string): Promise<void> {
  const found = await stat(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  if (found?.isDirectory()) return;
  if (found) throw Object.assign(new Error("it is a file"), { code: "ENOTDIR" });
  await make(dirname(directory));
  await mkdir(directory).catch((error: NodeJS.ErrnoException) => {
    // Another start was first.
    if (error.code !== "EEXIST") throw error;
  });
}

/** The error to throw for one that the data directory, or what lies in it, has given. */
export async function unusable(directory: string, error: unknown): Promise<Error> {
  const { code, message, path = directory } = error as NodeJS.ErrnoException;
  const say = (words: string) => new Error(words, { cause: error });
  switch (code) {
    case "ENOTDIR":
      return say(`The data directory ${directory} is a file, or lies below one: set MUSTER_DATA_DIR to a directory.`);
    case "EACCES":
    case "EPERM": {
      const owner = await ownerOf(path);
      const self = await nameOf(process.getuid?.() ?? -1);
      const instead = owner === undefined || owner === self ? "" : `run Muster as ${owner}, whose it is, or `;
      return say(`${self} may not read or write ${path}: ${instead}set MUSTER_DATA_DIR to another data directory.`);
    }
    default:
      return say(`The data directory ${directory} can't be made or used (${message}): set MUSTER_DATA_DIR to another.`);
  }
}

/** Whose `path` is, or else the nearest that is there above it. */
async function ownerOf(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found) return await nameOf(found.uid);
  return dirname(path) === path ? undefined : await ownerOf(dirname(path));
}
