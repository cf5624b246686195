/** Okta's import: all users, all groups, in pages of 100. */

import type { Client, Resource } from "../client/client.ts";
import { listed } from "../client/matching.ts";
import { expectAsProvisioned } from "../directory/expect.ts";
import type { Links } from "../links/links.ts";
import { USER_PATHS } from "./mapping.ts";

const PAGE = 100;

/** Reads all users; those whom it has provisioned are there, as it has left them. */
export async function importUsers(client: Client, links: Links): Promise<void> {
  const missing = new Map([...links.users.values()].map((link) => [link.id, link]));
  for await (const user of pages(client, "import users", "/Users")) {
    const link = links.userOf(String(user.id));
    if (link) expectAsProvisioned(client, links, "user", user, link.attributes, USER_PATHS);
    missing.delete(String(user.id));
  }
  if (links.isRedoing) return;
  for (const { id, attributes } of missing.values()) {
    client.figures.unexpected("a user is not in the import", `${attributes.userName} (${id})`);
  }
}

/** The group of a name. */
export async function importedGroup(client: Client, displayName: string): Promise<Resource | undefined> {
  for await (const group of pages(client, "import groups", "/Groups"))
    if (group.displayName === displayName) return group;
  return undefined;
}

/** The names of all groups. */
export async function importGroupNames(client: Client): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const { displayName } of pages(client, "import groups", "/Groups")) names.add(String(displayName));
  return names;
}

async function* pages(client: Client, kind: string, path: string): AsyncGenerator<Resource> {
  for (let start = 1; ; ) {
    const ask = { kind, method: "GET", path: `${path}?startIndex=${start}&count=${PAGE}`, expect: [200] } as const;
    const answer = await client.ask(ask);
    const resources = listed(client, kind, answer);
    yield* resources;
    start += resources.length;
    if (resources.length === 0 || start > Number(answer.body?.totalResults)) return;
  }
}
