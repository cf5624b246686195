/** A person at the console, in a real Chromium. */

import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from "playwright-core";
import type { ConsoleClient } from "../support/console-client.ts";
import { noteBody, secretIn } from "../support/secrets.ts";
import { launchChromium } from "./chromium.ts";

export const SCIM_PAGE = "/admin/login-access/scim-users-provisioning";

/** So long a walk through pages may take, on a machine that others use. */
export const BROWSER_MS = 120_000;

/** One person's browser: its pages share cookies and storage. */
export interface Person extends AsyncDisposable {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the pages complained of: errors, and what the content security policy refused. */
  readonly complaints: readonly string[];
  /** The bodies of all answers that the pages got. */
  readonly answers: readonly string[];
}

let browser: Promise<Browser> | undefined;

/** Opens a browser of its own at `address`, the server's origin; it may use the clipboard. */
export async function openBrowser(address: string, options: BrowserContextOptions = {}): Promise<Person> {
  browser ??= launchChromium();
  const context = await (await browser).newContext({ baseURL: address, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: address });
  const complaints: string[] = [];
  const answers: string[] = [];
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    // A refusal is told in the page; Chromium notes its status too.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  context.on("response", async (response) => {
    if (response.headers()["content-type"]?.includes("event-stream")) return;
    const text = await response.text().catch(() => "");
    answers.push(text);
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith("/api/")) return;
    const leaked = secretIn(response.request().method(), pathname.slice("/api".length), text);
    if (leaked !== undefined) complaints.push(leaked);
  });
  context.on("request", (request) => {
    if (request.method() === "POST") noteBody(bodyOf(request));
  });
  // Rather than the test as a whole: the message then names what was waited for.
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  return { page, context, complaints, answers, [Symbol.asyncDispose]: () => context.close() };
}

function bodyOf(request: Request): unknown {
  try {
    return request.postDataJSON();
  } catch {
    return undefined;
  }
}

/** Gives a browser the session of `client`, which has set up or signed in. */
export async function signedIn({ context }: Person, client: ConsoleClient, address: string): Promise<void> {
  const pairs = client.cookie.split("; ").map((pair) => pair.split(/=(.*)/s, 2) as [string, string]);
  await context.addCookies(pairs.map(([name, value]) => ({ name, value, url: address, httpOnly: true })));
}

/** Ends the browser of this test file. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}
