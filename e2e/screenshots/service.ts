/** The server that the pictures are taken of: the demonstration, and the people who look at it. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Who looks: an Organization Admin, somebody with a lesser role, one with none, one whose organization is new. */
export type Who = "dana" | "mei" | "liam" | "nora";

export interface Service extends AsyncDisposable {
  /** http://localhost:12345 */
  readonly address: string;
  /** The cookies of that person's session. */
  cookies(who: Who): Promise<Cookie[]>;
  /** A set-up link of an organization that it makes, as a path. */
  setUpLink(): Promise<string>;
  /** Calls the admin API as that person. */
  call(who: Who, path: string): Promise<unknown>;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly url: string;
}

const MAIN = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const PASSWORD = "seven green lamps at noon";

/** The demonstration provides the organization `demo`; the new one has none of its own yet. */
const PEOPLE: Readonly<Record<Who, { name: string; role: string | null }>> = {
  dana: { name: "Dana Whitfield", role: "organization_admin" },
  mei: { name: "Mei-Ling Chow", role: "admin" },
  liam: { name: "Liam O’Donnell", role: null },
  nora: { name: "Nora Blum", role: "organization_admin" },
};

/** Starts it, and waits until the demonstration's people are there. */
export async function startService(tell: (words: string) => void): Promise<Service> {
  const directory = await mkdtemp(join(tmpdir(), "muster-screenshots-"));
  const port = await freePort();
  const environment = { ...process.env, MUSTER_DATA_DIR: directory, MUSTER_PORT: String(port), NO_COLOR: "1" };
  const server = spawn(process.execPath, [MAIN, "start", "--demo"], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  tell("The demonstration begins; its first cycle takes a minute …");
  await lineOf(server, "The first cycle is done");
  const address = `http://localhost:${port}`;
  const command = async (...words: string[]) => {
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words, "--json"], { env: environment });
    return JSON.parse(stdout) as { setupLink: string };
  };
  const sessions = new Map<Who, Promise<Cookie[]>>();
  let made = 0;
  const newOrganization = (email: string) => command("organization", "create", `Borealis ${++made}`, "--admin", email);

  const signIn = async (who: Who): Promise<Cookie[]> => {
    const { name, role } = PEOPLE[who];
    const email = `${who}@demo.example`;
    const { setupLink } =
      who === "nora"
        ? await newOrganization(email)
        : await command("admin", "grant", "demo", email, "--role", role ?? "viewer");
    const [, secret = ""] = setupLink.split("#");
    const answer = await fetch(`${address}/api/set-up`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: address },
      body: JSON.stringify({ secret, name, email, password: PASSWORD }),
    });
    if (answer.status !== 204) throw new Error(`${who} could not set up: ${answer.status} ${await answer.text()}`);
    return answer.headers.getSetCookie().map((cookie) => {
      const [, cookieName = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      return { name: cookieName, value, url: address };
    });
  };
  const cookies = (who: Who) => {
    const there = sessions.get(who) ?? signIn(who);
    sessions.set(who, there);
    return there;
  };
  return {
    address,
    cookies,
    async setUpLink() {
      return `/set-up#${(await newOrganization(`someone${made}@demo.example`)).setupLink.split("#")[1]}`;
    },
    async call(who, path) {
      const cookie = (await cookies(who)).map(({ name, value }) => `${name}=${value}`).join("; ");
      return (await fetch(`${address}/api${path}`, { headers: { cookie } })).json();
    },
    async [Symbol.asyncDispose]() {
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "exit");
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function lineOf(server: ChildProcess, words: string): Promise<void> {
  if (!server.stdout) throw new Error("the server's words can't be read");
  for await (const line of createInterface({ input: server.stdout })) if (line.includes(words)) break;
  if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
  server.stdout.resume();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
