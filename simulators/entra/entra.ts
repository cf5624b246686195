/** Microsoft Entra ID's provisioning service. */

import { encoded, listed, quoted } from "../client/matching.ts";
import { fixedUuid } from "../company/random.ts";
import { groupDeletions, userDeletions } from "../deletions.ts";
import type { Dialect, MatchBy } from "../identity-provider.ts";
import { groups, members } from "./groups.ts";
import { GROUP_PATHS, MANAGER, USER_PATHS } from "./mapping.ts";
import { patches, type Shape } from "./patch.ts";
import { managers, users } from "./users.ts";

/** Entra ID in one of its shapes. */
export function entra(shape: Shape, matchBy: MatchBy): Dialect {
  return {
    title: `Microsoft Entra ID (${shape})`,
    wire: {
      headers: { read: { accept: "application/scim+json" }, write: { "content-type": "application/scim+json" } },
      manners: {
        pausesAll: true,
        wait: (tries) => Math.min(250 * 2 ** (tries - 1), 5_000),
        tries: 40,
        quarantineAbove: 0.4,
      },
    },
    leastRate: 25,
    hasGroups: true,
    provider(client, links, { seed }) {
      const work = { client, links, patches: patches(shape), isDefault: shape === "default", matchBy };
      return {
        async testConnection() {
          const kind = "test the connection";
          const filter = encoded(`userName eq ${quoted(fixedUuid(seed, "nobody"))}`);
          const answer = await client.ask({ kind, method: "GET", path: `/Users?filter=${filter}`, expect: [200] });
          if (listed(client, kind, answer).length > 0) client.refuse(kind, "found somebody whom nobody knows", filter);
          await client.ask({ kind: "discover", method: "GET", path: "/Schemas", expect: [200] });
        },
        phases: [users(work), managers(work), groups(work), members(work), userDeletions(work), groupDeletions(work)],
        provisioned: { users: [...USER_PATHS, MANAGER], groups: GROUP_PATHS },
      };
    },
  };
}
