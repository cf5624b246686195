/** A Chromium for the tests: the system's, else Playwright's, downloaded, else the distribution's package. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const OF_THE_SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Starts it, without a window. @throws Error that says how to get one where there is none */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? installChromium(),
    // It asks nobody outside; root may not use its sandbox.
    args: ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    chromiumSandbox: process.getuid?.() !== 0,
  });
}

function findChromium(): string | undefined {
  return [...OF_THE_SYSTEM, chromium.executablePath()].find((path) => existsSync(path));
}

function installChromium(): string {
  console.error("Installing a Chromium for the tests …");
  const cli = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "cli.js");
  run(process.execPath, cli, "install", "chromium");
  if (!findChromium() && process.getuid?.() === 0) {
    run("apt-get", "update");
    run("apt-get", "install", "-y", "--no-install-recommends", "chromium");
  }
  const installed = findChromium();
  if (installed === undefined)
    throw new Error("There is no Chromium for the browser tests: install one, e.g. apt-get install chromium.");
  return installed;
}

function run(command: string, ...args: string[]): void {
  spawnSync(command, args, {
    stdio: "ignore",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 600_000,
  });
}
