/** What a route of the SCIM endpoint is: what it takes, and what it gives. */

import { setImmediate } from "node:timers/promises";
import type { Sql } from "../db/connect.ts";
import { type GroupId, readId, type UserId } from "../db/ids.ts";
import type { Asker, SharedPool } from "../db/shared-pool.ts";
import type { Caller } from "../directory/caller.ts";
import type { SharedStatements } from "../lifecycle/shared-statements.ts";
import { NotAuthorized, type Write } from "../lifecycle/write.ts";
import type { Json } from "../scim/json.ts";
import { parseJson } from "../scim/parse-json.ts";
import { asksFor, type Projection, parseProjection } from "../scim/projection.ts";
import type { ResourceType } from "../scim/schema.ts";
import { ifMatchAllows, ifNoneMatchHits } from "../scim/version.ts";
import type { TokenHash } from "../tokens/token.ts";
import { authenticate } from "./authentication.ts";
import { BODY_LIMIT } from "./body.ts";
import { type Exchange, isFrom } from "./exchange.ts";

/** The connections to the database. */
export interface Pools {
  readonly sql: Sql;
  /** For filters and sorting, whose texts are endless: unprepared, under a timeout, on at most half as many connections. */
  readonly search: SharedPool;
  /**
   * For answers that may be sent part by part, whose connection is held while the client reads: a pool of its own, so
   * that slow readers stop only each other. `searchStream` is the same for what belongs to `search`.
   */
  readonly stream: SharedPool;
  readonly searchStream: SharedPool;
}

/** What routes need of the server. */
export interface Services extends Pools {
  /** The statements about users that requests share. */
  readonly users: SharedStatements;
}

/** A request as its route sees it. */
export interface Call extends Services {
  readonly exchange: Exchange;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Aborted when the client has gone. */
  gone(): AbortSignal;
  /** The endpoint's address as the client reaches it: https://muster.example.com/scim/v2 */
  readonly base: string;
}

/** An answer. A body of parts is sent part by part. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | AsyncIterable<string>;
}

export interface Route {
  /** What it is about, where that is one of them. */
  readonly resourceType: "user" | "group" | undefined;
  /** Whether it is answered to anybody, without a token. */
  readonly open: boolean;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the endpoint's address; `:id` is a parameter. */
  readonly path: string;
  readonly handle: (call: Call) => Promise<Answer>;
}

/** A route that needs a token; each file of this folder's rooms declares one. */
export function route(method: Route["method"], path: string, handle: Route["handle"]): Route {
  const resourceType = path.startsWith("/Users") ? "user" : path.startsWith("/Groups") ? "group" : undefined;
  return { method, path, handle, resourceType, open: false };
}

/** A route that is answered to anybody. */
export function openRoute(method: Route["method"], path: string, handle: Route["handle"]): Route {
  return { ...route(method, path, handle), open: true };
}

/** The token's hash. @throws NotAuthorized when the request has none of the right form */
export function tokenOf({ exchange }: Call): TokenHash {
  if (typeof exchange.token === "string") throw new NotAuthorized();
  return exchange.token;
}

/** The request as a pool that organizations share sees it. @throws NotAuthorized when it has no token of the right form */
export function askerOf(call: Call): Asker {
  const { sql, exchange, gone } = call;
  return { key: tokenOf(call).toString("hex"), authenticate: () => authenticate(sql, exchange), gone };
}

/** The request's body as JSON. @throws ScimError 400 invalidSyntax, 413 */
export function bodyOf({ exchange }: Call): Json {
  return parseJson(exchange.body ?? "");
}

/** The same of a group, whose body may be large: each step of taking it in then lets others have their turn. */
export async function groupBodyOf(call: Call): Promise<Json> {
  const isLarge = (call.exchange.body?.length ?? 0) > BODY_LIMIT;
  if (isLarge) await setImmediate();
  const json = bodyOf(call);
  if (isLarge) await setImmediate();
  return json;
}

/** What the query's `attributes` and `excludedAttributes` ask for; undefined for the whole resource. RFC 7644 §3.9. */
export function projectionOf({ query }: Call, type: ResourceType): Projection | undefined {
  const named = new Map(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value]));
  return parseProjection(named.get("attributes"), named.get("excludedattributes"), type);
}

/** What a write needs to know of the request. */
export function writeOf(call: Call, projection?: Projection): Write {
  const { exchange, sql, users, base, headers } = call;
  const ifMatch = headers["if-match"];
  return {
    sql,
    users,
    author: { hash: tokenOf(call) },
    guard: undefined,
    request: exchange,
    base: asksFor(projection, "groups") ? base : undefined,
    conditional: ifMatch !== undefined,
    allows: (version) => ifMatchAllows(ifMatch, version),
    onCaller: (caller) => isFrom(exchange, caller),
    onStored: () => {
      exchange.stored = true;
    },
  };
}

/** The caller of a read, noted. @throws NotAuthorized when the read found none */
export function authorized<T extends Caller>(call: Call, row: T | undefined): T {
  if (!row) throw new NotAuthorized();
  isFrom(call.exchange, row);
  return row;
}

/** The id in the path, noted; null when it is no UUID, which no resource has. */
export function idOf<Id extends UserId | GroupId>({ params, exchange }: Call): Id | null {
  const id = readId<Id>(params.id ?? "");
  exchange.resourceId = id ?? undefined;
  return id;
}

/** Notes how many resources the answer to a list has, the one before included where two lists are one, and which where it is one. */
export function answersWith({ exchange }: Call, results: number, only?: string | null): void {
  exchange.results = (exchange.results ?? 0) + results;
  exchange.resourceId = exchange.results === 1 ? (only ?? exchange.resourceId) : undefined;
}

/** 304, where a read's If-None-Match has the resource already. RFC 7644 §3.14. */
export function notModified({ exchange, headers }: Call, tag: string): Answer | undefined {
  const hits = /^(GET|HEAD)$/.test(exchange.method) && ifNoneMatchHits(headers["if-none-match"], tag);
  return hits ? { status: 304, headers: { etag: tag } } : undefined;
}

/** Whether the query's `attributes` names any. */
export function asksForAttributes({ query }: Call): boolean {
  return Object.entries(query).some(([name, value]) => name.toLowerCase() === "attributes" && value !== "");
}

/** 204. */
export function noContent(headers: Record<string, string> = {}): Answer {
  return { status: 204, headers };
}
