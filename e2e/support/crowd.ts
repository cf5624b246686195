/** Many clients at once, spread over the nodes of one server. */

import { person } from "./bodies.ts";
import type { Muster, Organization } from "./muster.ts";
import { type ScimAnswer, type ScimClient, scimClient } from "./scim-client.ts";

/** A client of each of `nodes`, with the organization's token. */
export function clientsOf(nodes: readonly Muster[], { token }: Pick<Organization, "token">): ScimClient[] {
  return nodes.map(({ address }) => scimClient(`${address}/scim/v2`, token));
}

/** `ask` of `many` clients, all at once and in turn of another node. */
export function crowd<T>(
  clients: readonly ScimClient[],
  many: number,
  ask: (scim: ScimClient, i: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: many }, (_, i) => ask(clients[i % clients.length] as ScimClient, i)));
}

/** How often each status was answered: `{201: 1, 409: 31}`. */
export function statuses(answers: readonly Pick<ScimAnswer, "status">[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** The number in an answer's ETag. */
export function versionOf(answer: ScimAnswer): number {
  return Number(/^W\/"(\d+)/.exec(answer.headers.get("etag") ?? "")?.[1]);
}

/** The ids of `many` new users. */
export async function newUsers(client: ScimClient, domain: string, prefix: string, many: number): Promise<string[]> {
  const answers = await crowd([client], many, (scim, i) => scim("POST", "/Users", person(`${prefix}${i}@${domain}`)));
  return answers.map(({ body }) => body.id);
}
