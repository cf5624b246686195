import { createHash } from "node:crypto";
import { chown, lstat, mkdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { PORT } from "./connection.ts";
import type { Home } from "./home.ts";

/** A socket's path may have 103 bytes on macOS and 107 on Linux. */
const LONGEST = 100;
/** What needs no quoting in `unix_socket_directories`, a list with commas. */
const PLAIN = /^[A-Za-z0-9/._-]+$/;

/** The path of the socket in a directory. */
export function socketIn(directory: string): string {
  return join(directory, `.s.PGSQL.${PORT}`);
}

/**
 * The directory of the socket: the home, or where its path is too long or has unusual characters, one in /tmp that
 * only PostgreSQL's account can enter. Not in $TMPDIR, which is not the same for everyone who looks for it.
 * @throws Error when somebody else has made that directory
 */
export async function socketDirectory(home: Home): Promise<string> {
  if (Buffer.byteLength(socketIn(home.directory)) <= LONGEST && PLAIN.test(home.directory)) return home.directory;
  const directory = `/tmp/muster-${createHash("sha256").update(home.directory).digest("hex").slice(0, 16)}`;
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const self = process.getuid?.();
  const { account } = home;
  const found = await lstat(directory);
  const isOurs = found.uid === self || found.uid === account?.uid;
  if (!found.isDirectory() || !isOurs || (found.mode & 0o077) !== 0) {
    throw new Error(`${directory} is not a directory of PostgreSQL's account alone: remove it.`);
  }
  if (account !== undefined && found.uid === self) await chown(directory, account.uid, account.gid);
  return directory;
}

/** Whether somebody listens on the socket in a directory. */
export async function answers(directory: string): Promise<boolean> {
  if (directory === "") return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(socketIn(directory));
  socket.once("connect", () => resolve(true));
  socket.once("error", () => resolve(false));
  return await promise.finally(() => socket.destroy());
}
