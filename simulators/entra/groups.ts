/** How Entra ID goes about groups: read without their members, which are asked for one by one and written as differences. */

import type { Client, Resource } from "../client/client.ts";
import { encoded, findOrCreate, idOf, listed, lookFor, quoted } from "../client/matching.ts";
import { type Group, livingGroups } from "../company/company.ts";
import { expectAsProvisioned } from "../directory/expect.ts";
import { attributesAt } from "../directory/value-at.ts";
import type { Phase, Task } from "../identity-provider.ts";
import type { Attributes, GroupLink, Links } from "../links/links.ts";
import { inBatches, type MemberChanges, memberChanges } from "../links/member-changes.ts";
import { GROUP_PATHS, groupAttributes, newGroup } from "./mapping.ts";
import type { Patches } from "./patch.ts";

const WITHOUT_MEMBERS = "excludedAttributes=members";

interface Work {
  readonly client: Client;
  readonly links: Links;
  readonly patches: Patches;
  readonly isDefault: boolean;
}

/** Creates and renames. */
export function groups(work: Work): Phase {
  return {
    name: "groups",
    tasks: (company) =>
      livingGroups(company).flatMap((group): Task[] => {
        const link = work.links.groups.get(group.key);
        const desired = groupAttributes(company, group);
        if (!link) return [{ what: `create the group ${group.name}`, run: () => provision(work, group.key, desired) }];
        if (link.attributes.displayName === desired.displayName) return [];
        return [{ what: `rename the group ${group.name}`, run: () => update(work, group.key, link, desired) }];
      }),
  };
}

/** Members, a group at a time. */
export function members(work: Work): Phase {
  // Nobody asks a group that was just made for its members.
  const isKnown = new Set(work.links.groups.keys());
  return {
    name: "members",
    tasks: (company) =>
      livingGroups(company).flatMap((group): Task[] => {
        const link = work.links.groups.get(group.key);
        const changes = memberChanges(work.links, group);
        if (!link || changes.added.length + changes.removed.length === 0) return [];
        const run = async () => {
          if (isKnown.has(group.key)) await probe(work, group, link, changes);
          isKnown.add(group.key);
          await write(work, group, link, changes);
        };
        return [{ what: `change the members of ${group.name}`, run }];
      }),
  };
}

async function provision({ client, links, patches, isDefault }: Work, key: string, desired: Attributes): Promise<void> {
  const kind = "create a group";
  const create = { kind, method: "POST", path: "/Groups", body: newGroup(desired, isDefault), expect: [201] } as const;
  const { resource } = await findOrCreate(client, () => match(client, desired), create);
  const id = idOf(client, kind, resource);
  const body = patches.attributes(attributesAt(resource, GROUP_PATHS), desired, GROUP_PATHS);
  if (body)
    await client.ask({ kind: "update a group", method: "PATCH", path: `/Groups/${id}`, body, expect: [200, 204] });
  links.remember(["group", key, id, desired]);
}

function match(client: Client, { displayName }: Attributes): Promise<Resource | undefined> {
  const name = String(displayName);
  const filter = encoded(`displayName eq ${quoted(name)}`);
  return lookFor(client, "look for a group", `/Groups?${WITHOUT_MEMBERS}&filter=${filter}`, name);
}

async function update(
  { client, links, patches }: Work,
  key: string,
  link: GroupLink,
  desired: Attributes,
): Promise<void> {
  const path = `/Groups/${link.id}`;
  const read = { kind: "read a group", method: "GET", path: `${path}?${WITHOUT_MEMBERS}`, expect: [200] } as const;
  const { body: found = {} } = await client.ask(read);
  expectAsProvisioned(client, links, "group", found, link.attributes, GROUP_PATHS);
  if (found.members !== undefined) client.figures.unexpected("members were answered that were excluded", read.path);
  const body = patches.attributes(attributesAt(found, GROUP_PATHS), desired, GROUP_PATHS);
  if (body) await client.ask({ kind: "rename a group", method: "PATCH", path, body, expect: [200, 204] });
  links.remember(["group", key, link.id, desired]);
}

/** Asks of each member that is to be added or removed whether it is there: a group may be too large to be read. */
async function probe({ client, links }: Work, group: Group, link: GroupLink, changes: MemberChanges): Promise<void> {
  const kind = "ask for a member";
  const ask = async (id: string, should: boolean) => {
    const filter = encoded(`id eq ${quoted(link.id)} and members eq ${quoted(id)}`);
    const path = `/Groups?filter=${filter}&attributes=id`;
    const isMember = listed(client, kind, await client.ask({ kind, method: "GET", path, expect: [200] })).length > 0;
    if (isMember !== should && !links.isRedoing) {
      const { userName = id } = links.userOf(id)?.attributes ?? {};
      const example = `${userName} is ${isMember ? "" : "not "}in the group ${JSON.stringify(group.name)}.`;
      client.figures.unexpected("a group's members are not as they were provisioned", example);
    }
  };
  for (const id of changes.added) await ask(id, false);
  for (const id of changes.removed) await ask(id, true);
}

async function write(
  { client, links, patches }: Work,
  { key }: Group,
  { id }: GroupLink,
  { added, removed }: MemberChanges,
): Promise<void> {
  const ask = { method: "PATCH", path: `/Groups/${id}`, expect: [200, 204] } as const;
  for (const some of inBatches(removed)) {
    await client.ask({ ...ask, kind: "remove members", body: patches.removeMembers(some) });
    links.remember(["members", key, [], some]);
  }
  for (const some of inBatches(added)) {
    await client.ask({ ...ask, kind: "add members", body: patches.addMembers(some) });
    links.remember(["members", key, some, []]);
  }
}
