import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadSecretKey } from "./secret-key.ts";

async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "muster-test-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

test("the first start makes a key that only its owner reads, and the next ones find it", async () => {
  const data = join(await temporary(), "data");
  const key = await loadSecretKey(data);
  expect(key).toHaveLength(32);
  expect((await stat(join(data, "secret-key"))).mode & 0o777).toBe(0o600);
  expect(await loadSecretKey(data)).toEqual(key);
});

test("starts at once agree on one key, and leave nothing else", async () => {
  const data = await temporary();
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadSecretKey(data)));
  expect(new Set(keys.map(String)).size).toBe(1);
  expect(await readdir(data)).toEqual(["secret-key"]);
});

test("a key file that others could read is closed to them", async () => {
  const data = await temporary();
  const key = await loadSecretKey(data);
  await chmod(join(data, "secret-key"), 0o644);
  expect(await loadSecretKey(data)).toEqual(key);
  expect((await stat(join(data, "secret-key"))).mode & 0o777).toBe(0o600);
});

test("a file that holds something else is neither used nor replaced, and not shown", async () => {
  const data = await temporary();
  await writeFile(join(data, "secret-key"), "swordfish");
  await expect(loadSecretKey(data)).rejects.toThrow(/^(?!.*swordfish).*secret-key does not hold a key/);
  expect(await readFile(join(data, "secret-key"), "utf8")).toBe("swordfish");
});
