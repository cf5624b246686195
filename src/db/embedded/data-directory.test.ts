import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeDataDirectory, unusable } from "./data-directory.ts";
import { findHome } from "./home.ts";
import { temporaryData } from "./testing.ts";

test("it is made with those above it, and may be there", async () => {
  const data = await temporaryData(join("a", "b", "data"));
  await Promise.all([makeDataDirectory(data), makeDataDirectory(data)]);
  await makeDataDirectory(data);
  expect((await stat(data)).isDirectory()).toBe(true);
});

test("a file, or what lies below one, is told as such, also to a command that only looks", async () => {
  const data = await temporaryData();
  await mkdir(dirname(data), { recursive: true });
  await writeFile(data, "");
  const told = " is a file, or lies below one: set MUSTER_DATA_DIR to a directory.";
  for (const path of [data, join(data, "below")]) {
    await expect(makeDataDirectory(path)).rejects.toThrow(`The data directory ${path}${told}`);
    await expect(findHome(path)).rejects.toThrow(`The data directory ${path}${told}`);
  }
});

test.runIf(process.platform === "linux")("where nothing can be made it ends", async () => {
  await expect(makeDataDirectory("/proc/muster/data")).rejects.toThrow(
    /^The data directory \/proc\/muster\/data can't be made or used \(.*\): set MUSTER_DATA_DIR to another\.$/,
  );
});

test("who may not enter it is told whose it is", async () => {
  const denied = Object.assign(new Error("denied"), { code: "EACCES", path: "/etc/none" });
  expect((await unusable("/etc/none", denied)).message).toMatch(
    /^\S+ may not read or write \/etc\/none: (run Muster as root, whose it is, or )?set MUSTER_DATA_DIR to another/,
  );
});
