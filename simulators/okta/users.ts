/** How Okta goes about people: matched by userName, created, replaced as a whole, deactivated, and never deleted. */

import type { Client, Resource } from "../client/client.ts";
import { encoded, lookFor, quoted } from "../client/matching.ts";
import type { Company, Person } from "../company/company.ts";
import { expectAsProvisioned } from "../directory/expect.ts";
import { attributesAt } from "../directory/value-at.ts";
import type { Phase } from "../identity-provider.ts";
import type { Attributes, Links, UserLink } from "../links/links.ts";
import { provisionUser, usersPhase } from "../people.ts";
import { isOtherProfile, newUser, patch, USER_PATHS, userAttributes, wholeUser } from "./mapping.ts";

interface Work {
  readonly client: Client;
  readonly links: Links;
  /** Whether users are replaced as a whole also to be activated and deactivated. */
  readonly isWizard: boolean;
}

/** Creates, updates, deactivates and reactivates. */
export function users(work: Work): Phase {
  return usersPhase(work.links, USER_PATHS, {
    desired: desiredOf,
    provision: (key, desired) => provision(work, key, desired),
    update: (key, link, desired) => update(work, key, link, desired),
  });
}

/** What a person should be at the server; undefined who should not be touched. Who is deleted stays, deactivated. */
function desiredOf(company: Company, person: Person, link: UserLink | undefined): Attributes | undefined {
  if (person.standing === "employed") return userAttributes(company, person);
  return link && { ...link.attributes, active: false };
}

function provision(work: Work, key: string, desired: Attributes): Promise<void> {
  return provisionUser(work, key, desired, {
    find: () => match(work.client, desired),
    body: newUser(desired),
    paths: USER_PATHS,
    async adopt(id, current) {
      await write(work, id, current, desired);
      return desired;
    },
  });
}

/** The matching read. */
function match(client: Client, { userName }: Attributes): Promise<Resource | undefined> {
  const name = String(userName);
  const path = `/Users?filter=${encoded(`userName eq ${quoted(name)}`)}&startIndex=1&count=100`;
  return lookFor(client, "look for a user", path, name);
}

async function update(work: Work, key: string, link: UserLink, desired: Attributes): Promise<void> {
  const { client, links } = work;
  const ask = { kind: "read a user", method: "GET", path: `/Users/${link.id}`, expect: [200] } as const;
  const { body: found = {} } = await client.ask(ask);
  expectAsProvisioned(client, links, "user", found, link.attributes, USER_PATHS);
  await write(work, link.id, attributesAt(found, USER_PATHS), desired);
  links.remember(["user", key, link.id, desired]);
}

/** Makes a user what is desired: as a whole, or, in an app of the catalogue, activity by itself. */
async function write({ client, isWizard }: Work, id: string, current: Attributes, desired: Attributes): Promise<void> {
  const isOtherActive = current.active !== desired.active;
  const isOther = isOtherProfile(current, desired);
  const path = `/Users/${id}`;
  if (isOtherActive && !isWizard) {
    const body = patch({ op: "replace", value: { active: desired.active } });
    await client.ask({ kind: activation(desired), method: "PATCH", path, body, expect: [200, 204] });
  }
  if (!isOther && !(isOtherActive && isWizard)) return;
  const kind = isOtherActive && isWizard ? activation(desired) : "replace a user";
  const ask = { kind, method: "PUT", path, body: wholeUser(id, desired), expect: [200] } as const;
  const { body: replaced = {} } = await client.ask(ask);
  const wrong = USER_PATHS.filter((one) => attributesAt(replaced, [one])[one] !== desired[one]);
  if (wrong.length > 0)
    client.figures.unexpected("a replaced user is not as it was sent", `${path}: ${wrong.join(", ")}`);
}

function activation({ active }: Attributes): string {
  return active ? "reactivate a user" : "deactivate a user";
}
