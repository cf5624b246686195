/** A PATCH, made. RFC 7644 §3.5.2. */

import { ScimError } from "../errors.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { AttributePatchPath } from "../path.ts";
import { schemasOf } from "../resource/schemas.ts";
import { withoutNulls } from "../resource/value.ts";
import type { ResourceType } from "../schema.ts";
import { Attributes } from "./attributes.ts";
import { elementOfFilter } from "./element-of-filter.ts";
import { Elements } from "./elements.ts";
import type { Operation } from "./operation.ts";

/** What one PATCH asks for. */
export interface Patch {
  readonly operations: readonly Operation[];
  /** What of it was not taken, for the log of requests. */
  readonly notes: readonly string[];
}

/**
 * What `patch` makes of `resource`, which itself stays as it is: all of its operations, or none where one throws.
 * The cost is that of the operations and of the resource, not their product.
 *
 * @returns The new resource, the same in content where nothing changed (`sameResource`), and the patch's notes.
 * @throws ScimError 400 noTarget where a filter selects nothing that could be replaced; tooMany
 */
export function applyPatch(
  type: ResourceType,
  resource: JsonObject,
  patch: Patch,
): { resource: JsonObject; notes: readonly string[] } {
  const root = new Attributes(resource);
  for (const operation of patch.operations) apply(root, operation);
  const changed = root.toJson();
  return { resource: { ...changed, schemas: schemasOf(type, changed) }, notes: patch.notes };
}

function apply(root: Attributes, operation: Operation): void {
  const { path } = operation;
  if (path.kind === "schema") {
    if (path.extension !== undefined) root.delete(path.extension);
    return;
  }
  const { extension, sub } = path.target;
  const holder = extension === undefined ? root : root.open(extension);
  if (path.filter === undefined && sub === undefined) applyToAttribute(holder, operation, path);
  else if (path.filter !== undefined || isMultiValued(holder, path)) applyToElements(holder, operation, path);
  else applyToParts(holder, operation, path);
}

/** The whole of an attribute. RFC 7644 §3.5.2.1 to §3.5.2.3. */
function applyToAttribute(holder: Attributes, { op, value }: Operation, path: AttributePatchPath): void {
  const { attribute, name } = path.target;
  const isList = isMultiValued(holder, path);
  if (op === "remove") {
    if (isList && value !== null) for (const listed of inList(value)) openList(holder, path).removeLike(listed);
    else holder.delete(name);
  } else if (op === "add" && isList) {
    const elements = openList(holder, path);
    for (const element of inList(value)) elements.add(element);
  } else if (isObject(value) && (attribute !== undefined || op === "add")) {
    merge(holder, name, value);
  } else {
    holder.set(name, value);
  }
}

/** A sub-attribute of a single complex value: `name.familyName`. */
function applyToParts(holder: Attributes, { value }: Operation, { target: { name, sub } }: AttributePatchPath): void {
  if (sub !== undefined) merge(holder, name, { [sub]: value });
}

/** Sub-attributes that `changes` does not name stay. RFC 7644 §3.5.2.3. */
function merge(holder: Attributes, name: string, changes: JsonObject): void {
  const parts = holder.open(name);
  // The address of the old value is not that of the new one.
  if (changes.value !== undefined && changes.value !== parts.get("value")) parts.delete("$ref");
  for (const [part, value] of Object.entries(changes)) {
    if (value === null) parts.delete(part);
    else parts.set(part, value);
  }
}

/** Elements that a filter selects, or a sub-attribute of all of them: `emails[type eq "work"].value`, `emails.display`. */
function applyToElements(holder: Attributes, operation: Operation, path: AttributePatchPath): void {
  const { op, value } = operation;
  const { target, filter } = path;
  const { sub } = target;
  const elements = openList(holder, path);
  const selected = elements.select(filter);
  const part = sub === undefined ? undefined : { [sub]: value };

  if (op === "remove") {
    for (const index of selected) part ? elements.change(index, part) : elements.remove(index);
  } else if (selected.length === 0 || (op === "add" && filter === undefined)) {
    elements.add(newElement(op, path, part ?? value));
  } else if (part !== undefined || (op === "add" && isObject(value))) {
    // The last one that is made primary is: from the end, so that it is the first.
    for (const index of selected.toReversed()) elements.change(index, part ?? (value as JsonObject));
  } else {
    elements.replace(selected, completed(filter && elementOfFilter(filter), value));
  }
}

/** Where nothing matches: an element made from the filter, as Entra ID has it, when that describes one. */
function newElement(op: "add" | "replace", { text, target, filter }: AttributePatchPath, value: Json): Json {
  const described = filter === undefined ? {} : elementOfFilter(filter);
  if (described === undefined || (op === "replace" && target.sub === undefined)) {
    throw new ScimError(400, "noTarget", `Nothing matches ${text}; add the value first, or correct the filter.`);
  }
  return completed(described, value);
}

/** `value` with what the filter that selected it says, where it does not say otherwise itself. */
function completed(described: JsonObject | undefined, value: Json): Json {
  return isObject(value) ? withoutNulls({ ...described, ...value }) : value;
}

function inList(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/** Below a URN that no schema of ours has, what there is tells. */
function isMultiValued(holder: Attributes, { target: { attribute, name } }: AttributePatchPath): boolean {
  if (attribute) return attribute.multiValued;
  const value = holder.get(name);
  return value instanceof Elements || Array.isArray(value);
}

function openList(holder: Attributes, { target: { attribute, name } }: AttributePatchPath): Elements {
  const value = holder.get(name);
  if (value instanceof Elements) return value;
  const json = value instanceof Attributes ? value.toJson() : value;
  const elements = new Elements(attribute, json === undefined ? [] : inList(json));
  holder.set(name, elements);
  return elements;
}
