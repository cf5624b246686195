/** How Okta pushes groups. */

import type { Client } from "../client/client.ts";
import { findOrCreate, idOf } from "../client/matching.ts";
import { type Group, livingGroups } from "../company/company.ts";
import type { Phase, Task } from "../identity-provider.ts";
import type { Links } from "../links/links.ts";
import { inBatches, memberChanges } from "../links/member-changes.ts";
import { importedGroup } from "./import.ts";
import { member, newGroup, patch, wholeGroup } from "./mapping.ts";

interface Work {
  readonly client: Client;
  readonly links: Links;
  /** Whether groups are replaced as a whole. */
  readonly isWizard: boolean;
  /** The names of groups that were imported before this cycle. */
  readonly imported: ReadonlySet<string>;
}

/** Creates and renames groups, and pushes their members. */
export function groups(work: Work): Phase {
  return {
    name: "groups",
    tasks: (company) =>
      livingGroups(company).flatMap((group): Task[] => {
        const link = work.links.groups.get(group.key);
        const { added, removed } = memberChanges(work.links, group);
        const isOther = link?.attributes.displayName !== group.name || added.length + removed.length > 0;
        return isOther ? [{ what: `push the group ${group.name}`, run: () => push(work, group) }] : [];
      }),
  };
}

async function push(work: Work, group: Group): Promise<void> {
  const { links, isWizard } = work;
  if (!links.groups.has(group.key)) await link(work, group);
  const linked = links.groups.get(group.key);
  if (!linked) return;
  const { id } = linked;
  const isRenamed = linked.attributes.displayName !== group.name;
  const { added, removed } = memberChanges(links, group);
  if (isWizard && (isRenamed || added.length + removed.length > 0)) return replaceWhole(work, group, id);
  if (isRenamed) await rename(work, group, id);
  await changeMembers(work, group, id);
}

/** Makes the group, or takes one of that name, whose members are then those that it should have. */
async function link(work: Work, group: Group): Promise<void> {
  const { client, links, isWizard, imported } = work;
  const kind = "create a group";
  const create = { kind, method: "POST", path: "/Groups", body: newGroup(group.name), expect: [201] } as const;
  let isFirst = true;
  const find = async () => {
    // The import tells; only when an answer was lost it may have come in between.
    const mayBeThere = !isFirst || imported.has(group.name);
    isFirst = false;
    return mayBeThere ? importedGroup(client, group.name) : undefined;
  };
  const { resource, isNew } = await findOrCreate(client, find, create);
  const id = idOf(client, kind, resource);
  links.remember(["group", group.key, id, { displayName: group.name }]);
  if (isNew) return;
  if (isWizard) return replaceWhole(work, group, id);
  const { desired: ids } = memberChanges(links, group);
  const value = ids.map((one) => member(links, one));
  const body = patch({ op: "replace", path: "members", value });
  await client.ask({ kind: "replace members", method: "PATCH", path: `/Groups/${id}`, body, expect: [200, 204] });
  links.remember(["members", group.key, ids, []]);
}

async function replaceWhole({ client, links }: Work, group: Group, id: string): Promise<void> {
  const { desired, added, removed } = memberChanges(links, group);
  const members = desired.map((one) => member(links, one));
  const body = wholeGroup(id, group.name, members);
  await client.ask({ kind: "replace a group", method: "PUT", path: `/Groups/${id}`, body, expect: [200] });
  links.remember(["group", group.key, id, { displayName: group.name }]);
  links.remember(["members", group.key, added, removed]);
}

async function rename({ client, links }: Work, { key, name }: Group, id: string): Promise<void> {
  const body = patch({ op: "replace", value: { id, displayName: name } });
  await client.ask({ kind: "rename a group", method: "PATCH", path: `/Groups/${id}`, body, expect: [200, 204] });
  links.remember(["group", key, id, { displayName: name }]);
}

async function changeMembers({ client, links }: Work, group: Group, id: string): Promise<void> {
  const { added, removed } = memberChanges(links, group);
  const changes = [...removed.map((one) => ({ one, joins: false })), ...added.map((one) => ({ one, joins: true }))];
  for (const some of inBatches(changes)) {
    const leaving = some.filter(({ joins }) => !joins).map(({ one }) => one);
    const joining = some.filter(({ joins }) => joins).map(({ one }) => one);
    const value = joining.map((one) => member(links, one));
    const body = patch(
      ...leaving.map((one) => ({ op: "remove", path: `members[value eq "${one}"]` })),
      ...(joining.length > 0 ? [{ op: "add", path: "members", value }] : []),
    );
    await client.ask({ kind: "push members", method: "PATCH", path: `/Groups/${id}`, body, expect: [200, 204] });
    links.remember(["members", group.key, joining, leaving]);
  }
}
