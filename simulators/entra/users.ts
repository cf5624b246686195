/** How Entra ID goes about people: matching first, then a create or an update; locked first, deleted in a later cycle. */

import type { Client, Resource } from "../client/client.ts";
import { encoded, lookFor, quoted } from "../client/matching.ts";
import type { Company, Person } from "../company/company.ts";
import { expectAsProvisioned } from "../directory/expect.ts";
import { attributesAt } from "../directory/value-at.ts";
import type { MatchBy, Phase, Task } from "../identity-provider.ts";
import type { Attributes, Links, UserLink } from "../links/links.ts";
import { provisionUser, usersPhase } from "../people.ts";
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
  return usersPhase(work.links, USER_PATHS, {
    desired: desiredOf,
    provision: (key, desired) => provision(work, key, desired),
    update: (key, link, desired) => update(work, key, link, desired),
  });
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

function provision(work: Work, key: string, desired: Attributes): Promise<void> {
  return provisionUser(work, key, desired, {
    find: () => match(work, desired),
    body: newUser(desired),
    paths: PATHS,
    async adopt(id, current) {
      const body = work.patches.attributes(current, desired, USER_PATHS, true);
      if (body) await patchUser(work.client, id, body);
      return { ...desired, [MANAGER]: current[MANAGER] };
    },
  });
}

/** The matching read. */
function match({ client, matchBy }: Work, desired: Attributes): Promise<Resource | undefined> {
  const path = matchBy === "email" ? 'emails[type eq "work"].value' : matchBy;
  const filter = `${path} eq ${quoted(String(desired[path]))}`;
  return lookFor(client, "look for a user", `/Users?filter=${encoded(filter)}`, filter);
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
