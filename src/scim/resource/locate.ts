/**
 * Where what a body says belongs in a resource. Its keys are names in any case, paths (`name.givenName`,
 * `emails[type eq "work"].value`, a URN before either) or the URNs of schemas, with an object of attributes below.
 */

import { isSchemaUrn, parseAttributePath, resolvePath } from "../attribute-path.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { excerpt, type Notes, note } from "../notes.ts";
import { type PatchPath, parsePath } from "../path.ts";
import type { Attribute, ResourceType } from "../schema.ts";
import { COMMON_ATTRIBUTES } from "../schemas/common.ts";
import { isUnassigned } from "./value.ts";

/** A value as it was sent, and its place. */
export interface Located {
  readonly path: PatchPath;
  readonly value: Json;
}

/** What each key of `attributes` says, and where; a key that is no path is ignored and noted. @throws as `locate` does */
export function locateAll(type: ResourceType, attributes: JsonObject, notes: Notes): Located[] {
  return Object.entries(attributes).flatMap(([key, value]) => {
    // A misspelled filter is an error that the sender wants to know; any other odd key is an attribute we don't have.
    if (!key.includes("[") && !isPath(type, key)) {
      noteUnknown(notes, key);
      return [];
    }
    return spread(type, { path: locate(type, key, value), value }, notes);
  });
}

/** The attributes below a schema's URN, each for itself. What is no schema, or says nothing, is left as it is. */
export function spread(type: ResourceType, located: Located, notes: Notes): Located[] {
  const { path, value } = located;
  if (path.kind === "attribute" || !isObject(value) || Object.keys(value).length === 0) return [located];
  const { extension } = path;
  if (extension === undefined) return locateAll(type, value, notes);
  const known = isKnown(type, extension);
  return Object.entries(value).flatMap(([key, below]) => {
    if (!known) return [{ path: keptAttribute(extension, key), value: below }];
    if (isPath(type, key) && !key.includes(":")) {
      return [{ path: locate(type, `${extension}:${key}`, below), value: below }];
    }
    noteUnknown(notes, key);
    return [];
  });
}

/**
 * The place that `text` names in a resource of `type`.
 *
 * @param value What is to be there; it tells apart what a URN that no schema of ours has can be.
 * @throws ScimError 400 invalidPath, invalidFilter
 */
export function locate(type: ResourceType, text: string, value: Json): PatchPath {
  return usualPaths(type).get(text) ?? withValue(type, parsePath(text, type), value);
}

/**
 * `path`, of which `parsePath` knew the form only. Whether an unknown URN is a schema's own or ends in an attribute's name,
 * the form tells where there is a version in it; where not, and where `value` contradicts: a schema's is an object.
 */
function withValue(type: ResourceType, path: PatchPath, value: Json): PatchPath {
  const text = path.text.trim();
  if (path.kind === "schema") {
    const isSchema = isKnown(type, path.extension) || isObject(value) || isUnassigned(value);
    const attribute = isSchema ? undefined : parseAttributePath(text);
    return attribute ? { kind: "attribute", text, target: resolvePath(type, attribute), filter: undefined } : path;
  }
  const { kept, extension = "", sub } = path.target;
  const isSchema = kept && isObject(value) && !path.filter && sub === undefined && !isSchemaUrn(type, extension);
  return isSchema ? { kind: "schema", text, extension: text } : path;
}

/** Whether `extension` is of a schema of ours, or stands for the core. */
function isKnown(type: ResourceType, extension: string | undefined): boolean {
  return extension === undefined || type.extensions.some(({ id }) => id === extension);
}

export function noteUnknown(notes: Notes, name: string): void {
  note(notes, `No schema here has the attribute ${excerpt(name)}: ignored.`);
}

function isPath(type: ResourceType, key: string): boolean {
  return usualPaths(type).has(key) || isSchemaUrn(type, key) || parseAttributePath(key) !== undefined;
}

/** An attribute below a URN that no schema of ours has. Any name will do there. */
function keptAttribute(extension: string, name: string): PatchPath {
  const target = { extension, kept: true, attribute: undefined, subAttribute: undefined, name, sub: undefined };
  return { kind: "attribute", text: `${extension}:${name}`, target, filter: undefined };
}

const readOnce = new WeakMap<ResourceType, ReadonlyMap<string, PatchPath>>();

/** The paths most clients write nearly always, as the schemas spell them, read once: each key of each body is one. */
function usualPaths(type: ResourceType): ReadonlyMap<string, PatchPath> {
  let paths = readOnce.get(type);
  if (paths === undefined) {
    const { schema, extensions } = type;
    const texts = [
      ...[...COMMON_ATTRIBUTES, ...schema.attributes].flatMap(namesOf),
      ...[schema, ...extensions].flatMap(({ id, attributes }) => [
        id,
        ...attributes.flatMap(namesOf).map((name) => `${id}:${name}`),
      ]),
    ];
    paths = new Map(texts.map((text) => [text, parsePath(text, type)]));
    readOnce.set(type, paths);
  }
  return paths;
}

function namesOf({ name, subAttributes = [] }: Attribute): string[] {
  return [name, ...subAttributes.map((sub) => `${name}.${sub.name}`)];
}
