import { randomBytes } from "node:crypto";
import { chmod, link, open, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeDataDirectory, unusable } from "./db/embedded/data-directory.ts";
import { parseKey } from "./settings.ts";

/**
 * The key of the data directory, which is made when there is none: what the secrets in the database are encrypted
 * with when MUSTER_SECRET_KEY is not set. Several starts at once get the same.
 * @returns 32 bytes
 * @throws Error in one line when the file holds something else, or cannot be read or kept from others
 */
export async function loadSecretKey(dataDirectory: string): Promise<Buffer> {
  const file = join(dataDirectory, "secret-key");
  const text = (await readKeyFile(file)) ?? (await makeKeyFile(dataDirectory, file));
  const key = parseKey(text.trim());
  if (key !== undefined) return key;
  throw new Error(
    `${file} does not hold a key (32 bytes in base64): restore it from a backup. ` +
      "Without the key that was in it, the secrets in the database cannot be read.",
  );
}

async function readKeyFile(file: string): Promise<string | undefined> {
  try {
    const text = await readFile(file, "utf8");
    // A copy or a restored backup may have lost it.
    if ((await stat(file)).mode & 0o077) await chmod(file, 0o600);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw await unusable(dirname(file), error);
  }
}

/** Makes the file whole, under another name, and then gives it its own: a name that is there is never replaced. */
async function makeKeyFile(dataDirectory: string, file: string): Promise<string> {
  const unfinished = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  await makeDataDirectory(dataDirectory);
  try {
    await writeDurably(unfinished, `${randomBytes(32).toString("base64")}\n`);
    await link(unfinished, file).catch((error: NodeJS.ErrnoException) => {
      // Another start was first: its key is the key.
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await rm(unfinished, { force: true });
  }
  await syncDirectory(dataDirectory);
  return await readFile(file, "utf8");
}

/** A key that a power failure takes along is lost with everything that was encrypted with it. */
async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  await handle.sync().finally(() => handle.close());
}
