/** Which entries of the audit log are wanted, as addresses say it. */

import type { z } from "zod";
import type { ChangesWanted } from "../../activity/list-changes.ts";
import { whomMeans } from "../../activity/whom-is-meant.ts";
import type { Queryable } from "../../db/connect.ts";
import type { OrgId } from "../../db/ids.ts";
import { stretch, stretchOf } from "../log-paging.ts";
import { oneLine } from "../one-line.ts";

const text = (what: string) => oneLine.max(300).optional().describe(what);

export const filters = {
  actor: text('"person", "command line" or "job"; a part of a name, or an id.'),
  type: text('What was changed: "user", "group", "domain", "token", "connection", "role", "organization" …'),
  about: text("A person, a group, a domain, an id, or a text in what was or is."),
  ...stretch,
};

/** The filters as the log takes them. */
export async function wantedOf(
  sql: Queryable,
  orgId: OrgId,
  { actor, type, about, ...query }: z.output<z.ZodObject<typeof filters>>,
): Promise<Omit<ChangesWanted, "limit">> {
  return {
    byPeople: { actor: actor || undefined, type: type || undefined },
    about: about ? await whomMeans(sql, orgId, about) : undefined,
    ...stretchOf(query),
  };
}
