import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import type { Me, Provisioning, SetUpLink } from "../src/api/types.ts";

/** What the fake answers; a test or a screenshot changes it as it likes, also while the console runs. */
export interface Fake {
  me: Me | null;
  provisioning: Provisioning;
  people: { domain: string; people: number }[];
  password: string;
  /** Set-up links by secret: what they are for, or how they died. */
  links: Record<string, SetUpLink | "used" | "expired">;
  /** Changes want the password first. */
  confirm: boolean;
  /** How the next request of this method and path is answered instead of rightly. */
  next: Record<string, "lost" | "broken" | { status: number; body: unknown }>;
  /** Milliseconds before each answer. */
  delay: number;
  /** Requests that changed something, as "POST /api/scim/off". */
  changes: string[];
  /** Tells all open pages that something changed. */
  changed: () => void;
}

/** The content security policy that the server sends, with this answer's nonce. */
const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  constructor(status: number, code: string, message: string, more: object = {}) {
    super(message);
    this.status = status;
    this.body = { code, message, ...more };
  }
}

/** Serves the built console of `dist` and a fake of the admin API on a free port (or `port`). */
export async function startFake(fake: Fake, dist: string, port = 0): Promise<{ server: Server; url: string }> {
  const listeners = new Set<ServerResponse>();
  fake.changed = () => {
    for (const listener of listeners) listener.write("event: changed\ndata: {}\n\n");
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://fake");
    try {
      if (!pathname.startsWith("/api/")) return await serveConsole(dist, pathname, response);
      if (pathname === "/api/scim/live") return listen(request, response, listeners);
      const key = `${request.method} ${pathname}`;
      const body = await readBody(request);
      if (fake.delay > 0) await new Promise((resolve) => setTimeout(resolve, fake.delay));
      const next = fake.next[key];
      delete fake.next[key];
      if (next === "lost") {
        answer(fake, key, body);
        // Half an answer: without a byte of it a browser would quietly ask a second time.
        response.writeHead(201, { "content-type": "application/json", "content-length": "100" });
        response.write('{"token":');
        setTimeout(() => response.destroy(), 50);
        return;
      }
      if (next === "broken") throw new Refusal(500, "broken", "The server could not do this. Its log says why.");
      if (next) return send(response, next.status, next.body);
      const [status, said] = answer(fake, key, body);
      if (request.method !== "GET") fake.changes.push(key);
      send(response, status, said);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      send(response, error.status, error.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(port, "localhost", resolve));
  const address = server.address();
  return { server, url: `http://localhost:${typeof address === "object" ? address?.port : port}` };
}

function send(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function listen(request: IncomingMessage, response: ServerResponse, listeners: Set<ServerResponse>): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("event: ping\ndata: {}\n\n");
  listeners.add(response);
  request.on("close", () => listeners.delete(response));
}

async function serveConsole(dist: string, pathname: string, response: ServerResponse): Promise<void> {
  const path = join(dist, pathname);
  const found = pathname !== "/" && (await stat(path).catch(() => null))?.isFile();
  if (found) {
    response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream" });
    createReadStream(path).pipe(response);
    return;
  }
  const nonce = crypto.randomUUID();
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy(nonce),
  });
  response.end((await readFile(join(dist, "index.html"), "utf8")).replace("__CSP_NONCE__", nonce));
}

