import { z } from "zod";
import { type ListedChange, listChanges } from "../../activity/list-changes.ts";
import type { Queryable } from "../../db/connect.ts";
import type { OrgId } from "../../db/ids.ts";
import { shownByLink } from "../access.ts";
import { type Columns, sendCsv } from "../lists/export.ts";
import { adminRoute } from "../route.ts";
import { tellEntry } from "./entry.ts";
import { filters, wantedOf } from "./wanted.ts";

const COLUMNS: Columns<ReturnType<typeof tellEntry>> = {
  time: ({ at }) => at,
  by: ({ actor }) => actor.kind,
  name: ({ actor }) => actor.name,
  from: ({ actor }) => actor.address,
  what: ({ sentence }) => sentence,
  type: ({ type }) => type,
  operation: ({ op }) => op,
  id: ({ resourceId }) => resourceId,
  changed: ({ lines }) => lines.join("\n"),
};

const BATCH = 500;

/** GET /audit-log/export: all that is wanted, as CSV. */
export const exportAuditLogRoute = adminRoute({
  method: "GET",
  path: "/audit-log/export",
  access: "viewer",
  summary: "The audit log as a CSV file, the newest first; one export of an organization at a time.",
  query: z.object({ ...filters, ...shownByLink }),
  status: 200,
  refusals: [429],
  handle: async (call) => {
    const { orgId, query } = call;
    await sendCsv(call, "audit-log", COLUMNS, (sql) => entriesOf(sql, orgId, query));
  },
});

async function* entriesOf(sql: Queryable, orgId: OrgId, query: Parameters<typeof wantedOf>[2]) {
  const wanted = await wantedOf(sql, orgId, query);
  let after: string | undefined;
  do {
    const page: { changes: ListedChange[]; next: string | undefined } = await listChanges(sql, orgId, {
      ...wanted,
      after,
      limit: BATCH,
    });
    yield page.changes.map(tellEntry);
    after = page.next;
  } while (after !== undefined);
}
