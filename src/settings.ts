import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";

/** What Muster is told by its environment. `.env.example` describes each for people. */
export interface Settings {
  /** The address to listen on. */
  readonly host: string;
  /** The port to listen on; 0 for any that is free. */
  readonly port: number;
  /** The port of Prometheus's /metrics; undefined for none. */
  readonly metricsPort: number | undefined;
  /** Absolute. */
  readonly dataDirectory: string;
  /** An origin, `https://muster.example.com`; undefined for localhost and the port. */
  readonly publicUrl: string | undefined;
  /** Whose forwarded addresses count, as Fastify's `trustProxy` takes it. */
  readonly trustProxy: string[] | false;
  /** Undefined for the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** 32 bytes; undefined for the one in the data directory (secret-key.ts). */
  readonly secretKey: Buffer | undefined;
  readonly logLevel: LogLevel;
}

/** Their names, as `.env.example` lists them. */
export const SETTING_NAMES = [
  "MUSTER_HOST",
  "MUSTER_PORT",
  "MUSTER_METRICS_PORT",
  "MUSTER_DATA_DIR",
  "MUSTER_PUBLIC_URL",
  "MUSTER_TRUST_PROXY",
  "DATABASE_URL",
  "MUSTER_SECRET_KEY",
  "MUSTER_LOG_LEVEL",
] as const;
const KNOWN: ReadonlySet<string> = new Set(SETTING_NAMES);

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export type Environment = Readonly<Record<string, string | undefined>>;

/** The repository's directory: `npm start` and `./muster` from elsewhere read the same files. */
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * The process's environment over the file `.env` in the repository's directory, which may be missing.
 * @throws Error when the file is there and cannot be read
 */
export function readEnvironment(environment: Environment = process.env, directory: string = ROOT): Environment {
  try {
    return { ...parseEnv(readFileSync(resolve(directory, ".env"), "utf8")), ...environment };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return environment;
    throw error;
  }
}

/**
 * Reads the settings. An empty one counts as not set.
 * @param root what a relative data directory is relative to
 * @throws SettingsError that names every wrong one
 */
export function readSettings(environment: Environment, root: string = ROOT): Settings {
  const mistakes: string[] = [];
  /** Parses a setting if it is set; `shown` is how a wrong value may be repeated. */
  const read = <T>(name: string, parse: (text: string) => T | Mistake, shown = quote): T | undefined => {
    const text = environment[name]?.trim();
    if (text === undefined || text === "") return undefined;
    const value = parse(text);
    if (!(value instanceof Mistake)) return value;
    mistakes.push(`${name} is ${shown(text)}: it should be ${value.expected}.`);
    return undefined;
  };
  const settings = {
    host: read("MUSTER_HOST", parseHost) ?? "127.0.0.1",
    port: read("MUSTER_PORT", parsePort) ?? 8080,
    metricsPort: read("MUSTER_METRICS_PORT", parsePort),
    dataDirectory: resolve(root, read("MUSTER_DATA_DIR", parseDirectory) ?? "data"),
    publicUrl: read("MUSTER_PUBLIC_URL", parsePublicUrl),
    trustProxy: read("MUSTER_TRUST_PROXY", parseProxies) ?? (false as const),
    databaseUrl: read("DATABASE_URL", parseDatabaseUrl, withoutPassword),
    secretKey: read("MUSTER_SECRET_KEY", parseSecretKey, (text) => `not shown (${text.length} characters)`),
    logLevel: read("MUSTER_LOG_LEVEL", parseLogLevel) ?? "info",
  };
  if (mistakes.length > 0) throw new SettingsError(mistakes);
  return settings;
}

/**
 * What may be a mistake in an environment that can be used: names that are no settings, and a public address that
 * identity providers will not take. In words.
 */