function answer(fake: Fake, key: string, body: Record<string, unknown>): [status: number, body?: unknown] {
  switch (key) {
    case "POST /api/auth/sign-in/email":
      if (body.password !== fake.password) throw new Refusal(401, "", "Invalid email or password");
      fake.me ??= dana();
      return [200, {}];
    case "POST /api/auth/sign-out":
      fake.me = null;
      return [200, { success: true }];
    case "POST /api/set-up/look":
      return [200, link(fake, body.secret)];
    case "POST /api/set-up":
      return setUp(fake, body);
  }
  if (!fake.me) throw new Refusal(401, "not signed in", "Sign in first.");
  switch (key) {
    case "GET /api/me":
      return [200, fake.me];
    case "PUT /api/me/organization":
      fake.me.organization =
        fake.me.organizations.find((each) => each.id === body.organizationId) ?? fake.me.organization;
      return [204];
    case "POST /api/me/confirm":
      if (body.password !== fake.password) throw new Refusal(403, "wrong password", "This is not your password.");
      fake.confirm = false;
      return [204];
    case "GET /api/scim":
      return [200, fake.provisioning];
    case "GET /api/scim/domains/people":
      return [200, fake.people];
  }
  if (fake.me.role !== "organization_admin") {
    throw new Refusal(403, "not allowed", "You must be an Organization Admin to change this page.");
  }
  if (fake.confirm) throw new Refusal(403, "confirm", "This needs a recent sign-in.");
  return change(fake, key, body);
}

function change(fake: Fake, key: string, body: Record<string, unknown>): [status: number, body?: unknown] {
  const scim = fake.provisioning;
  const removed = /^DELETE \/api\/scim\/domains\/(.+)$/.exec(key)?.[1];
  if (removed !== undefined) {
    scim.domains = scim.domains.filter((each) => each.domain !== decodeURIComponent(removed));
    return [204];
  }
  switch (key) {
    case "POST /api/scim/domains": {
      const domains = body.domains as string[];
      const refused = domains.filter((domain) => domain === "gmail.com");
      if (refused.length > 0) {
        const reason = "A public mail provider. Anyone can get an address there.";
        throw new Refusal(422, "refused", "Some domains were refused.", {
          refused: refused.map((domain) => ({ domain, reason })),
        });
      }
      scim.domains.push(...domains.map((domain) => ({ domain, addedAt: new Date().toISOString() })));
      if (scim.state !== "not set up") return [201, { token: null }];
      scim.state = "on";
      scim.sendEmailInvites = body.sendEmailInvites !== false;
      return [201, { token: generate(scim) }];
    }
    case "PUT /api/scim/send-email-invites":
      scim.sendEmailInvites = body.on === true;
      return [204];
    case "POST /api/scim/token/refresh":
      if (scim.state !== "on") throw new Refusal(409, "SCIM is off", "SCIM is off.");
      if (body.replaces !== scim.token?.id) {
        throw new Refusal(
          409,
          "refreshed meanwhile",
          "Tomás Herrera refreshed the token at 14:31. Nothing was changed; look before you refresh again.",
        );
      }
      return [201, { token: generate(scim) }];
    case "POST /api/scim/off":
      scim.state = "off";
      scim.token = null;
      return [204];
    case "POST /api/scim/on":
      scim.state = "on";
      return [201, { token: generate(scim) }];
  }
  throw new Refusal(404, "not found", `Nothing answers ${key}.`);
}

let generated = 0;

function generate(scim: Provisioning): string {
  generated += 1;
  scim.token = {
    id: `token-${generated}`,
    prefix: "muster_scim_",
    lastFour: "XrQ7",
    generatedAt: new Date().toISOString(),
    generatedBy: "Dana Whitfield",
    lastUse: null,
  };
  return "muster_scim_7Qf0KcWn4LsYp6Hj3DuEaTqXo5vR9xZt2mVbG81NiAek3XrQ7";
}

function link(fake: Fake, secret: unknown): SetUpLink {
  const known = fake.links[String(secret)];
  if (known === undefined) throw new Refusal(410, "unknown", "This link is not known here.");
  if (typeof known === "string") throw new Refusal(410, known, `This link is ${known}.`);
  return known;
}

function setUp(fake: Fake, body: Record<string, unknown>): [status: number] {
  link(fake, body.secret);
  const password = String(body.password);
  if (body.email === "taken@example.com" && password !== fake.password) {
    throw new Refusal(409, "wrong password", "This address has an account, and this is not its password.");
  }
  if (password.length < 8) {
    throw new Refusal(400, "weak password", "Too short: a password has at least 8 characters.");
  }
  fake.links[String(body.secret)] = "used";
  fake.me = { ...dana(), name: String(body.name), email: String(body.email) };
  return [204];
}

