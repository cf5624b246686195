import { z } from "zod";
import type { About } from "../../activity/about.ts";
import { recognizeIn } from "../../activity/identity-provider.ts";
import { type ExplainedRequest, sampleOf, type Wanted } from "../../activity/list-requests.ts";
import { type LogPage, readLog } from "../../activity/read-log.ts";
import { whomMeans } from "../../activity/whom-is-meant.ts";
import type { Queryable } from "../../db/connect.ts";
import { cursors, pageAt, paging, stretchOf } from "../log-paging.ts";
import { oneLine } from "../one-line.ts";
import { reading } from "../reading.ts";
import { adminRoute } from "../route.ts";
import { line, outcomeOf, tellLine } from "./told.ts";

const FILTERS = ["all", "changed or refused", "changed", "refused", "read"] as const;

const query = z.object({
  outcome: z.enum(FILTERS).default("changed or refused"),
  provider: oneLine.max(100).optional().describe("The name of an identity provider."),
  about: oneLine.max(300).optional().describe("A person, a group, an address, an id or a path."),
  ...paging,
});

/** Where lines are few among what is read, a page goes so far. */
const MOST_READ = 1_000;
const MOST_FILTERED = 3_000;

/** GET /activity/requests: the log of requests, the newest first, like ones folded. */
export const listRequestsRoute = adminRoute({
  method: "GET",
  path: "/activity/requests",
  access: "viewer",
  summary: "What the identity provider asked and how it was answered, each in a sentence; like requests are one line.",
  query,
  status: 200,
  answer: z
    .object({
      lines: z.array(line),
      counted: z
        .array(z.object({ minute: z.iso.datetime(), text: z.string(), refused: z.boolean() }))
        .describe("What came faster than it is kept one by one."),
      untold: z
        .object({ lookUps: z.int().nonnegative(), unchanged: z.int().nonnegative() })
        .describe("What the outcome asked for left out of this page: look-ups, and writes that changed nothing."),
      providers: z.array(z.string()).describe("Those that the latest requests are from."),
      backTo: z.iso.datetime().nullable().describe("How far back this page looked; null where that was all."),
      ...cursors,
    })
    .meta({ id: "ActivityLog" }),
  refusals: [429],
  handle: (call) =>
    reading(call, async (sql) => {
      const { orgId, query } = call;
      const about = query.about ? await whomMeans(sql, orgId, query.about) : undefined;
      const providers = await providersOf(sql, orgId);
      const { page, ...ends } = await pageAt(
        query.cursor,
        (place) => readLog(sql, { id: orgId }, { ...wantedOf(query, about), ...place }, makingOf(query)),
        endsOf,
      );
      return {
        lines: page.lines.map(tellLine),
        counted: countedOf(query, page).map(({ minute, text, refused }) => ({
          minute: minute.toISOString(),
          text,
          refused,
        })),
        untold: page.untold,
        providers,
        ...ends,
      };
    }),
});

/** What was only counted is of nobody's provider, and changed nothing. */
function countedOf({ provider, outcome }: Query, { counted }: LogPage): LogPage["counted"] {
  return provider !== undefined || outcome === "changed" ? [] : counted;
}

type Query = z.output<typeof query>;

function wantedOf({ outcome, limit, ...query }: Query, about: About | undefined): Wanted {
  return {
    about,
    limit,
    ...stretchOf(query),
    refused: outcome === "refused",
    // What is about somebody is little, and found by index: it is told apart as it is read.
    withoutLookUps: about === undefined && (outcome === "changed" || outcome === "changed or refused"),
    onlyLookUps: about === undefined && outcome === "read",
  };
}

function makingOf({ outcome, provider, about }: Query) {
  const isWanted = (request: ExplainedRequest) =>
    (provider === undefined || request.provider === provider) && isOfOutcome(request, outcome);
  return { isWanted, most: provider === undefined && !about ? MOST_READ : MOST_FILTERED };
}

function isOfOutcome(request: ExplainedRequest, outcome: Query["outcome"]): boolean {
  if (outcome === "all") return true;
  const is = outcomeOf(request);
  // What changed nothing is counted, where it is not asked for.
  if (outcome === "changed or refused") return is !== "read";
  return outcome === "changed" ? is === "changed" || is === "unchanged" : is === outcome;
}

function endsOf({ lines, next }: LogPage) {
  return { newest: lines[0]?.requests[0]?.id, oldest: oldestOf(lines), next };
}

/** A run goes on below lines that follow it. */
function oldestOf(lines: LogPage["lines"]): string | undefined {
  return lines
    .map(({ requests }) => requests.at(-1)?.id)
    .filter((id) => id !== undefined)
    .reduce((oldest, id) => (oldest === undefined || id < oldest ? id : oldest), undefined as string | undefined);
}

/** The providers that an organization's latest requests are from. */
async function providersOf(sql: Queryable, orgId: Parameters<typeof sampleOf>[1]): Promise<string[]> {
  const sample = await sampleOf(sql, orgId);
  const recognize = recognizeIn(sample);
  return [...new Set(sample.map(recognize).filter((name) => name !== undefined))].sort();
}
