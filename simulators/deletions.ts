/** How deleted people and dissolved groups are deleted at the server. */

import type { Client } from "./client/client.ts";
import type { Phase, Task } from "./identity-provider.ts";
import type { Links } from "./links/links.ts";

interface Work {
  readonly client: Client;
  readonly links: Links;
}

/** Deletes who is deleted; they were suspended in an earlier cycle. */
export function userDeletions({ client, links }: Work): Phase {
  return {
    name: "user deletions",
    tasks: (company) =>
      [...company.people.values()].flatMap(({ key, address, standing }): Task[] => {
        const link = links.users.get(key);
        if (!link || standing !== "deleted") return [];
        const run = async () => {
          await deleteAt({ client, links }, "delete a user", `/Users/${link.id}`);
          links.remember(["no user", key]);
        };
        return [{ what: `delete ${address}`, run }];
      }),
  };
}

/** Deletes what is dissolved. */
export function groupDeletions({ client, links }: Work): Phase {
  return {
    name: "group deletions",
    tasks: (company) =>
      [...company.groups.values()].flatMap(({ key, name, isDissolved }): Task[] => {
        const link = links.groups.get(key);
        if (!link || !isDissolved) return [];
        const run = async () => {
          await deleteAt({ client, links }, "delete a group", `/Groups/${link.id}`);
          links.remember(["no group", key]);
        };
        return [{ what: `delete the group ${name}`, run }];
      }),
  };
}

/** Deleted again it is not found, which is as well. */
async function deleteAt({ client, links }: Work, kind: string, path: string): Promise<void> {
  const gone = [204, 404];
  const expect = links.isRedoing ? gone : [204];
  await client.ask({ kind, method: "DELETE", path, expect, expectAgain: gone });
}
