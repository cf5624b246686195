/**
 * Installs what Muster needs, if it is not there: `npm ci` when package-lock.json is another one than what is in
 * node_modules, and Node itself when npm was told to ignore install scripts. Runs before `npm start`, `npm test` and
 * (when something may be missing) ./muster, on whatever Node the machine has, hence plain JavaScript that Node 18
 * reads. Says what it does on stderr, in one line, and nothing when there is nothing to do: stdout is the command's.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const lockfile = join(root, "package-lock.json");
const node = join(modules, "node", "bin", "node");
/** Says which package-lock.json was installed; ./muster compares its age with that of package-lock.json. */
const stamp = join(modules, ".muster-installed");
/** Held while installing, with the process id in it. Not in node_modules, which npm ci removes. */
const lock = join(root, ".install-lock");

try {
  if (!isComplete()) await withLock(install);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

function install() {
  // Whom we have waited for may have done it.
  if (isComplete()) return;
  if (!isInstalled()) {
    say("Installing what Muster needs (npm ci) …");
    npm("ci", "--loglevel=error", "--no-audit", "--no-fund");
  }
  if (!nodeRuns()) {
    say("Installing Node, whose install script npm was told to ignore (npm rebuild node) …");
    npm("rebuild", "node", "--ignore-scripts=false", "--loglevel=error");
  }
  if (!nodeRuns()) throw new Error(`${node} does not run on this machine: remove node_modules and run npm ci.`);
  writeFileSync(stamp, wanted());
}

/** Whether nothing is to be done. Sees to the stamp, too, where it may: it saves time and is not worth an error. */
function isComplete() {
  if (!nodeRuns() || !isInstalled()) return false;
  try {
    if (read(stamp) !== wanted()) writeFileSync(stamp, wanted());
    else if (statSync(stamp).mtimeMs <= statSync(lockfile).mtimeMs) utimesSync(stamp, new Date(), new Date());
  } catch {}
  return true;
}

/** Whether node_modules holds what package-lock.json asks for: by our stamp, or by what npm has noted itself. */
function isInstalled() {
  return read(stamp) === wanted() || npmHasInstalled();
}

/** What the stamp says: the lockfile's hash, and for which machine. */
function wanted() {
  const hash = createHash("sha256").update(readFileSync(lockfile)).digest("hex");
  return `${hash} ${process.platform} ${process.arch}\n`;
}

/** Whether an `npm ci` or `npm install` of the user's own has brought just this. npm notes it in node_modules. */
function npmHasInstalled() {
  const noted = read(join(modules, ".package-lock.json"));
  if (noted === undefined) return false;
  const installed = JSON.parse(noted).packages;
  // None at all of the tools: left out on purpose (--omit=dev).
  const hasTools = Object.values(installed).some((found) => found.dev);
  return Object.entries(JSON.parse(read(lockfile)).packages).every(([path, { version, optional, dev }]) => {
    if (path === "") return true;
    if (path in installed) return installed[path].version === version;
    return optional || (dev && !hasTools);
  });
}

function nodeRuns() {
  return spawnSync(node, ["--version"], { stdio: "ignore" }).status === 0;
}

/** Runs npm on the machine's Node, not on the one in node_modules, which npm ci is about to remove. */
function npm(...args) {
  const path = (process.env.PATH ?? "").split(delimiter).filter((entry) => !entry.includes(`${sep}node_modules${sep}`));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const { status, signal, error } = spawnSync("npm", args, { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  if (error !== undefined) throw new Error(`npm cannot be run (${error.code}): install Node with npm.`);
  if (status !== 0)
    throw new Error(`npm ${args[0]} failed (${signal ?? `exit code ${status}`}): see above, then try again.`);
}

/** Runs the function while no other does. */
async function withLock(run) {
  let isTold = false;
  while (!takeLock()) {
    const holder = Number(read(lock));
    if (isAbandoned(holder)) removeLock();
    else if (!isTold) {
      say(`Waiting for process ${holder}, which is installing …`);
      isTold = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  try {
    run();
  } finally {
    rmSync(lock, { force: true });
  }
}

function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw new Error(
      `Muster is not completely installed, and you may not write to ${root}: run npm ci there as its owner.`,
    );
  }
}

/** Whether the lock's holder has gone without giving it back. One that is just being written has no number yet. */
function isAbandoned(holder) {
  if (!holder) return ageOfLock() > 5000;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function ageOfLock() {
  try {
    return Date.now() - statSync(lock).mtimeMs;
  } catch {
    return 0;
  }
}

/** Removes an abandoned lock; moved first, so that of two who do so none removes the other's new one. */
function removeLock() {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  rmSync(aside, { force: true });
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function say(text) {
  console.error(text);
}
