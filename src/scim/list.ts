/** Asking for many resources, and the answer. RFC 7644 §3.4.2, §3.4.3. */

import { comparedTarget, isSearchable, parseAttributePath, resolvePath, type Target } from "./attribute-path.ts";
import { ScimError } from "./errors.ts";
import { type CheckedFilter, checkFilter } from "./filter/check.ts";
import { parseFilter } from "./filter/parse.ts";
import { isObject } from "./json.ts";
import { excerpt } from "./notes.ts";
import { type Projection, parseProjection } from "./projection.ts";
import type { ResourceType } from "./schema.ts";

export const LIST_RESPONSE_URN = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
export const SEARCH_REQUEST_URN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";

const DEFAULT_COUNT = 100;
export const MAX_COUNT = 1_000;

export interface ListQuery {
  /** The first resource wanted, from 1. */
  readonly startIndex: number;
  /** How many resources an answer may have, 0 to MAX_COUNT. */
  readonly count: number;
  readonly filter: CheckedFilter | undefined;
  readonly sort: Sort | undefined;
  readonly projection: Projection | undefined;
}

export interface Sort {
  /** Of a multi-valued attribute its primary value counts, else the first; resources without one come last. */
  readonly target: Target;
  readonly order: "ascending" | "descending";
}

/**
 * What the parameters of a list ask for, from a URL's query (strings) or a SearchRequest (numbers, arrays), with names
 * in any case. What is out of range is brought into it, as the RFC has it; other parameters are ignored.
 *
 * @throws ScimError 400 invalidValue, naming the parameter; invalidFilter.
 */
export function parseListQuery(parameters: Readonly<Record<string, unknown>>, type: ResourceType): ListQuery {
  const given = new Map(Object.entries(parameters).map(([name, value]) => [name.toLowerCase(), value]));
  const filter = readText("filter", given);
  return {
    startIndex: Math.max(1, readInteger("startIndex", given) ?? 1),
    count: Math.min(MAX_COUNT, Math.max(0, readInteger("count", given) ?? DEFAULT_COUNT)),
    filter: filter === undefined ? undefined : checkFilter(parseFilter(filter), type),
    sort: readSort(given, type),
    projection: parseProjection(given.get("attributes"), given.get("excludedattributes"), type),
  };
}

/**
 * What the body of a POST to `/.search` asks for. Its `schemas` may be missing, as with other messages, but must not
 * name another message.
 *
 * @throws ScimError 400 invalidSyntax when it is no SearchRequest; what parseListQuery throws.
 */
export function parseSearchRequest(body: unknown, type: ResourceType): ListQuery {
  if (!isObject(body)) throw new ScimError(400, "invalidSyntax", "The body of a search is a JSON object");
  const [, schemas] = Object.entries(body).find(([name]) => name.toLowerCase() === "schemas") ?? [];
  const named: readonly unknown[] = [schemas ?? []].flat();
  const isSearch = (urn: unknown) => typeof urn === "string" && urn.toLowerCase() === SEARCH_REQUEST_URN.toLowerCase();
  if (named.length > 0 && !named.some(isSearch)) {
    throw new ScimError(400, "invalidSyntax", `The schemas of a search are ["${SEARCH_REQUEST_URN}"]`);
  }
  return parseListQuery(body, type);
}

type Given = ReadonlyMap<string, unknown>;

/** Undefined when absent: missing or, as clients send what they have no value for, null. */
function readText(name: string, given: Given): string | undefined {
  const value = given.get(name.toLowerCase()) ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw invalid(`${name} is a text, given once`);
}

function readInteger(name: string, given: Given): number | undefined {
  const value = given.get(name.toLowerCase()) ?? undefined;
  if (value === undefined || value === "") return undefined;
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : value;
  if (typeof number !== "number" || Math.trunc(number) !== number)
    throw invalid(`${name} is a whole number, such as 1`);
  return Math.min(number, Number.MAX_SAFE_INTEGER);
}

/**
 * How to sort, if at all. By an attribute that no schema knows nothing is sorted: all resources lack it alike.
 * RFC 7644 §3.4.2.3.
 */
function readSort(given: Given, type: ResourceType): Sort | undefined {
  const order = readText("sortOrder", given)?.trim().toLowerCase() || "ascending";
  if (order !== "ascending" && order !== "descending") throw invalid("sortOrder is ascending or descending");
  const sortBy = readText("sortBy", given)?.trim();
  if (!sortBy) return undefined;
  const path = parseAttributePath(sortBy);
  if (!path) throw invalid(`sortBy is an attribute's name; ${excerpt(sortBy)} is none`);
  const named = resolvePath(type, path);
  if (!isSearchable(named)) return undefined;
  const target = comparedTarget(named);
  if (!target)
    throw invalid(
      `sortBy names a sub-attribute of ${named.name}, such as ${named.name}.${named.attribute?.subAttributes?.[0]?.name}`,
    );
  return { target, order };
}

function invalid(problem: string): ScimError {
  return new ScimError(400, "invalidValue", problem);
}
