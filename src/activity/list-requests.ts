/** The log of requests as people read it: each in a sentence, newest first, page after page. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { OrgId, RequestId } from "../db/ids.ts";
import { type About, aboutRequests } from "./about.ts";
import { recognizeIn, type Trace } from "./identity-provider.ts";
import type { KeptRequest } from "./kept-request.ts";
import { readRequests } from "./read-requests.ts";
import { sentenceOf } from "./sentence.ts";
import type { Sentence } from "./sentences/form.ts";

/** Whose log it is. `shortName` is what commands in fixes call it. */
export interface Reader {
  readonly id: OrgId;
  readonly shortName: string;
}

/** Which requests. */
export interface Wanted {
  readonly refused?: boolean | undefined;
  /** A person, a group, an address, a path. */
  readonly about?: About | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Only those before this one, the last of the page before. */
  readonly after?: RequestId | undefined;
  readonly limit: number;
}

export interface ExplainedRequest extends KeptRequest {
  /** "Entra ID"; undefined where it was not recognized. */
  readonly provider: string | undefined;
  readonly sentence: Sentence;
}

export interface RequestPage {
  readonly requests: readonly ExplainedRequest[];
  /** What `after` must be to go on; undefined at the end. */
  readonly next: RequestId | undefined;
}

/** A page of the organization's requests. It costs the same wherever it is. */
export async function listRequests(sql: Queryable, reader: Reader, wanted: Wanted): Promise<RequestPage> {
  const [explain, kept] = await Promise.all([
    explainer(sql, reader),
    readRequests(sql, reader.id, idsWanted(sql, reader.id, wanted)),
  ]);
  const page = kept.slice(0, wanted.limit);
  return { requests: page.map(explain), next: kept.length > wanted.limit ? page.at(-1)?.id : undefined };
}

/** The ids of a page, and of one beyond it. */
function idsWanted(sql: Queryable, orgId: OrgId, { refused, about, since, until, after, limit }: Wanted): Fragment {
  const within = sql`
    ${after === undefined ? sql`true` : sql`r.id < ${after}::uuid`}
    ${until === undefined ? sql`` : sql`and r.id < uuidv7_at(${until}::timestamptz)`}
    ${since === undefined ? sql`` : sql`and r.id >= uuidv7_at(${since}::timestamptz)`}`;
  if (about === undefined) {
    return sql`
      select r.id from requests r
      where r.org_id = ${orgId} and ${within} ${refused ? sql`and r.status >= 400` : sql``}
      order by r.id desc limit ${limit + 1}`;
  }
  // Each id is looked up by itself: how many there are, nobody can tell the planner.
  return sql`
    select distinct r.id
    from (${aboutRequests(sql, orgId, about, { refused, after })}) as about, lateral (
      select r.id from requests r where r.org_id = ${orgId} and r.id = about.id offset 0) as r
    where ${within}
    order by r.id desc limit ${limit + 1}`;
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
  const sample = await sql<Trace[]>`
    select r.method, r.path, r.client, left(r.body, ${BEGINNING}::integer) as body from requests r
    where r.org_id = ${orgId} order by r.id desc limit ${SAMPLE}::integer`;
  return recognizeIn(sample);
}
