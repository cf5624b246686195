/** An entry of the audit log as it is answered. */

import { z } from "zod";
import type { ListedChange } from "../../activity/list-changes.ts";
import { withoutTokens } from "../../requests/record.ts";

export const entry = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    sentence: z.string(),
    actor: z.object({
      kind: z.enum(["person", "command line", "job"]),
      name: z.string().nullable(),
      userId: z.uuid().nullable().describe("Of a person: which user."),
      address: z.string().nullable().describe("From where."),
    }),
    type: z.string(),
    resourceId: z.uuid(),
    op: z.string(),
    lines: z.array(z.string()).describe("What was and what is."),
  })
  .meta({ id: "AuditLogEntry" });

export function tellEntry(change: ListedChange): z.output<typeof entry> {
  const { id, at, sentence, actor, resourceType, resourceId, op, lines = [] } = change;
  return {
    id,
    at: at.toISOString(),
    sentence: withoutTokens(sentence),
    actor: {
      // The log's condition: what a connection did is not in it.
      kind: actor.kind as "person" | "command line" | "job",
      name: textOf(actor.name),
      userId: actor.kind === "person" ? textOf(actor.id) : null,
      address: textOf(actor.address),
    },
    type: resourceType,
    resourceId,
    op,
    lines: lines.map(withoutTokens),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
