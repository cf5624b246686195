import { z } from "zod";
import { listChanges } from "../../activity/list-changes.ts";
import { cursors, pageAt, paging } from "../log-paging.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { entry, tellEntry } from "./entry.ts";
import { filters, wantedOf } from "./wanted.ts";

/** GET /audit-log: what persons, the command line and jobs did, the newest first. */
export const listAuditLogRoute = adminRoute({
  method: "GET",
  path: "/audit-log",
  access: "viewer",
  summary:
    "Who did what from where: all that others than the identity provider changed, with what was before and after.",
  query: z.object({ ...filters, ...paging }),
  status: 200,
  answer: z.object({ entries: z.array(entry), ...cursors }),
  refusals: [429],
  handle: (call) =>
    reading(call, async (sql) => {
      const { orgId, query } = call;
      const wanted = await wantedOf(sql, orgId, query);
      const { page, next, previous } = await pageAt(
        query.cursor,
        (place) => listChanges(sql, orgId, { ...wanted, ...place, limit: query.limit }),
        ({ changes, next }) => ({ newest: changes[0]?.id, oldest: changes.at(-1)?.id, next }),
      );
      return { entries: page.changes.map(tellEntry), next, previous };
    }),
});
