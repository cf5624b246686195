import { z } from "zod";
import { namedIn } from "../../activity/names.ts";
import { namesOf } from "../../activity/read-requests.ts";
import { FOREIGN_DOMAIN } from "../../activity/refusals.ts";
import { why } from "../../activity/why.ts";
import { oneLine } from "../one-line.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";

/** GET /activity/why: why somebody is not here, or that they are. */
export const whyRoute = adminRoute({
  method: "GET",
  path: "/activity/why",
  access: "viewer",
  summary: "Why somebody is not here, in a few sentences: present, suspended, deleted, refused, never sent.",
  query: z.object({ about: oneLine.min(1).max(300).describe("A name, an address, a userName, an id.") }),
  status: 200,
  answer: z
    .object({
      kind: z.enum(["active", "suspended", "blocked", "deleted", "refused", "almost", "group", "never sent"]),
      sentences: z.array(z.string()),
      users: z
        .array(z.object({ id: z.uuid(), name: z.string(), address: z.string().nullable(), deleted: z.boolean() }))
        .describe("Whom it is about, or who may be meant."),
      group: z.object({ id: z.uuid(), name: z.string() }).nullable(),
      refusal: z
        .object({ id: z.uuid(), at: z.iso.datetime(), domain: z.string().nullable() })
        .nullable()
        .describe("The latest refusal."),
    })
    .meta({ id: "Why" }),
  refusals: [429],
  handle: (call) =>
    reading(call, async (sql) => {
      const { orgId, query } = call;
      const { kind, sentences, users, group, refusal } = await why(sql, { id: orgId }, query.about);
      const names = await namesOf(sql, orgId, group === undefined ? users : [...users, group]);
      return {
        kind,
        sentences: sentences.filter((sentence) => sentence !== ""),
        users: users.flatMap((id) => {
          const named = namedIn(names, id);
          return named ? [{ id, name: named.name, address: named.address, deleted: named.deleted }] : [];
        }),
        group: group === undefined ? null : { id: group, name: namedIn(names, group)?.name ?? "" },
        refusal: refusal
          ? {
              id: refusal.id,
              at: refusal.at.toISOString(),
              domain: FOREIGN_DOMAIN.exec(refusal.detail ?? "")?.[1] ?? null,
            }
          : null,
      };
    }),
});
