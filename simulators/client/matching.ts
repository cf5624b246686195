/** Lists as answers to a filter, and how something is made that may be there already. */

import type { Answer, Ask, Client, Resource } from "./client.ts";

/** A filter, or another value, as it stands in a query. */
export function encoded(text: string): string {
  return encodeURIComponent(text);
}

/** A string in a filter (RFC 7644 §3.4.2.2: as in JSON). */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The resources of a list. @throws Refused when the answer is none */
export function listed(client: Client, kind: string, { body }: Answer): Resource[] {
  const { totalResults, Resources = [] } = body ?? {};
  if (typeof totalResults === "number" && Array.isArray(Resources) && Resources.length <= totalResults)
    return Resources;
  return client.refuse(kind, "was answered with no list", JSON.stringify(body)?.slice(0, 300) ?? "nothing");
}

/**
 * What a matching read finds.
 * @param what it looks for, for when it finds more than one
 * @throws Refused, Unreachable
 */
export async function lookFor(client: Client, kind: string, path: string, what: string): Promise<Resource | undefined> {
  const found = listed(client, kind, await client.ask({ kind, method: "GET", path, expect: [200] }));
  if (found.length > 1) client.refuse(kind, "found more than one", what);
  return found[0];
}

/** The id of a resource that was answered. @throws Refused when it has none */
export function idOf(client: Client, kind: string, resource: Resource | undefined): string {
  const { id } = resource ?? {};
  if (typeof id === "string" && id !== "") return id;
  return client.refuse(kind, "was answered without an id", JSON.stringify(resource)?.slice(0, 300) ?? "nothing");
}

export interface Found {
  readonly resource: Resource;
  /** Made by this call, though perhaps in a try that was not answered. */
  readonly isNew: boolean;
}

/** So often a POST is tried anew, each after a matching read. */
const MOST_TRIES = 40;

/**
 * Finds a resource, or makes it. A POST that was not answered may have been carried out: the matching read tells.
 * @throws Refused, Unreachable, Quarantined
 */
export async function findOrCreate(
  client: Client,
  find: () => Promise<Resource | undefined>,
  create: Ask,
): Promise<Found> {
  let isUnsure = false;
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const resource = await find();
    if (resource) return { resource, isNew: isUnsure };
    // Between the read and the POST the try before may have come through.
    const expect = isUnsure ? [...create.expect, 409] : create.expect;
    const answer = await client.tryOnce({ ...create, expect }, tries);
    if (answer && answer.status !== 409) return { resource: answer.body ?? {}, isNew: true };
    isUnsure = true;
  }
  return client.refuse(create.kind, "was given up: there is no answer", `${create.method} ${create.path}`);
}
