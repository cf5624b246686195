import { z } from "zod";
import { listChanges } from "../../activity/list-changes.ts";
import { explainer } from "../../activity/list-requests.ts";
import { namedIn } from "../../activity/names.ts";
import { readRequests } from "../../activity/read-requests.ts";
import { withoutTokens } from "../../requests/record.ts";
import { ScimError, type ScimType } from "../../scim/errors.ts";
import { reading } from "../reading.ts";
import { Refused } from "../refused.ts";
import { adminRoute } from "../route.ts";
import { tell, told } from "./told.ts";

/** Of a request that changed many groups, so many of its changes are shown. */
const MOST_CHANGES = 50;

/** GET /activity/requests/:id: a request opened. */
export const readRequestRoute = adminRoute({
  method: "GET",
  path: "/activity/requests/:id",
  access: "viewer",
  summary: "A request: what it asked, how it was answered and what it changed. Secrets are removed.",
  params: z.object({ id: z.string() }),
  status: 200,
  answer: z
    .object({
      ...told,
      at: z.iso.datetime(),
      path: z.string(),
      client: z.string().nullable().describe("The User-Agent."),
      address: z.string().nullable(),
      durationMs: z.number().nullable(),
      body: z.string().nullable().describe("As it was sent, secrets removed, its beginning where it was long."),
      answer: z.string().nullable().describe("Of a refusal. A write's is not kept: its change has the resource."),
      results: z.int().nullable().describe("How many resources the answer to a list had."),
      notes: z.array(z.string()).describe("What was accepted but left out, each in a sentence."),
      resource: z
        .object({ type: z.enum(["user", "group"]), id: z.uuid(), name: z.string(), deleted: z.boolean() })
        .nullable()
        .describe("Whom or what it was about."),
      changes: z.array(z.object({ id: z.uuid(), sentence: z.string(), lines: z.array(z.string()) })),
    })
    .meta({ id: "ActivityRequest" }),
  refusals: [404, 429],
  handle: (call) =>
    reading(call, async (sql) => {
      const { orgId, params } = call;
      const id = z.uuid().safeParse(params.id.toLowerCase());
      const [kept] = id.success ? await readRequests(sql, orgId, sql`select ${id.data}::uuid as id`) : [];
      if (!kept) throw new Refused(404, "not found", "There is no such request, or it is kept no longer.");
      const [explain, { changes }] = await Promise.all([
        explainer(sql, { id: orgId }),
        listChanges(sql, orgId, { ofRequest: kept, limit: MOST_CHANGES }),
      ]);
      const request = explain(kept);
      const named = namedIn(kept.names, kept.resourceId);
      return {
        ...tell(request),
        at: kept.at.toISOString(),
        path: kept.path,
        client: kept.client,
        address: kept.address,
        durationMs: kept.durationMs,
        body: kept.body,
        answer: answerOf(kept),
        results: kept.results,
        notes: [...(kept.notes ?? [])],
        resource:
          named && kept.resourceId
            ? { type: named.type, id: kept.resourceId, name: named.name, deleted: named.deleted }
            : null,
        changes: changes.map(({ id, sentence, lines = [] }) => ({
          id,
          sentence: withoutTokens(sentence),
          lines: lines.map(withoutTokens),
        })),
      };
    }),
});

/** The body of a refusal, as it was sent: what is kept of it makes it again. RFC 7644 §3.12. */
function answerOf(request: { status: number; scimType: string | null; detail: string | null }): string | null {
  const { status, scimType, detail } = request;
  if (status < 400) return null;
  const error = new ScimError(status, (scimType ?? undefined) as ScimType | undefined, detail ?? "");
  return JSON.stringify(error.toBody());
}
