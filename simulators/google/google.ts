/** Google Workspace's automatic provisioning: people only. */

import type { Client } from "../client/client.ts";
import { listed } from "../client/matching.ts";
import { userDeletions } from "../deletions.ts";
import type { Dialect, MatchBy } from "../identity-provider.ts";
import { USER_PATHS } from "./mapping.ts";
import { users } from "./users.ts";

/** Google Workspace. */
export function google(matchBy: MatchBy): Dialect {
  return {
    title: "Google Workspace",
    wire: {
      headers: {
        read: { accept: "application/scim+json" },
        write: { "content-type": "application/json; charset=UTF-8" },
      },
      manners: {
        pausesAll: false,
        wait: (tries) => Math.min(1_000 * 2 ** (tries - 1), 8_000),
        tries: 30,
        quarantineAbove: undefined,
      },
    },
    hasGroups: false,
    provider(client, links) {
      const work = { client, links, matchBy };
      return {
        testConnection: () => testConnection(client),
        phases: [users(work), userDeletions(work)],
        provisioned: { users: USER_PATHS, groups: undefined },
      };
    },
  };
}

async function testConnection(client: Client): Promise<void> {
  const kind = "test the connection";
  listed(client, kind, await client.ask({ kind, method: "GET", path: "/Users?count=1", expect: [200] }));
}
