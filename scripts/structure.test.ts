import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** What dependency-cruiser says, with our rules, of a project of `files`. */
async function cruise(files: Readonly<Record<string, string>>): Promise<{ status: number | null; output: string }> {
  const directory = await mkdtemp(join(tmpdir(), "muster-structure-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const name of [".dependency-cruiser.mjs", "tsconfig.json", "package.json"]) {
    await copyFile(join(root, name), join(directory, name));
  }
  await symlink(join(root, "node_modules"), join(directory, "node_modules"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  const bin = join(root, "node_modules/.bin/depcruise");
  const folders = new Set(Object.keys(files).map((name) => name.split("/", 1)[0] as string));
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...folders], {
    cwd: directory,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

const b = "export const b = 1;\n";

test.each([
  ["the protocol that reaches for the database", "scim", "src/scim/a.ts", "src/db/b.ts"],
  ["one subject that imports another", "tokens", "src/tokens/a.ts", "src/domains/b.ts"],
  ["a subject that imports a face", "directory", "src/directory/a.ts", "src/provisioning/b.ts"],
])("%s is refused", async (_, room, from, to) => {
  const { status, output } = await cruise({ [from]: `export { b } from "../${to.slice(4)}";\n`, [to]: b });
  expect(output).toContain(`${room}-imports-only-its-neighbours`);
  expect(status).not.toBe(0);
});

test("an import of a type alone is refused, too", async () => {
  const { output } = await cruise({
    "src/scim/a.ts": 'import type { B } from "../db/b.ts";\nexport type A = B;\n',
    "src/db/b.ts": "export type B = 1;\n",
  });
  expect(output).toContain("scim-imports-only-its-neighbours");
});

test("input and output in the protocol is refused, and so is another way to PostgreSQL", async () => {
  const { output } = await cruise({
    "src/scim/a.ts": 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n',
    "src/tokens/a.ts": 'import postgres from "postgres";\nexport const a = postgres;\n',
  });
  expect(output).toContain("pure-scim");
  expect(output).toContain("one-way-to-postgres");
});

test("a simulator that shares something with the server is refused, and so is a server that knows of simulators", async () => {
  const { output } = await cruise({
    "simulators/a.ts": 'export { b } from "../src/scim/b.ts";\n',
    "src/scim/b.ts": b,
    "src/http/a.ts": 'export { b } from "../../simulators/b.ts";\n',
    "simulators/b.ts": b,
  });
  expect(output).toContain("simulators-by-themselves");
  expect(output).toContain("simulators-are-run-by-the-command");
});

test("a room that imports its neighbours is fine", async () => {
  const { status, output } = await cruise({ "src/tokens/a.ts": 'export { b } from "../db/b.ts";\n', "src/db/b.ts": b });
  expect(output).toContain("no dependency violations found");
  expect(status).toBe(0);
});
