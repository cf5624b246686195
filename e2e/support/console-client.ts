/** The admin API as the console calls it: with a browser's cookie and origin. */

import { makeSetupLink } from "../../src/accounts/setup-links.ts";
import type { OrgId } from "../../src/db/ids.ts";
import type { Muster } from "./muster.ts";
import { noteBody, noteCookie, secretIn } from "./secrets.ts";

export interface ConsoleAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was answered
  readonly body: any;
  readonly headers: Headers;
}

export interface ConsoleClient {
  (method: string, path: string, body?: object, headers?: Record<string, string>): Promise<ConsoleAnswer>;
  /** What it has of cookies, as a browser sends it. */
  cookie: string;
}

export const PASSWORD = "correct horse battery staple";

/** A browser without a session. */
export function consoleClient({ address }: Pick<Muster, "address">): ConsoleClient {
  const client: ConsoleClient = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${address}/api${path}`, {
      method,
      headers: {
        origin: address,
        cookie: client.cookie,
        ...(body && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const set = answer.headers.getSetCookie().map((cookie) => cookie.split(";", 1)[0]);
    if (set.length > 0) client.cookie = set.join("; ");
    for (const cookie of set) noteCookie(cookie?.split("=", 2)[1] ?? "");
    // A password that was refused is none.
    if (answer.ok) noteBody(body);
    const text = await answer.text();
    const leaked = secretIn(method, path, text);
    if (leaked !== undefined) throw new Error(leaked);
    return { status: answer.status, body: text === "" ? undefined : JSON.parse(text), headers: answer.headers };
  };
  client.cookie = "";
  return client;
}

/** A browser that has set up the organization, as its Organization Admin, with `email`. */
export async function setUpClient(
  muster: Muster,
  orgId: OrgId | null,
  email: string,
  name = "Dana Whitfield",
): Promise<ConsoleClient> {
  const secret = await makeSetupLink(muster.sql, orgId, null);
  const client = consoleClient(muster);
  const organizationName = orgId === null ? "Acme" : undefined;
  const answer = await client("POST", "/set-up", { secret, organizationName, name, email, password: PASSWORD });
  if (answer.status !== 204) throw new Error(`set-up was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return client;
}
