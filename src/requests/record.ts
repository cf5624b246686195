/** A request of an identity provider and how it was answered: what is kept of it, and its insert with a write. */

import type { Fragment, Queryable } from "../db/connect.ts";
import type { ConnectionId, OrgId, RequestId } from "../db/ids.ts";

/** What is known of a request when it arrives. */
export interface IncomingRequest {
  readonly id: RequestId;
  readonly at: Date;
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** The body as sent; undefined when there was none. */
  readonly body: string | undefined;
  /** The User-Agent. */
  readonly client: string | undefined;
  readonly address: string;
}

/** A request with its answer. */
export interface RequestRecord extends IncomingRequest {
  readonly orgId: OrgId;
  readonly connectionId: ConnectionId;
  readonly status: number;
  readonly scimType: string | undefined;
  readonly detail: string | undefined;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  readonly durationMs: number;
  /** What was accepted but left out, each in a sentence. */
  readonly notes: readonly string[];
  /** Of a list: how many resources the answer had. */
  readonly results: number | undefined;
}

/** In UTF-16 code units, so that cutting costs nothing: as bytes it is up to three times as much. */
const KEPT_BODY = 64 * 1024;
const KEPT_TEXT = 8 * 1024;

const PASSWORD = /password/i;
/** The same with letters escaped as JSON and URLs may: `p\u0061ssword`, `p%61ssword`. */
const PASSWORD_ESCAPED = new RegExp([..."password"].map(plainOrEscaped).join(""), "i");

/** A SCIM token that stands where it does not belong, or what is left of one. */
const TOKEN = /muster_scim_[0-9A-Za-z]+/g;
const TOKEN_REMOVED = "muster_scim_(removed)";

/** The body as it is kept: without secrets, at most 64 Ki characters of it. */
export function keptBody(body: string | undefined): string | null {
  if (body === undefined) return null;
  const text = body.length > KEPT_BODY ? beginning(body) : withoutPasswords(body);
  return withoutTokens(text.replaceAll("\0", "\uFFFD"));
}

/** Path and query as they are kept: a query that mentions a password, as a filter might, is left out. */
export function keptPath(path: string): string {
  return keptText(mentionsPassword(path) ? `${path.split("?", 1)[0]}?(removed)` : path);
}

/** What else a client sent or was told, as it is kept: without tokens, fit for a text column (no NUL, no lone surrogate), of bounded length. */
export function keptText(text: string): string {
  return withoutTokens(text.slice(0, KEPT_TEXT).replaceAll("\0", "\uFFFD")).toWellFormed();
}

/** What is kept of a write's request when it succeeds, as the table's columns are called. */
export type WrittenRequest = NonNullable<ReturnType<typeof writtenRequest>>;

/** What is kept of a write's request, but for what only its statement knows: whose it is, and how long it took. Null of none. */
export function writtenRequest(
  request: IncomingRequest | undefined,
  status: number,
  resourceType: "user" | "group",
  notes: readonly string[],
) {
  if (!request) return null;
  return { ...keptArrival(request), ...keptContent(request.body, notes), status, resource_type: resourceType };
}

/** What is kept of any request as it came, as the table's columns are called. */
export function keptArrival({ id, at, method, path, client, address }: IncomingRequest) {
  return {
    id,
    at,
    method,
    path: keptPath(path),
    client: client === undefined ? null : keptText(client),
    address,
  };
}

/** What is kept of what it brought, and of what was left out of that. */
export function keptContent(body: string | undefined, notes: readonly string[]) {
  return {
    body: keptBody(body)?.toWellFormed() ?? null,
    notes: notes.length > 0 ? notes.map(keptText) : null,
  };
}

/** `request` as a row of the table: a parameter of a statement. Null is none. */
export function requestRecord(sql: Queryable, request: WrittenRequest | null): Fragment {
  return sql`json_populate_record(null::requests, ${request && JSON.stringify(request)}::text::json)`;
}

/**
 * The insert of successful writes' requests, as a piece of the writes' own statement. `rows` is a select of
 * `org_id, connection_id, resource_id, request, notes`, one row for each write that succeeds: `request` is a row of the
 * table with what `writtenRequest` gives, or null where none is kept; `notes` is what the statement adds to its notes, a
 * text[] or null.
 */
export function requestsOfWrites(sql: Queryable, rows: Fragment): Fragment {
  return sql`
    insert into requests (org_id, id, connection_id, at, method, path, status, resource_type, resource_id,
      client, address, duration_ms, body, notes)
    select org_id, (request).id, connection_id, (request).at, (request).method, (request).path, (request).status,
      (request).resource_type, resource_id, (request).client, (request).address,
      extract(epoch from clock_timestamp() - (request).at) * 1000, (request).body, (request).notes || notes
    from (${rows}) as written (org_id, connection_id, resource_id, request, notes)
    where (request).id is not null`;
}

/** `text` with every SCIM token in it removed. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, TOKEN_REMOVED);
}

/**
 * The beginning of a body too long to be kept, or to be parsed while others wait. Looked for in the rest, too: a PATCH
 * operation may name its path behind its value.
 */
function beginning(body: string): string {
  const text = body.slice(0, KEPT_BODY);
  if (PASSWORD.test(body) || mentionsPassword(text)) return "(not kept: too long to be cleared of a password)";
  // A copy: a slice would keep the whole in memory.
  return `${Buffer.from(text).toString()}…`;
}

/**
 * `body` with every password in it blanked: below a key of that name, as the value of a PATCH operation on that path, or
 * in a filter that mentions one.
 * A body that is no JSON but mentions one is not kept at all.
 */
function withoutPasswords(body: string): string {
  if (!mentionsPassword(body)) return body;
  try {
    return JSON.stringify(JSON.parse(body), function (this: Record<string, unknown>, key, value) {
      const ofPath = /^value$/i.test(key) && Object.entries(this).some(isPathOfPassword);
      const inFilter = /^filter$/i.test(key) && PASSWORD.test(String(value));
      return PASSWORD.test(key) || ofPath || inFilter ? "(removed)" : value;
    });
  } catch {
    return "(not kept: no valid JSON, and it may hold a password)";
  }
}

function isPathOfPassword([key, value]: [string, unknown]): boolean {
  return /^path$/i.test(key) && typeof value === "string" && PASSWORD.test(value);
}

function mentionsPassword(text: string): boolean {
  return PASSWORD.test(text) || (/\\u|%/i.test(text) && PASSWORD_ESCAPED.test(text));
}

function plainOrEscaped(letter: string): string {
  const hex = [letter, letter.toUpperCase()].map((form) => form.charCodeAt(0).toString(16)).join("|");
  return `(?:${letter}|(?:\\\\u00|%)(?:${hex}))`;
}
