/** `npm test`: everything that must hold, the quick checks first. Ends with a line that counts the tests. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bin = join(import.meta.dirname, "..", "node_modules", ".bin");

/** Runs a tool of ours; ends the run with its status when it fails. */
function step(name: string, tool: string, ...args: string[]): void {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [join(bin, tool), ...args], { stdio: "inherit" });
  if (status !== 0) {
    console.error(`\n${name} failed.`);
    process.exit(status ?? 1);
  }
}

step("types (tsc)", "tsc", "-p", ".");
step("types of the console (tsc)", "tsc", "-p", "console");
step("lint and format (Biome)", "biome", "ci", "--error-on-warnings", ".");
step("who may import whom (dependency-cruiser)", "depcruise", "src", "e2e", "bench", "simulators", "console/src");
step("dead code (knip)", "knip");

const directory = mkdtempSync(join(tmpdir(), "muster-report-"));
const report = join(directory, "vitest.json");
step("tests (Vitest)", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
rmSync(directory, { recursive: true });
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
