import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { doubtsAbout, readEnvironment, readSettings, SETTING_NAMES } from "./settings.ts";

const KEY = "dGhpcnR5LXR3byBieXRlcyBvZiBhIHNlY3JldCBrZXk=";

/** What is said about an environment. */
function complaint(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

test("without any setting the defaults hold", () => {
  expect(readSettings({}, "/srv/muster")).toEqual({
    host: "127.0.0.1",
    port: 8080,
    metricsPort: undefined,
    dataDirectory: "/srv/muster/data",
    publicUrl: undefined,
    trustProxy: false,
    databaseUrl: undefined,
    secretKey: undefined,
    logLevel: "info",
  });
});

test("every setting is read", () => {
  const environment = {
    MUSTER_HOST: "::",
    MUSTER_PORT: "0",
    MUSTER_METRICS_PORT: "9100",
    MUSTER_DATA_DIR: "../elsewhere",
    MUSTER_PUBLIC_URL: "https://Muster.example.com/",
    MUSTER_TRUST_PROXY: "loopback, 10.0.0.0/8,fd00::/8 192.0.2.1",
    DATABASE_URL: "postgres://muster:p%40ss@db.example.com/muster?sslmode=require",
    MUSTER_SECRET_KEY: KEY,
    MUSTER_LOG_LEVEL: "debug",
  };
  expect(readSettings(environment, "/srv/muster")).toEqual({
    host: "::",
    port: 0,
    metricsPort: 9100,
    dataDirectory: "/srv/elsewhere",
    publicUrl: "https://muster.example.com",
    trustProxy: ["loopback", "10.0.0.0/8", "fd00::/8", "192.0.2.1"],
    databaseUrl: environment.DATABASE_URL,
    secretKey: Buffer.from(KEY, "base64"),
    logLevel: "debug",
  });
});

test("an empty setting counts as not set", () => {
  expect(readSettings({ MUSTER_PORT: "", DATABASE_URL: " " })).toEqual(readSettings({}));
});

test("a database URL may name several hosts", () => {
  const DATABASE_URL = "postgresql://muster:secret@a.example:5432,b.example:5433/muster";
  expect(readSettings({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
});

test("all wrong settings are named at once, each with its value and what it should be", () => {
  expect(complaint({ MUSTER_PORT: "http", MUSTER_LOG_LEVEL: "loud" }).split("\n")).toEqual([
    'MUSTER_PORT is "http": it should be a number from 0 to 65535.',
    'MUSTER_LOG_LEVEL is "loud": it should be one of fatal, error, warn, info, debug, trace, silent.',
  ]);
});

test.each([
  ["MUSTER_HOST", "http://localhost", "an address or a name"],
  ["MUSTER_HOST", "256.0.0.1", "an address or a name"],
  ["MUSTER_PORT", "65536", "from 0 to 65535"],
  ["MUSTER_PORT", "-1", "from 0 to 65535"],
  ["MUSTER_PORT", "tcp://10.0.0.7:8080", "enableServiceLinks"],
  ["MUSTER_DATA_DIR", "~/data", "without ~"],
  ["MUSTER_PUBLIC_URL", "muster.example.com", "http:// or https://"],
  ["MUSTER_PUBLIC_URL", "https://example.com/muster", "without a path"],
  ["MUSTER_PUBLIC_URL", "https://user@example.com", "without a path"],
  ["MUSTER_TRUST_PROXY", "true", "addresses, networks"],
  ["MUSTER_TRUST_PROXY", "10.0.0.0/33", "addresses, networks"],
  ["DATABASE_URL", "mysql://db.example.com/muster", "postgres://user:password@host:port/database"],
])("%s=%s is refused", (name, value, expected) => {
  expect(complaint({ [name]: value })).toMatch(new RegExp(`^${name} is .*${RegExp.escape(expected)}`));
});

test.each([
  "mysql://muster:swordfish@db.example.com/muster",
  "host=db.example.com password=swordfish",
  "postgres:/muster:swordfish@db.example.com",
  "mysql://muster:sword@fish@db.example.com/muster?password=swordfish",
])("the password in a wrong DATABASE_URL is never shown: %s", (DATABASE_URL) => {
  expect(complaint({ DATABASE_URL })).toMatch(/^DATABASE_URL is (?!.*fish)/s);
});

test("a name that is no setting, and a public address without TLS, are doubted", () => {
  expect(doubtsAbout({ MUSTER_PUBLICURL: "x", MUSTER_PORT: "1", MUSTER_PORT_8080_TCP: "tcp://…", HOME: "/" })).toEqual([
    "MUSTER_PUBLICURL is no setting of Muster and counts for nothing: see .env.example.",
  ]);
  expect(doubtsAbout({ MUSTER_PUBLIC_URL: "http://muster.example.com" })).toEqual([
    expect.stringMatching(/^MUSTER_PUBLIC_URL is http: .*https/),
  ]);
  for (const url of ["https://muster.example.com", "http://localhost:8080", "http://127.0.0.1", "http://[::1]:1", ""]) {
    expect(doubtsAbout({ MUSTER_PUBLIC_URL: url })).toEqual([]);
  }
});

test("a wrong secret key is never shown", () => {
  for (const key of ["swordfish", KEY.slice(4), `${KEY}=`, "ä".repeat(32)]) {
    expect(complaint({ MUSTER_SECRET_KEY: key })).toBe(
      `MUSTER_SECRET_KEY is not shown (${key.length} characters): ` +
        "it should be 32 bytes in base64, made with: openssl rand -base64 32.",
    );
  }
});

test("the environment wins over the file .env, and there may be none", async () => {
  const directory = await mkdtemp(join(tmpdir(), "muster-test-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  expect(readEnvironment({ MUSTER_PORT: "1" }, directory)).toEqual({ MUSTER_PORT: "1" });
  await writeFile(join(directory, ".env"), "# ours\nMUSTER_PORT=2\nMUSTER_HOST='::1'\n");
  expect(readEnvironment({ MUSTER_PORT: "1" }, directory)).toEqual({ MUSTER_PORT: "1", MUSTER_HOST: "::1" });
});

test(".env.example names every setting, with its default", () => {
  const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const settings = [...example.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]);
  expect(settings.map(([name]) => name)).toEqual([...SETTING_NAMES]);
  expect(readSettings(Object.fromEntries(settings))).toEqual(readSettings({}));
  expect(doubtsAbout(Object.fromEntries(settings))).toEqual([]);
});