export function doubtsAbout(environment: Environment): string[] {
  const doubts: string[] = [];
  for (const name of Object.keys(environment)) {
    // Kubernetes sets MUSTER_SERVICE_HOST, MUSTER_PORT_8080_TCP and such for a service named muster.
    if (!name.startsWith("MUSTER_") || KNOWN.has(name) || /^MUSTER_(SERVICE|PORT)_/.test(name)) continue;
    doubts.push(`${name} is no setting of Muster and counts for nothing: see .env.example.`);
  }
  const url = URL.parse(environment.MUSTER_PUBLIC_URL?.trim() ?? "");
  if (url?.protocol === "http:" && !/^(localhost|127\..*|\[::1\])$/.test(url.hostname)) {
    doubts.push(
      "MUSTER_PUBLIC_URL is http: identity providers take only https, and the token would travel in the open.",
    );
  }
  return doubts;
}

/** Some settings are wrong. The message is one line for each, and holds no secret. */
export class SettingsError extends Error {
  constructor(mistakes: readonly string[]) {
    super(mistakes.join("\n"));
  }
}

/** What a parser returns for a value that is wrong. */
class Mistake {
  readonly expected: string;

  constructor(expected: string) {
    this.expected = expected;
  }
}

/** A 32-byte key in base64, or undefined. The padding may be missing. */
export function parseKey(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]{43}=?$/.test(text) ? Buffer.from(text, "base64") : undefined;
}

function parseHost(text: string): string | Mistake {
  const isName = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(text) && !/^[\d.]+$/.test(text);
  return isIP(text) || isName
    ? text
    : new Mistake("an address or a name of this machine, such as 127.0.0.1, :: or localhost");
}

function parsePort(text: string): number | Mistake {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  const cause = text.startsWith("tcp://")
    ? " (Kubernetes sets it for a service named muster: set enableServiceLinks to false)"
    : "";
  return new Mistake(`a number from 0 to 65535${cause}`);
}

function parseDirectory(text: string): string | Mistake {
  // Only a shell replaces it, and there is none between the file .env and us.
  return /^~|\0/.test(text) ? new Mistake("a path, absolute or relative to Muster's directory, without ~") : text;
}

function parsePublicUrl(text: string): string | Mistake {
  const url = URL.parse(text);
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  return isOrigin
    ? url.origin
    : new Mistake("http:// or https:// and a host, without a path, such as https://muster.example.com");
}

function parseProxies(text: string): string[] | Mistake {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
  return entries.every(isProxy)
    ? entries
    : new Mistake("addresses, networks such as 10.0.0.0/8, loopback, linklocal or uniquelocal, with commas between");
}

function isProxy(entry: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(entry)) return true;
  const [address = "", bits, ...rest] = entry.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits === undefined) return most > 0;
  return rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

function parseDatabaseUrl(text: string): string | Mistake {
  const url = URL.parse(withOneHost(text));
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== ""
    ? text
    : new Mistake("postgres://user:password@host:port/database");
}

/** The URL with the first of several hosts alone (`a:5432,b:5432`), which postgres.js takes and URL does not. */
function withOneHost(text: string): string {
  const [, before = "", hosts = "", after = ""] = /^(\w+:\/\/(?:.*@)?)([^/?]*)(.*)$/s.exec(text) ?? [];
  return `${before}${hosts.split(",")[0]}${after}`;
}

/** What may be shown of a wrong DATABASE_URL: the parts that can hold no password. */
function withoutPassword(text: string): string {
  const url = URL.parse(withOneHost(text));
  if (url === null || url.hostname === "") return "not shown, as it may hold a password";
  return quote(`${url.protocol}//${url.username === "" ? "" : `${url.username}:***@`}${url.host}${url.pathname}`);
}

function parseSecretKey(text: string): Buffer | Mistake {
  return parseKey(text) ?? new Mistake("32 bytes in base64, made with: openssl rand -base64 32");
}

function parseLogLevel(text: string): LogLevel | Mistake {
  return LOG_LEVELS.find((level) => level === text) ?? new Mistake(`one of ${LOG_LEVELS.join(", ")}`);
}

function quote(text: string): string {
  return JSON.stringify(text);
}
