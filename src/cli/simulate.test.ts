import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { kill } from "../db/embedded/testing.ts";
import { startServer, startTestMuster, type TestMuster } from "./testing.ts";

vi.setConfig({ testTimeout: 180_000 });

const MAIN = join(import.meta.dirname, "main.ts");
let muster: TestMuster;

beforeAll(async () => {
  muster = await startTestMuster();
});
afterAll(() => muster?.remove());

/** What each run has in common. */
function against(domain: string, ...more: string[]): string[] {
  return ["--url", `${muster.server.address}/scim/v2`, "--domain", domain, "--users", "12", "--groups", "2", ...more];
}

test("a run that ends equal is told as figures, and exits with 0", async () => {
  const token = await muster.organization("Sound");
  const run = ["simulate", "entra", ...against("sound.example", "--rounds", "1", "--token", token)];
  const { stdout, stderr, exitCode } = await muster.here(...run);
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/^Microsoft Entra ID \(default\), seed 1: \d+ requests in /);
  expect(stdout).toContain("\n0 unexpected\ndirectories equal: ");
  expect(stderr).toContain("First cycle …\nRound 1 of 1 …\n");
});

test("a directory that differs is told as JSON, too, and exits with 1", async () => {
  const token = await muster.organization("Other");
  // A domain that the organization has not: every user is refused.
  const run = ["simulate", "okta", ...against("elsewhere.example", "--rounds", "0", "--json", "--token", token)];
  const { stdout, stderr, exitCode } = await muster.here(...run);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("The server is not as it should be: 12 differences, 12 unexpected answers. ");
  expect(stderr).toContain("is --domain one of the organization's domains?");
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({ identityProvider: "Okta (wizard)", isEqual: false });
  expect(summary.unexpected).toMatchObject([{ what: "create a user was answered 403", count: 12 }]);
});

test("the token comes from stdin or the environment as well, and google is told to have no groups", async () => {
  const token = await muster.organization("Piped");
  const run = ["simulate", "google", ...against("piped.example", "--rounds", "0")];
  const child = spawn(process.execPath, [MAIN, ...run, "--token", "-"], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(`${token}\n`);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(stdout, stderr).toContain("directories equal: 12 users");
  expect(stderr).toContain("Google Workspace sends no groups: only people are provisioned.");
  vi.stubEnv("MUSTER_SCIM_TOKEN", token);
  expect(await muster.printed(...run)).toContain("directories equal: 12 users");
  vi.unstubAllEnvs();
});

test.each([
  [["simulate", "ping", "--url", "http://localhost:1/"], 2, /value 'ping' is invalid for argument 'IDP'/],
  [["simulate", "entra", "--url", "localhost"], 2, /--url should be the endpoint's address/],
  [["simulate", "entra", "--url", "http://localhost:1/scim/v2"], 2, /There is no token: set MUSTER_SCIM_TOKEN/],
  [
    ["simulate", "okta", "--url", "http://localhost:1/", "--token", "x", "--shape", "default"],
    2,
    /There is no shape of okta called default, but wizard, catalogue\./,
  ],
  [
    ["simulate", "google", "--url", "http://localhost:1/", "--token", "x", "--shape", "default"],
    2,
    /google has one shape only/,
  ],
  [
    ["simulate", "entra", "--url", "http://localhost:1/", "--token", "x", "--state", MAIN],
    2,
    /is no state of muster simulate/,
  ],
])("%j is refused", async (args, exitCode, why) => {
  expect(await muster.refused(exitCode, ...args)).toMatch(why);
});

test("a state is of one endpoint: another host, port or path is refused", async () => {
  const token = await muster.organization("Stated");
  const state = ["--state", join(muster.directory, "stated"), "--rounds", "0", "--token", token];
  const here = against("stated.example", ...state);
  await muster.printed("simulate", "google", ...here);
  await muster.printed("simulate", "google", ...here, "--url", `${muster.server.address}/scim/v2/`);
  for (const other of ["http://127.0.0.1:1/scim/v2", `${muster.server.address}/other`]) {
    const line = await muster.refused(2, "simulate", "google", ...here, "--url", other);
    expect(line).toContain(` is of a run with URL ${muster.server.address}/scim/v2, not ${other}: go on with that, or`);
  }
});

test("a wrong token is told at once", async () => {
  const line = await muster.refused(1, "simulate", "entra", ...against("wrong.example", "--token", "wrong"));
  expect(line).toMatch(/^test the connection was answered 401: see that the URL and the token are right\.$/);
});

test("a server that is not there is said at once to be tried again", async () => {
  const run = ["simulate", "entra", "--url", "http://127.0.0.1:1/scim/v2", "--token", "x"];
  const child = spawn(process.execPath, [MAIN, ...run]);
  onTestFinished(() => void child.kill());
  const [said] = await once(child.stderr.setEncoding("utf8"), "data");
  expect(said).toBe(
    "The server cannot be reached (connect ECONNREFUSED 127.0.0.1:1): it is tried again for 10 seconds.\n",
  );
});

test("an address at which something else answers is told how the endpoint's ends", async () => {
  const page = createServer((_, answer) => void answer.end("<!doctype html><title>Proxy</title>")).listen(
    0,
    "127.0.0.1",
  );
  onTestFinished(() => void page.close());
  await once(page, "listening");
  const html = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  const refused = (url: string) => muster.refused(1, "simulate", "entra", "--url", url, "--token", "x");
  for (const url of [html, `${html}/`, `${html}/scim/`, muster.server.address])
    expect(await refused(url)).toContain(`end the URL with /scim/v2, as Muster's does: ${new URL(url).origin}/scim/v2`);
  expect(await refused(`${html}/scim/v2`)).toMatch(/: no SCIM endpoint answers there; see that the URL is right\.$/);
});

test("a simulator that is killed goes on, and outlives a server that is killed", async () => {
  const mortal = await startTestMuster();
  onTestFinished(() => mortal.remove());
  const token = await mortal.organization("Mortal");
  const state = join(mortal.directory, "state");
  const url = `${mortal.server.address}/scim/v2`;
  const options = ["--users", "60", "--groups", "2", "--state", state, "--token", token, "--domain", "mortal.example"];
  const run = () => spawn(process.execPath, [MAIN, "simulate", "entra", "--url", url, ...options]);
  const lines = async (many: number) => {
    const remembered = async () => (await readFile(state, "utf8").catch(() => "")).split("\n").length;
    await vi.waitUntil(async () => (await remembered()) > many, { timeout: 60_000 });
  };
  const first = run();
  onTestFinished(() => void first.kill("SIGKILL"));
  await lines(30);
  first.kill("SIGKILL");
  await once(first, "close");

  const second = run();
  onTestFinished(() => void second.kill("SIGKILL"));
  const output = Promise.all([text(second.stdout), text(second.stderr)]);
  await lines(70);
  const { port } = new URL(url);
  await kill(mortal.server.process);
  const server = await startServer({ ...mortal.settings, MUSTER_PORT: port });
  onTestFinished(async () => {
    server.process.kill("SIGTERM");
    await server.ended;
  });
  const [[exitCode], [stdout, stderr]] = await Promise.all([once(second, "close"), output]);
  expect(exitCode, stderr + stdout).toBe(0);
  expect(stdout).toContain("0 unexpected\ndirectories equal: ");
  expect(stdout).toMatch(/sent again: [1-9]\d* unanswered/);
  expect(stderr).toContain(`Going on where ${state} was left.`);
  expect(await readFile(state, "utf8")).not.toContain(token);
});
