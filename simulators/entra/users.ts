/** How Entra ID goes about people: matching first, then a create or an update; locked first, deleted in a later cycle. */

import type { Client, Resource } from "../client/client.ts";
import { encoded, findOrCreate, idOf, listed, quoted } from "../client/matching.ts";
import type { Company, Person } from "../company/company.ts";
import { expectAsProvisioned } from "../directory/expect.ts";
import { attributesAt } from "../directory/value-at.ts";
import type { MatchBy, Phase, Task } from "../identity-provider.ts";
import type { Attributes, Links, UserLink } from "../links/links.ts";
import { MANAGER, newUser, USER_PATHS, userAttributes } from "./mapping.ts";
import type { Patches } from "./patch.ts";

const PATHS = [...USER_PATHS, MANAGER];

interface Work {
  readonly client: Client;
  readonly links: Links;
  readonly patches: Patches;
  readonly matchBy: MatchBy;
}

/** Creates, updates, locks and restores. */
export function users(work: Work): Phase {
  return {
    name: "users",
    isEven: true,
    tasks: (company) =>
      [...company.people.values()].flatMap((person): Task[] => {
        const link = work.links.users.get(person.key);
        const desired = desiredOf(company, person, link);
        const who = person.address;
        if (!desired) return [];
        if (!link) return [{ what: `create ${who}`, run: () => provision(work, person.key, desired) }];
        if (!USER_PATHS.some((path) => link.attributes[path] !== desired[path])) return [];
        return [{ what: `update ${who}`, run: () => update(work, person.key, link, desired) }];
      }),
  };
}

/** Managers, once both are there. */
export function managers(work: Work): Phase {
  return {
    name: "managers",
    isEven: true,
    tasks: (company) =>
      [...company.people.values()].flatMap((person): Task[] => {
        const link = work.links.users.get(person.key);
        if (!link || person.standing !== "employed") return [];
        const manager = work.links.users.get(person.manager ?? "")?.id;
        if (link.attributes[MANAGER] === manager) return [];
        return [
          { what: `set the manager of ${person.address}`, run: () => setManager(work, person.key, link, manager) },
        ];
      }),
  };
}

/** What a person should be at the server; undefined who should not be touched. */
function desiredOf(company: Company, person: Person, link: UserLink | undefined): Attributes | undefined {
  if (person.standing === "employed") {
    return { ...userAttributes(company, person), [MANAGER]: link?.attributes[MANAGER] };
  }
  // Out of scope: locked, and otherwise left as it was.
  return person.standing === "left" && link ? { ...link.attributes, active: false } : undefined;
}

async function provision(work: Work, key: string, desired: Attributes): Promise<void> {
  const { client, links } = work;
  const create = {
    kind: "create a user",
    method: "POST",
    path: "/Users",
    body: newUser(desired),
    expect: [201],
  } as const;
  const { resource, isNew } = await findOrCreate(client, () => match(work, desired), create);
  const id = idOf(client, create.kind, resource);
  if (isNew) {
    expectAsProvisioned(client, links, "user", resource, desired, PATHS);
    links.remember(["user", key, id, desired]);
    return;
  }
  const current = attributesAt(resource, PATHS);
  const body = work.patches.attributes(current, desired, USER_PATHS, true);
  if (body) await patchUser(client, id, body);
  links.remember(["user", key, id, { ...desired, [MANAGER]: current[MANAGER] }]);
}

/** The matching read. */
async function match({ client, matchBy }: Work, desired: Attributes): Promise<Resource | undefined> {
  const kind = "look for a user";
  const path = matchBy === "email" ? 'emails[type eq "work"].value' : matchBy;
  const filter = `${path} eq ${quoted(String(desired[path]))}`;
  const answer = await client.ask({ kind, method: "GET", path: `/Users?filter=${encoded(filter)}`, expect: [200] });
  const found = listed(client, kind, answer);
  if (found.length > 1) client.refuse(kind, "found more than one", filter);
  return found[0];
}

async function update(work: Work, key: string, link: UserLink, desired: Attributes): Promise<void> {
  const { client, links, patches } = work;
  const ask = { kind: "read a user", method: "GET", path: `/Users/${link.id}`, expect: [200] } as const;
  const { body: found = {} } = await client.ask(ask);
  expectAsProvisioned(client, links, "user", found, link.attributes, PATHS);
  const body = patches.attributes(attributesAt(found, PATHS), desired, USER_PATHS);
  if (body) await patchUser(client, link.id, body, desired.active === false ? "lock a user" : "update a user");
  links.remember(["user", key, link.id, desired]);
}

async function setManager(work: Work, key: string, link: UserLink, manager: string | undefined): Promise<void> {
  const desired = { ...link.attributes, [MANAGER]: manager };
  const body = work.patches.attributes(link.attributes, desired, [MANAGER]);
  if (body) await patchUser(work.client, link.id, body, "set a manager");
  work.links.remember(["user", key, link.id, desired]);
}

async function patchUser(client: Client, id: string, body: object, kind = "update a user"): Promise<void> {
  await client.ask({ kind, method: "PATCH", path: `/Users/${id}`, body, expect: [200, 204] });
}
