/** Reads a server's directory back, page by page, and says where it is not what was provisioned. */

import type { Client, Resource } from "../client/client.ts";
import type { GroupLink, Links } from "../links/links.ts";
import { memberDifferences, Roll, resourceDifferences } from "./compare.ts";
import { isObject } from "./value-at.ts";

const PAGE = 100;

export interface Comparison {
  /** A sentence each. */
  readonly differences: readonly string[];
  readonly users: number;
  readonly groups: number;
  readonly memberships: number;
  /** Users and groups that were there before, and are none of the company's. */
  readonly others: number;
}

/** What is provisioned: the paths of users and of groups; undefined where there are no groups. */
export interface Provisioned {
  readonly users: readonly string[];
  readonly groups: readonly string[] | undefined;
}

/**
 * Compares all users and groups.
 * @throws Refused, Unreachable when the directory can't be read
 */
export async function compare(client: Client, links: Links, paths: Provisioned): Promise<Comparison> {
  const differences: string[] = [];
  const users = new Roll("user", links.users.values(), links.before?.users ?? new Set());
  const named = (id: string) => {
    const { userName } = links.userOf(id)?.attributes ?? {};
    return userName === undefined ? `with the id ${id}` : String(userName);
  };
  for await (const user of listAll(client, "/Users", differences)) {
    const link = users.call(user);
    if (typeof link === "string") differences.push(link);
    else if (link) differences.push(...resourceDifferences("user", user, link.attributes, paths.users));
  }
  differences.push(...users.missing());
  if (paths.groups === undefined) return summed(differences, links, users.others);

  const groups = new Roll("group", links.groups.values(), links.before?.groups ?? new Set());
  for await (const group of listAll(client, "/Groups", differences)) {
    const link = groups.call(group);
    if (typeof link === "string") differences.push(link);
    else if (link) {
      differences.push(...resourceDifferences("group", group, link.attributes, paths.groups));
      differences.push(...memberDifferences(await withMembers(client, group, link), link, named));
    }
  }
  differences.push(...groups.missing());
  return summed(differences, links, users.others + groups.others);
}

/** What is provisioned, where nothing is read back. */
export function uncompared(links: Links): Comparison {
  return summed([], links, 0);
}

function summed(differences: readonly string[], links: Links, others: number): Comparison {
  const groups = [...links.groups.values()];
  const memberships = groups.reduce((sum, { members }) => sum + members.size, 0);
  return { differences, users: links.users.size, groups: groups.length, memberships, others };
}

/** The ids of all there is. */
export async function idsOf(client: Client, path: "/Users" | "/Groups"): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of listAll(client, path, [])) ids.push(String(id));
  return ids;
}

/** A server may leave the members out of lists: also of a group that should have none. */
async function withMembers(client: Client, group: Resource, { id }: GroupLink): Promise<Resource> {
  if (group.members !== undefined) return group;
  const ask = { kind: "read a group back", method: "GET", path: `/Groups/${id}`, expect: [200] } as const;
  return (await client.ask(ask)).body ?? {};
}

/** All of a list, in pages as large as the server gives. @param wrong is told when it is not as long as it says */
async function* listAll(client: Client, path: "/Users" | "/Groups", wrong: string[]): AsyncGenerator<Resource> {
  let [listed, total] = [0, 0];
  do {
    const page = await client.ask({
      kind: `read ${path} back`,
      method: "GET",
      path: `${path}?startIndex=${listed + 1}&count=${PAGE}`,
      expect: [200],
    });
    const { totalResults, Resources = [] } = page.body ?? {};
    if (typeof totalResults !== "number" || !Array.isArray(Resources)) {
      return client.refuse(`read ${path} back`, "is no list", JSON.stringify(page.body).slice(0, 300));
    }
    total = totalResults;
    const resources = Resources.filter(isObject);
    listed += resources.length;
    yield* resources;
    if (resources.length === 0) break;
  } while (listed < total);
  if (listed !== total) wrong.push(`${path} says that it has ${total}, and lists ${listed}.`);
}