const acme = { id: "acme", name: "Acme Incorporated", shortName: "Acme" };

/** An Organization Admin who is signed in. */
export function dana(): Me {
  return {
    name: "Dana Whitfield",
    email: "dana.whitfield@example.com",
    role: "organization_admin",
    organization: acme,
    organizations: [acme],
    userId: "dana",
    organizationAdmins: ["Dana Whitfield", "Tomás Herrera"],
  };
}

/** SCIM before anybody touched it. */
export function notSetUp(): Provisioning {
  return {
    state: "not set up",
    tenantUrl: "https://muster.example.com/scim/v2",
    reachable: "public",
    sendEmailInvites: true,
    domains: [],
    token: null,
    provider: null,
    people: 0,
    suspended: 0,
    groups: 0,
    memberships: 0,
    requests: 0,
    refused: 0,
    refusedDayBefore: 0,
    lastRequestAt: null,
    firstUser: null,
    tally: Array.from({ length: 96 }, () => ({ requests: 0, refused: 0 })),
    refusals: [],
  };
}

/** SCIM as it runs every day, with a few refusals; `now` in milliseconds. */
export function dailyUse(now: number = Date.now()): Provisioning {
  const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
  return {
    ...notSetUp(),
    state: "on",
    domains: [
      { domain: "example.com", addedAt: "2026-09-03T08:12:00Z" },
      { domain: "example.org", addedAt: "2026-09-03T08:12:00Z" },
      { domain: "emea.example.com", addedAt: "2026-10-17T10:04:00Z" },
      { domain: "acme.example", addedAt: "2026-10-17T10:04:00Z" },
    ],
    token: {
      id: "token-0",
      prefix: "muster_scim_",
      lastFour: "XrQ7",
      generatedAt: "2026-10-17T10:05:00Z",
      generatedBy: "Dana Whitfield",
      lastUse: { at: ago(2), address: "203.0.113.20", provider: "Entra ID" },
    },
    provider: "Entra ID",
    people: 1284,
    suspended: 37,
    groups: 46,
    memberships: 6902,
    requests: 3912,
    refused: 7,
    lastRequestAt: ago(2),
    firstUser: { id: "ann", name: "Ann Castellanos" },
    tally: Array.from({ length: 96 }, (_, index) => ({
      requests: Math.round(41 + 38 * Math.cos(((index - 2) / 96) * 2 * Math.PI) + ((index * 7919) % 13)),
      refused: [6, 51, 52, 75, 95].includes(index) ? 1 : 0,
    })),
    refusals: [
      {
        id: "3",
        at: ago(3),
        sentence: "Entra ID could not create mark.reyes@acme-labs.test",
        fix: "The domain acme-labs.test is not one of yours.",
        domain: "acme-labs.test",
      },
      {
        id: "2",
        at: ago(310),
        sentence: "A request came with the token that was replaced on 17 Oct",
        fix: "From 203.0.113.57. Something there still holds it: give it the new one, or find out who asks.",
        domain: null,
      },
      {
        id: "1",
        at: ago(24 * 60),
        sentence: "Entra ID sent no userName for Pool Printer 4",
        fix: "userName is required. Map it, or leave the account out of scope.",
        domain: null,
      },
    ],
  };
}

/** A fake in daily use, changed by `change`. */
export function createFake(change: Partial<Fake> = {}): Fake {
  return {
    me: dana(),
    provisioning: dailyUse(),
    people: [
      { domain: "example.com", people: 1147 },
      { domain: "example.org", people: 96 },
      { domain: "emea.example.com", people: 41 },
      { domain: "acme.example", people: 0 },
    ],
    password: "correct horse battery",
    links: {
      create: { organization: null, email: null },
      join: { organization: "Acme", email: "priya.raman@example.com" },
      used: "used",
      expired: "expired",
    },
    confirm: false,
    next: {},
    delay: 0,
    changes: [],
    changed: () => undefined,
    ...change,
  };
}
