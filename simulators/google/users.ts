/** How Google Workspace goes about people: looked for before each write, replaced as a whole, suspended, deleted after a delay. */

import type { Client, Resource } from "../client/client.ts";
import { encoded, findOrCreate, idOf, listed, quoted } from "../client/matching.ts";
import type { Person } from "../company/company.ts";
import { expectAsProvisioned } from "../directory/expect.ts";
import { attributesAt } from "../directory/value-at.ts";
import type { MatchBy, Phase, Task } from "../identity-provider.ts";
import type { Attributes, Links, UserLink } from "../links/links.ts";
import { activation, EMAIL, isOtherProfile, USER_PATHS, userAttributes, wholeUser } from "./mapping.ts";

interface Work {
  readonly client: Client;
  readonly links: Links;
  readonly matchBy: MatchBy;
}

/** Creates, updates, suspends and restores. */
export function users(work: Work): Phase {
  return {
    name: "users",
    isEven: true,
    tasks: (company) =>
      [...company.people.values()].flatMap((person): Task[] => {
        const link = work.links.users.get(person.key);
        const desired = desiredOf(person, link);
        if (!desired) return [];
        const who = person.address;
        if (!link) return [{ what: `create ${who}`, run: () => provision(work, person.key, desired) }];
        if (!USER_PATHS.some((path) => link.attributes[path] !== desired[path])) return [];
        return [{ what: `update ${who}`, run: () => update(work, person.key, link, desired) }];
      }),
  };
}

/** What a person should be at the server; undefined who should not be touched. */
function desiredOf(person: Person, link: UserLink | undefined): Attributes | undefined {
  if (person.standing === "employed") return userAttributes(person);
  return person.standing === "left" && link ? { ...link.attributes, active: false } : undefined;
}

async function provision(work: Work, key: string, desired: Attributes): Promise<void> {
  const { client, links } = work;
  const kind = "create a user";
  const create = { kind, method: "POST", path: "/Users", body: wholeUser(desired), expect: [201] } as const;
  const { resource, isNew } = await findOrCreate(client, () => match(work, desired), create);
  const id = idOf(client, kind, resource);
  if (isNew) expectAsProvisioned(client, links, "user", resource, desired, USER_PATHS);
  else await write(client, id, attributesAt(resource, USER_PATHS), desired);
  links.remember(["user", key, id, desired]);
}

/** The matching read. */
async function match({ client, matchBy }: Work, attributes: Attributes): Promise<Resource | undefined> {
  const kind = "look for a user";
  const path = matchBy === "email" ? EMAIL : "userName";
  const filter = `${path} eq ${quoted(String(attributes[path]))}`;
  const answer = await client.ask({ kind, method: "GET", path: `/Users?filter=${encoded(filter)}`, expect: [200] });
  const found = listed(client, kind, answer);
  if (found.length > 1) client.refuse(kind, "found more than one", filter);
  return found[0];
}

async function update(work: Work, key: string, link: UserLink, desired: Attributes): Promise<void> {
  const { client, links } = work;
  const found = await match(work, link.attributes);
  if (found?.id === link.id) expectAsProvisioned(client, links, "user", found, link.attributes, USER_PATHS);
  else if (!links.isRedoing) {
    client.figures.unexpected("a user is not found any more", `${link.attributes.userName} (${link.id})`);
  }
  await write(client, link.id, attributesAt(found ?? {}, USER_PATHS), desired);
  links.remember(["user", key, link.id, desired]);
}

async function write(client: Client, id: string, current: Attributes, desired: Attributes): Promise<void> {
  const path = `/Users/${id}`;
  if (current.active !== desired.active) {
    const kind = desired.active ? "restore a user" : "suspend a user";
    const body = activation(desired.active === true);
    await client.ask({ kind, method: "PATCH", path, body, expect: [200, 204] });
  }
  if (!isOtherProfile(current, desired)) return;
  await client.ask({ kind: "replace a user", method: "PUT", path, body: wholeUser(desired), expect: [200] });
}
