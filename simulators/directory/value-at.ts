/** What a resource has at a path as identity providers write them in attribute mappings. */

import type { Resource } from "../client/client.ts";
import type { Attributes } from "../links/links.ts";

/**
 * The value at `path`: `title`, `name.givenName`, `emails[type eq "work"].value`, or below an extension's URN. Of
 * several values the first counts; of a complex one its `value`, as for a manager. Undefined where there is none.
 */
export function valueAt(resource: Resource, path: string): unknown {
  const [, urn, below] = /^(urn:.+):([^:]+)$/.exec(path) ?? [];
  const within = urn === undefined ? resource : resource[urn];
  const value = (below ?? path).split(/\.(?![^[]*\])/).reduce<unknown>(step, within);
  const plain = isObject(value) ? value.value : value;
  return plain === null ? undefined : plain;
}

function step(from: unknown, name: string): unknown {
  const owner = Array.isArray(from) ? from[0] : from;
  if (!isObject(owner)) return undefined;
  const [, attribute, key, wanted] = /^(\w+)\[(\w+) eq "(.*)"\]$/.exec(name) ?? [];
  if (attribute === undefined || key === undefined) return owner[name];
  const values = owner[attribute];
  return Array.isArray(values) ? values.find((one) => isObject(one) && String(one[key]) === wanted) : undefined;
}

/** What a resource has at each of the paths. */
export function attributesAt(resource: Resource, paths: readonly string[]): Attributes {
  const found = paths.map((path) => [path, valueAt(resource, path)] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Attributes;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
