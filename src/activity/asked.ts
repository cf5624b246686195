/** What a request asked for, read from its method, path and body. */

import type { Filter } from "../scim/filter/ast.ts";
import { parseFilter } from "../scim/filter/parse.ts";
import { isObject, type JsonObject, withLowerCaseNames } from "../scim/json.ts";

export type Asked =
  | { readonly kind: "create"; readonly type: "user" | "group" }
  | { readonly kind: "read" | "replace" | "change" | "delete"; readonly type: "user" | "group"; readonly id: string }
  | { readonly kind: "list"; readonly type: "user" | "group" | undefined; readonly list: ListAsked }
  | { readonly kind: "discovery"; readonly of: Discovery; readonly id: string | undefined }
  | { readonly kind: "other"; readonly address: string };

export type Discovery = "ServiceProviderConfig" | "ResourceTypes" | "Schemas";

/** What a list was asked for. */
export interface ListAsked {
  readonly filter: string | undefined;
  readonly sought: Sought | undefined;
  readonly startIndex: number;
  readonly count: number | undefined;
}

/** The one thing that a filter looks for, where it does. */
export type Sought =
  | { readonly kind: "value"; readonly attribute: string; readonly value: string }
  | { readonly kind: "membership"; readonly group: string; readonly member: string };

/** What is looked for by its own value: who has it is one, or few. */
const LOOKED_UP_BY: ReadonlySet<string> = new Set(["id", "username", "externalid", "displayname", "emails", "members"]);

/** What the request asked for. */
export function askedBy(request: {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
}): Asked {
  const url = URL.parse(request.path.replace(/^\/+/, "/"), "http://muster");
  const address = url?.pathname ?? request.path;
  const [first = "", id, ...more] = address
    .replace(/^\/scim(\/+v2)?(?=\/|$)/i, "")
    .split("/")
    .filter((part) => part !== "");
  // Addresses are taken in any case.
  const place = PLACES.get(first.toLowerCase());
  const method = request.method === "HEAD" ? "GET" : request.method;
  const type = place === "Users" ? "user" : place === "Groups" ? "group" : undefined;
  if (more.length === 0 && url) {
    const isSearch =
      method === "POST" && (id ?? first).toLowerCase() === ".search" && (type !== undefined || id === undefined);
    if (isSearch) return { kind: "list", type, list: listOf(parametersOfBody(request.body)) };
    if (type !== undefined) return ofResources(method, type, id, url) ?? { kind: "other", address };
    if (method === "GET" && isDiscovery(place)) return { kind: "discovery", of: place, id };
  }
  return { kind: "other", address };
}

const PLACES: ReadonlyMap<string, string> = new Map(
  ["Users", "Groups", "ServiceProviderConfig", "ResourceTypes", "Schemas"].map((name) => [name.toLowerCase(), name]),
);

const DEEDS = new Map([
  ["GET", "read"],
  ["PUT", "replace"],
  ["PATCH", "change"],
  ["DELETE", "delete"],
] as const) as ReadonlyMap<string, "read" | "replace" | "change" | "delete">;

function ofResources(method: string, type: "user" | "group", id: string | undefined, url: URL): Asked | undefined {
  if (id === undefined) {
    if (method === "POST") return { kind: "create", type };
    if (method === "GET") return { kind: "list", type, list: listOf(new Map(lowerCased(url.searchParams))) };
    return undefined;
  }
  const kind = DEEDS.get(method);
  return kind && { kind, type, id: decoded(id) };
}

function isDiscovery(place: string | undefined): place is Discovery {
  return place === "ServiceProviderConfig" || place === "ResourceTypes" || place === "Schemas";
}

function* lowerCased(parameters: URLSearchParams): Iterable<[string, unknown]> {
  for (const [name, value] of parameters) yield [name.toLowerCase(), value];
}

function listOf(given: ReadonlyMap<string, unknown>): ListAsked {
  const filter = given.get("filter");
  const text = typeof filter === "string" && filter.trim() !== "" ? filter : undefined;
  return {
    filter: text,
    sought: text === undefined ? undefined : soughtBy(text),
    startIndex: Math.max(1, numberOf(given.get("startindex")) ?? 1),
    count: numberOf(given.get("count")),
  };
}

function numberOf(value: unknown): number | undefined {
  const number =
    typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  return Number.isInteger(number) ? number : undefined;
}

function parametersOfBody(body: string | null): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(withLowerCaseNames(jsonOf(body) ?? {})));
}

/** The body as a JSON object; undefined where it is none, or was cut. */
export function jsonOf(body: string | null): JsonObject | undefined {
  if (body === null) return undefined;
  try {
    const json: unknown = JSON.parse(body.replace(/^\uFEFF/, ""));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** What `filter` looks for; undefined where it searches, or can't be read. */
function soughtBy(text: string): Sought | undefined {
  try {
    const filter = parseFilter(text);
    return membershipIn(filter) ?? valueIn(filter);
  } catch {
    return undefined;
  }
}

function valueIn(filter: Filter): Sought | undefined {
  if (filter.kind === "element") {
    if (filter.path.name.toLowerCase() !== "emails") return undefined;
    const inside = filter.filter.kind === "and" ? filter.filter.operands : [filter.filter];
    const value = inside.map((one) => equalTo("value", one)).find((one) => one !== undefined);
    return value === undefined ? undefined : { kind: "value", attribute: "emails", value };
  }
  if (filter.kind !== "compare" || !LOOKED_UP_BY.has(filter.path.name.toLowerCase())) return undefined;
  const value = equalTo(filter.path.name, filter);
  return value === undefined ? undefined : { kind: "value", attribute: filter.path.name, value };
}

/** Entra ID's question whether somebody is a member: `id eq "…" and members eq "…"`. */
function membershipIn(filter: Filter): Sought | undefined {
  if (filter.kind !== "and" || filter.operands.length !== 2) return undefined;
  const find = (name: string) => filter.operands.map((one) => equalTo(name, one)).find((one) => one !== undefined);
  const [group, member] = [find("id"), find("members")];
  return group === undefined || member === undefined ? undefined : { kind: "membership", group, member };
}

function equalTo(name: string, filter: Filter): string | undefined {
  const isIt =
    filter.kind === "compare" && filter.operator === "eq" && filter.path.name.toLowerCase() === name.toLowerCase();
  return isIt ? filter.value.text : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
