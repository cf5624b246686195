/** How Google Workspace goes about people: looked for before each write, replaced as a whole, suspended, deleted after a delay. */

import type { Client, Resource } from "../client/client.ts";
import { encoded, lookFor, quoted } from "../client/matching.ts";
import type { Person } from "../company/company.ts";
import { expectAsProvisioned } from "../directory/expect.ts";
import { attributesAt } from "../directory/value-at.ts";
import type { MatchBy, Phase } from "../identity-provider.ts";
import type { Attributes, Links, UserLink } from "../links/links.ts";
import { provisionUser, usersPhase } from "../people.ts";
import { activation, EMAIL, isOtherProfile, USER_PATHS, userAttributes, wholeUser } from "./mapping.ts";

interface Work {
  readonly client: Client;
  readonly links: Links;
  readonly matchBy: MatchBy;
}

/** Creates, updates, suspends and restores. */
export function users(work: Work): Phase {
  return usersPhase(work.links, USER_PATHS, {
    desired: (_, person, link) => desiredOf(person, link),
    provision: (key, desired) => provision(work, key, desired),
    update: (key, link, desired) => update(work, key, link, desired),
  });
}

/** What a person should be at the server; undefined who should not be touched. */
function desiredOf(person: Person, link: UserLink | undefined): Attributes | undefined {
  if (person.standing === "employed") return userAttributes(person);
  return person.standing === "left" && link ? { ...link.attributes, active: false } : undefined;
}

function provision(work: Work, key: string, desired: Attributes): Promise<void> {
  return provisionUser(work, key, desired, {
    find: () => match(work, desired),
    body: wholeUser(desired),
    paths: USER_PATHS,
    async adopt(id, current) {
      await write(work.client, id, current, desired);
      return desired;
    },
  });
}

/** The matching read. */
function match({ client, matchBy }: Work, attributes: Attributes): Promise<Resource | undefined> {
  const path = matchBy === "email" ? EMAIL : "userName";
  const filter = `${path} eq ${quoted(String(attributes[path]))}`;
  return lookFor(client, "look for a user", `/Users?filter=${encoded(filter)}`, filter);
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
