/** Requests as the console tells them. */

import { z } from "zod";
import type { Line } from "../../activity/fold.ts";
import type { ExplainedRequest } from "../../activity/list-requests.ts";
import { changedNothing, lookedUp } from "../../activity/look-ups.ts";
import { FOREIGN_DOMAIN } from "../../activity/refusals.ts";
import { withoutTokens } from "../../requests/record.ts";

export const OUTCOMES = ["changed", "unchanged", "read", "refused"] as const;
export type Outcome = (typeof OUTCOMES)[number];

const time = z.iso.datetime();

/** A sentence, with the names in it that are told apart from the rest. */
const sentence = { text: z.string(), names: z.array(z.string()).describe("Those that stand in the text.") };

/** What a request and a line have in common. */
export const told = {
  id: z.uuid().describe("The request's; of a run that of its newest."),
  ...sentence,
  outcome: z.enum(OUTCOMES).describe("unchanged: a write of what was so already"),
  provider: z.string().nullable().describe("Which identity provider it is from, where that was recognized."),
  method: z.string(),
  status: z.int(),
  fix: z.string().nullable().describe("What to do about a refusal."),
  domain: z.string().nullable().describe("The domain that would have to be added."),
};

export const line = z
  .object({
    ...told,
    oldest: z.uuid().describe("Of a run the id of its oldest, which stays while the run grows; else the same as id."),
    from: time.describe("Of the oldest of a run."),
    to: time,
    count: z.int().positive().describe("How many like requests it tells of."),
    first: z
      .array(z.object({ id: z.uuid(), at: time, ...sentence, status: z.int() }))
      .describe("Of a run, the newest ten by themselves."),
  })
  .meta({ id: "ActivityLine" });

/** Behind a name, as sentences have it (activity/names.ts). */
const ADDRESS = / \([^()]*@[^()]*\)$/;
/** Of a run so many are told one by one. */
const FIRST = 10;
/** So many names stand in a sentence (fold.ts). */
const NAMED = 3;

export function outcomeOf(request: ExplainedRequest): Outcome {
  if (request.status >= 400) return "refused";
  if (lookedUp(request)) return "read";
  return changedNothing(request) ? "unchanged" : "changed";
}

/** What is told of one request. */
export function tell(request: ExplainedRequest): z.output<z.ZodObject<typeof told>> {
  const { id, provider, method, status, sentence, detail } = request;
  return {
    id,
    ...sentenceOf(request),
    outcome: outcomeOf(request),
    provider: provider ?? null,
    method,
    status,
    fix: sentence.fix ?? null,
    domain: FOREIGN_DOMAIN.exec(detail ?? "")?.[1] ?? null,
  };
}

/** What is told of a line of the log. */
export function tellLine({ requests, text, from, to }: Line<ExplainedRequest>): z.output<typeof line> {
  const [newest] = requests as readonly [ExplainedRequest];
  const names = [...new Set(requests.map(({ sentence }) => sentence.about).filter((name) => name !== undefined))];
  const first = requests.length === 1 ? [] : requests.slice(0, FIRST);
  return {
    ...tell(newest),
    ...sentenceWith(text, names.slice(0, NAMED)),
    oldest: requests.at(-1)?.id ?? newest.id,
    from: from.toISOString(),
    to: to.toISOString(),
    count: requests.length,
    first: first.map((one) => ({ id: one.id, at: one.at.toISOString(), ...sentenceOf(one), status: one.status })),
  };
}

function sentenceOf({ sentence: { text, about } }: ExplainedRequest) {
  return sentenceWith(text, about === undefined ? [] : [about]);
}

/** A name without the address behind it. A token may stand in what is no secret's place: in somebody's title. */
function sentenceWith(text: string, names: readonly string[]): { text: string; names: string[] } {
  const shown = withoutTokens(text);
  return {
    text: shown,
    names: names.map((name) => withoutTokens(name.replace(ADDRESS, ""))).filter((name) => shown.includes(name)),
  };
}
