/** The log of requests as people read it: each in a sentence, newest first, page after page. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, RequestId } from "../db/ids.ts";
import { type About, requestsAbout, type Stretch, within } from "./about.ts";
import { recognizeIn, type Trace } from "./identity-provider.ts";
import type { KeptRequest } from "./kept-request.ts";
import { requestsByLookUp } from "./look-ups.ts";
import { readRequests } from "./read-requests.ts";
import { sentenceOf } from "./sentence.ts";
import type { Sentence } from "./sentences/form.ts";

/** Whose log it is. `shortName` is what commands in fixes call it; undefined at the console, which has no commands. */
export interface Reader {
  readonly id: OrgId;
  readonly shortName?: string | undefined;
}

/**
 * Which requests; with `after`, only those before that one, the last of the page before. With `before`, pages lead the
 * other way: the first has the oldest of those newer than that one.
 */
export interface Wanted extends Stretch {
  /** A person, a group, an address, a path. */
  readonly about?: About | undefined;
  /** Whether look-ups are left out, among the latest 20,000 of a page; not together with `about` and `refused`. */
  readonly withoutLookUps?: boolean | undefined;
  /** Whether all else is left out, in the same way. */
  readonly onlyLookUps?: boolean | undefined;
  readonly limit: number;
}

export interface ExplainedRequest extends KeptRequest {
  /** "Entra ID"; undefined where it was not recognized. */
  readonly provider: string | undefined;
  readonly sentence: Sentence;
}

export interface RequestPage {
  /** The newest first, whichever way pages lead. */
  readonly requests: readonly ExplainedRequest[];
  /** What `after`, or `before`, must be to go on; undefined at the end. */
  readonly next: RequestId | undefined;
}

/** A page of the organization's requests. It costs the same wherever it is. */
export async function listRequests(sql: Queryable, reader: Reader, wanted: Wanted): Promise<RequestPage> {
  const { value } = await pagesOfRequests(sql, reader, wanted).next();
  return value ?? { requests: [], next: undefined };
}

/** Page after page, of `wanted.limit` requests each: at least one. What an index doesn't find is looked for once, for all. */
export async function* pagesOfRequests(
  sql: Queryable,
  reader: Reader,
  wanted: Wanted,
): AsyncGenerator<RequestPage, undefined> {
  const { limit } = wanted;
  const isBack = wanted.before !== undefined;
  const [explain, found] = await Promise.all([explainer(sql, reader), idsFound(sql, reader.id, wanted)]);
  const ids = found?.ids;
  let reached = isBack ? wanted.before : wanted.after;
  let place = 0;
  let isLast = false;
  while (!isLast) {
    const page = ids
      ? sql`select unnest(${ids.slice(place, place + limit)}::uuid[]) as id`
      : idsOfPage(sql, reader.id, { ...wanted, [isBack ? "before" : "after"]: reached });
    const kept = await readRequests(sql, reader.id, page);
    place += limit;
    isLast = ids ? place >= ids.length : kept.length <= limit;
    const requests = (isBack ? kept.slice(-limit) : kept.slice(0, limit)).map(explain);
    reached = isLast ? found?.next : (ids?.[place - 1] ?? requests.at(isBack ? 0 : -1)?.id);
    yield { requests, next: reached };
  }
}

/** The ids of what no index finds page by page, in the order of pages; undefined where one does. */
async function idsFound(
  sql: Queryable,
  orgId: OrgId,
  wanted: Wanted,
): Promise<{ ids: readonly RequestId[]; next: RequestId | undefined } | undefined> {
  const { about, withoutLookUps, onlyLookUps } = wanted;
  if (about) {
    const ids = await requestsAbout(sql, orgId, about, wanted);
    return { ids: wanted.before === undefined ? ids : ids.toReversed(), next: undefined };
  }
  if (withoutLookUps) return await requestsByLookUp(sql, orgId, wanted, "without");
  if (onlyLookUps) return await requestsByLookUp(sql, orgId, wanted, "only");
  return undefined;
}

/** The ids of a page, and of one beyond it. */
function idsOfPage(sql: Queryable, orgId: OrgId, { refused, limit, ...stretch }: Wanted): Fragment {
  return sql`
    select r.id from requests r
    where r.org_id = ${orgId} and ${within(sql, sql`r.id`, stretch)} ${refused ? sql`and r.status >= 400` : sql``}
    order by r.id ${stretch.before === undefined ? sql`desc` : sql`asc`} limit ${limit + 1}`;
}

/** So many of the latest requests tell which provider an organization has. */
const SAMPLE = 200;
/** Shapes show in the beginning of a body. */
const BEGINNING = 4_000;

/** Explains requests of the organization, having looked at its latest ones to know its provider. */
export async function explainer(sql: Queryable, reader: Reader): Promise<(request: KeptRequest) => ExplainedRequest> {
  const recognize = await recognizer(sql, reader.id);
  return (request) => {
    const provider = recognize(request);
    return { ...request, provider, sentence: sentenceOf(request, { provider, shortName: reader.shortName }) };
  };
}

/** Tells which provider requests of the organization are from. */
export async function recognizer(sql: Queryable, orgId: OrgId): Promise<(request: Trace) => string | undefined> {
  return recognizeIn(await sampleOf(sql, orgId));
}

/** The latest requests, as far as they tell who sends them. */
export function sampleOf(sql: Queryable, orgId: OrgId): Promise<Trace[]> {
  return sql<Trace[]>`
    select r.method, r.path, r.client, left(r.body, ${BEGINNING}::integer) as body from requests r
    where r.org_id = ${orgId} order by r.id desc limit ${SAMPLE}::integer`;
}
