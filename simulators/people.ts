/** What every identity provider does about people: who is not as provisioned is found or made, or changed. */

import type { Client, Resource } from "./client/client.ts";
import { findOrCreate, idOf } from "./client/matching.ts";
import type { Company, Person } from "./company/company.ts";
import { expectAsProvisioned } from "./directory/expect.ts";
import { attributesAt } from "./directory/value-at.ts";
import type { Phase, Task } from "./identity-provider.ts";
import type { Attributes, Links, UserLink } from "./links/links.ts";

/** How one of them does it. */
export interface Way {
  /** What a person should be at the server; undefined who should not be touched. */
  readonly desired: (company: Company, person: Person, link: UserLink | undefined) => Attributes | undefined;
  readonly provision: (key: string, desired: Attributes) => Promise<void>;
  readonly update: (key: string, link: UserLink, desired: Attributes) => Promise<void>;
}

/** The phase in which users are made and changed. @param paths where a difference is one */
export function usersPhase(links: Links, paths: readonly string[], way: Way): Phase {
  return {
    name: "users",
    isEven: true,
    tasks: (company) =>
      [...company.people.values()].flatMap((person): Task[] => {
        const { key, address } = person;
        const link = links.users.get(key);
        const desired = way.desired(company, person, link);
        if (!desired) return [];
        if (!link) return [{ what: `create ${address}`, run: () => way.provision(key, desired) }];
        if (!paths.some((path) => link.attributes[path] !== desired[path])) return [];
        return [{ what: `update ${address}`, run: () => way.update(key, link, desired) }];
      }),
  };
}

/** How a user is found, or made. */
interface Making {
  /** The matching read. */
  readonly find: () => Promise<Resource | undefined>;
  /** What is sent where it finds nobody. */
  readonly body: object;
  readonly paths: readonly string[];
  /** Makes one that was found what is desired. What is then provisioned. */
  readonly adopt: (id: string, current: Attributes) => Promise<Attributes>;
}

/** Finds a user or makes one, and remembers it. @throws Refused, Unreachable, Quarantined */
export async function provisionUser(
  { client, links }: { readonly client: Client; readonly links: Links },
  key: string,
  desired: Attributes,
  { find, body, paths, adopt }: Making,
): Promise<void> {
  const kind = "create a user";
  const { resource, isNew } = await findOrCreate(client, find, {
    kind,
    method: "POST",
    path: "/Users",
    body,
    expect: [201],
  });
  const id = idOf(client, kind, resource);
  if (isNew) expectAsProvisioned(client, links, "user", resource, desired, paths);
  const provisioned = isNew ? desired : await adopt(id, attributesAt(resource, paths));
  links.remember(["user", key, id, provisioned]);
}
