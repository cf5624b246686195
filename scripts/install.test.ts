import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const INSTALL = fileURLToPath(new URL("install.mjs", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("../muster", import.meta.url));

/** Stands in for npm: notes how it was called, and brings a node_modules as `npm ci` does. */
const NPM = `#!/bin/sh
echo "$@" >> calls
echo "added 1 package"
[ -e fails ] && exit 7
[ -e slow ] && sleep 0.5
if [ "$1" = ci ]; then
  rm -rf node_modules
  mkdir -p node_modules/node/bin
  cp package-lock.json node_modules/.package-lock.json
fi
if [ ! -e ignore-scripts ] || [ "$1" = rebuild ]; then ln -sf "$NODE" node_modules/node/bin/node; fi
`;

/** A repository of the launcher and the installer alone, with a main.ts that shows what it gets. */
async function repository(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "muster-test-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await chmod(root, 0o755);
  for (const directory of ["bin", "scripts", "src/cli"]) await mkdir(join(root, directory), { recursive: true });
  await cp(INSTALL, join(root, "scripts", "install.mjs"));
  await cp(LAUNCHER, join(root, "muster"));
  await writeFile(join(root, "bin", "npm"), NPM, { mode: 0o755 });
  await lock(root, "1.0.0");
  await writeFile(
    join(root, "src", "cli", "main.ts"),
    // What it prints says that it listens for signals by now.
    `process.on("SIGTERM", () => process.exit(5));
     console.log(JSON.stringify(process.argv.slice(2) as string[]));
     if (process.argv[2] === "wait") setInterval(() => {}, 1000);
     else process.exitCode = 3;`,
  );
  return root;
}

/** Writes a package-lock.json that asks for one package. */
async function lock(root: string, version: string): Promise<void> {
  const packages = {
    "": { name: "muster" },
    "node_modules/node": { version },
    "node_modules/elsewhere": { version: "1.0.0", optional: true },
  };
  await writeFile(join(root, "package-lock.json"), JSON.stringify({ packages }));
}

interface Result {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(
  command: string,
  args: string[],
  root: string,
  account: { uid?: number; gid?: number } = {},
): ChildProcess {
  const env = {
    NODE: process.execPath,
    PATH: [join(root, "bin"), "/usr/local/bin", "/usr/bin", "/bin"].join(delimiter),
  };
  return spawn(command, args, { cwd: "/", env, ...account });
}

async function finish(child: ChildProcess): Promise<Result> {
  if (child.stdout === null || child.stderr === null) throw new Error("The process has no output.");
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
}

const install = (root: string) => finish(start(process.execPath, [join(root, "scripts", "install.mjs")], root));

async function calls(root: string): Promise<string[]> {
  const noted = await readFile(join(root, "calls"), "utf8").catch(() => "");
  return noted.split("\n").slice(0, -1);
}

const CI = "ci --loglevel=error --no-audit --no-fund";

test("a fresh clone is installed once, in one line on stderr, and then nothing is done or said", async () => {
  const root = await repository();
  const first = await install(root);
  expect(first).toMatchObject({ code: 0, stdout: "" });
  expect(first.stderr).toContain("Installing what Muster needs (npm ci) …\n");
  expect(await install(root)).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await calls(root)).toEqual([CI]);
});

test("another package-lock.json is installed", async () => {
  const root = await repository();
  await install(root);
  await lock(root, "2.0.0");
  await install(root);
  expect(await calls(root)).toEqual([CI, CI]);
});

test("what the user has installed is not installed again", async () => {
  const root = await repository();
  execFileSync(join(root, "bin", "npm"), ["ci"], { cwd: root, env: { ...process.env, NODE: process.execPath } });
  expect(await install(root)).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await calls(root)).toEqual(["ci"]);
});

test("a Node that does not run, since install scripts are ignored, is mended", async () => {
  const root = await repository();
  await writeFile(join(root, "ignore-scripts"), "");
  const { code, stderr } = await install(root);
  expect(code).toBe(0);
  expect(stderr).toContain("npm was told to ignore");
  expect(await calls(root)).toEqual([CI, "rebuild node --ignore-scripts=false --loglevel=error"]);
});

test("npm's failure is the installer's, and the next time it is tried again", async () => {
  const root = await repository();
  await writeFile(join(root, "fails"), "");
  const failed = await install(root);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/npm ci failed \(exit code 7\): see above, then try again\.\n$/);
  await rm(join(root, "fails"));
  expect((await install(root)).code).toBe(0);
});

test("of two at once one installs, and the other waits for it", async () => {
  const root = await repository();
  await writeFile(join(root, "slow"), "");
  const [first, second] = await Promise.all([install(root), install(root)]);
  expect([first.code, second.code]).toEqual([0, 0]);
  expect(await calls(root)).toEqual([CI]);
  expect(first.stderr + second.stderr).toMatch(/Waiting for process \d+, which is installing …/);
  expect(existsSync(join(root, ".install-lock"))).toBe(false);
});

test("the lock of one that was killed is no obstacle", async () => {
  const root = await repository();
  const gone = start(process.execPath, ["-e", ""], root);
  await once(gone, "exit");
  await writeFile(join(root, ".install-lock"), String(gone.pid));
  expect((await install(root)).code).toBe(0);
});

test("a user who may not write is told what to do, and needs nothing when all is there", async ({ skip }) => {
  skip(process.getuid?.() !== 0, "only root can be another user");
  const root = await repository();
  const script = join(root, "scripts", "install.mjs");
  const asNobody = () => finish(start(process.execPath, [script], root, { uid: 65_534, gid: 65_534 }));
  const isClosed = execFileSync("sh", [
    "-c",
    `setpriv --reuid=65534 --clear-groups test -x "${process.execPath}" || echo closed`,
  ]);
  skip(isClosed.length > 0, "other users cannot run this repository's Node");
  const refused = await asNobody();
  expect(refused.code).toBe(1);
  expect(refused.stderr).toBe(
    `Muster is not completely installed, and you may not write to ${root}: run npm ci there as its owner.\n`,
  );
  await install(root);
  await rm(join(root, "node_modules", ".muster-installed"));
  expect(await asNobody()).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("the launcher installs what is missing and hands arguments and the exit code through", async () => {
  const root = await repository();
  const { code, stdout, stderr } = await finish(start(join(root, "muster"), ["user list", "", "*"], root));
  expect([code, stdout]).toEqual([3, '["user list","","*"]\n']);
  expect(stderr).toContain("Installing");
});

test("the launcher works through links, relative and absolute, and starts no installer when nothing is missing", async () => {
  const root = await repository();
  await install(root);
  const later = new Date(Date.now() + 2000);
  await utimes(join(root, "node_modules", ".muster-installed"), later, later);
  await rm(join(root, "scripts", "install.mjs"));
  await symlink("../muster", join(root, "bin", "relative"));
  await symlink(join(root, "bin", "relative"), join(root, "bin", "absolute"));
  for (const link of ["relative", "absolute"]) {
    expect(await finish(start(join(root, "bin", link), ["x"], root))).toEqual({
      code: 3,
      stdout: '["x"]\n',
      stderr: "",
    });
  }
  expect((await stat(join(root, "muster"))).mode & 0o111).toBe(0o111);
});

test("a signal to the launcher reaches the command", async () => {
  const root = await repository();
  await install(root);
  const child = start(join(root, "muster"), ["wait"], root);
  if (child.stdout) await once(child.stdout, "data");
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  expect(code).toBe(5);
});
