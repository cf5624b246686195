/** The changes of a user or group as they are answered. */

import { z } from "zod";
import type { Of } from "../../activity/changes-of.ts";
import { type ListedChange, listChanges } from "../../activity/list-changes.ts";
import type { Queryable } from "../../db/connect.ts";
import { readId } from "../../db/ids.ts";
import { reading } from "../reading.ts";
import { Refused } from "../refused.ts";
import type { Call } from "../route.ts";

export const changesQuery = z.object({
  cursor: z.string().max(100).optional().describe("What a page before gave as `next`."),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const changesAnswer = z.object({
  changes: z.array(
    z
      .object({
        id: z.string(),
        at: z.iso.datetime(),
        sentence: z.string(),
        by: z.enum(["connection", "person", "command line", "job"]).describe("What kind of actor made it."),
        actor: z.string().nullable().describe("Its name: of a person, an account on the host, the identity provider."),
        resourceType: z.string(),
        resourceId: z.string(),
        op: z.string(),
        version: z.int().nullable(),
        requestId: z.string().nullable(),
        values: z.array(
          z.object({ attribute: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
        ),
      })
      .meta({ id: "Change" }),
  ),
  next: z.string().nullable(),
});

/** A page of the changes of whom `find` finds, newest first. */
export async function answerChanges(
  call: Pick<Call, "search" | "orgId" | "reply">,
  find: (sql: Queryable) => Promise<Of>,
  { cursor, limit }: z.output<typeof changesQuery>,
): Promise<z.output<typeof changesAnswer>> {
  const after = cursor === undefined ? undefined : readId(cursor);
  if (after === null) throw new Refused(400, "invalid", "This page is of another list. Begin with its first page.");
  const { changes, next } = await reading(call, async (sql) =>
    listChanges(sql, call.orgId, { of: await find(sql), after, limit }),
  );
  return { changes: changes.map(presented), next: next ?? null };
}

function presented({ id, at, sentence, actor, provider, values = [], ...change }: ListedChange) {
  const { resourceType, resourceId, op, version, requestId } = change;
  const name = actor.kind === "connection" ? provider : actor.name;
  return {
    id,
    at: at.toISOString(),
    sentence,
    by: actor.kind,
    actor: typeof name === "string" ? name : null,
    resourceType,
    resourceId,
    op,
    version,
    requestId,
    values: values.map(({ attribute, before = null, after = null }) => ({ attribute, before, after })),
  };
}
