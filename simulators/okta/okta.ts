/** Okta, with an app that its wizard made or one of its catalogue. */

import type { Client } from "../client/client.ts";
import { listed } from "../client/matching.ts";
import { groupDeletions } from "../deletions.ts";
import type { Dialect } from "../identity-provider.ts";
import { groups } from "./groups.ts";
import { importGroupNames, importUsers } from "./import.ts";
import { GROUP_PATHS, USER_PATHS } from "./mapping.ts";
import { users } from "./users.ts";

/** An app made by the wizard replaces with PUT; one of the catalogue changes with PATCH. */
export type Shape = "wizard" | "catalogue";

/** Okta with an app of one of the shapes. */
export function okta(shape: Shape): Dialect {
  return {
    title: `Okta (${shape})`,
    wire: {
      headers: {
        read: {
          "user-agent": "Okta SCIM Client 1.0.0",
          accept: "application/scim+json",
          "accept-charset": "utf-8",
        },
        write: { "content-type": "application/scim+json; charset=utf-8" },
      },
      manners: {
        pausesAll: false,
        wait: (tries) => Math.min(500 * 2 ** (tries - 1), 5_000),
        tries: 40,
        quarantineAbove: undefined,
      },
    },
    hasGroups: true,
    provider(client, links) {
      let imported: ReadonlySet<string> = new Set();
      const work = { client, links, isWizard: shape === "wizard" };
      const pushed = {
        ...work,
        get imported() {
          return imported;
        },
      };
      return {
        testConnection: () => testConnection(client),
        async beginCycle() {
          await importUsers(client, links);
          imported = await importGroupNames(client);
        },
        phases: [users(work), groups(pushed), groupDeletions(work)],
        provisioned: { users: USER_PATHS, groups: GROUP_PATHS },
      };
    },
  };
}

/** The app's own test; then Governance looks at what there is. */
async function testConnection(client: Client): Promise<void> {
  const kind = "test the connection";
  listed(client, kind, await client.ask({ kind, method: "GET", path: "/Users?startIndex=1&count=2", expect: [200] }));
  const types = await client.ask({ kind: "discover", method: "GET", path: "/ResourceTypes", expect: [200] });
  await client.ask({ kind: "discover", method: "GET", path: "/Schemas", expect: [200] });
  for (const { endpoint } of listed(client, "discover", types)) {
    const path = `${endpoint}?startIndex=1&count=100`;
    listed(client, "discover", await client.ask({ kind: "discover", method: "GET", path, expect: [200] }));
  }
}
