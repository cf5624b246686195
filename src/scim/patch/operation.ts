/**
 * What a PATCH changes, each change read and checked by itself, so that applying it to a resource is all that is left.
 * A POST is read as the same: it adds all it says to a resource that has nothing yet. RFC 7644 §3.5.2.
 */

import { canHaveValue } from "../attribute-path.ts";
import { ScimError } from "../errors.ts";
import type { Json } from "../json.ts";
import { excerpt, type Notes, note } from "../notes.ts";
import type { AttributePatchPath, PatchPath, SchemaPatchPath } from "../path.ts";
import { type Located, noteUnknown } from "../resource/locate.ts";
import { isUnassigned, readElement, readKept, readValue } from "../resource/value.ts";
import type { Attribute } from "../schema.ts";

export type Op = "add" | "replace" | "remove";

/** One change, ready to be made. */
export type Operation =
  /** `value` is as the schema has it; in a complex one, null clears a sub-attribute. */
  | { readonly op: "add" | "replace"; readonly path: AttributePatchPath; readonly value: Json }
  /** Removes all that is at `path` when `value` is null, else of a list the elements in `value` only. */
  | { readonly op: "remove"; readonly path: PatchPath; readonly value: Json };

/** A change as it was asked for. */
export interface Asked extends Located {
  readonly op: Op;
  /** Whether the client named the place by `path`; else by a key of a value, where what can't be changed is ignored. */
  readonly named: boolean;
}

/**
 * What `asked` changes; undefined when it is nothing.
 *
 * @throws ScimError 400 mutability and invalidPath for what `path` named and cannot be, invalidValue
 */
export function readOperation(asked: Asked, notes: Notes): Operation | undefined {
  const { path } = asked;
  if (path.kind === "schema") return readSchemaOperation(asked, path);
  if (!isWritable(asked, path, notes)) return undefined;
  if (asked.op === "remove") return readRemoval(asked, path, notes);

  const value = readNew(path, asked.value, notes);
  if (value === null) return readClearing(asked, path, notes);
  // Nothing in it but what is ignored.
  if (isUnassigned(value)) return undefined;
  checkNotBlank(path, value);
  return { op: asked.op, path, value };
}

/** Only what is empty is left of a schema's URN here: all else is spread into the attributes below it. */
function readSchemaOperation({ op, value }: Asked, path: SchemaPatchPath): Operation | undefined {
  if (op !== "remove" && !isUnassigned(value)) throw noAttributes(path, value);
  if (op === "add") return undefined;
  if (path.extension !== undefined) return { op: "remove", path, value: null };
  if (op === "remove") throw new ScimError(400, "mutability", `${path.text} cannot be removed: every resource has it.`);
  return undefined;
}

function isWritable({ op, named }: Asked, { text, target, filter }: AttributePatchPath, notes: Notes): boolean {
  const { attribute, subAttribute } = target;
  if (!canHaveValue(target)) {
    if (named) throw unknown(text);
    noteUnknown(notes, text);
    return false;
  }
  if (filter !== undefined && attribute?.multiValued === false) {
    throw new ScimError(400, "invalidPath", `${attribute.name} has one value: "${text}" cannot select among several.`);
  }
  if (attribute?.mutability === "readOnly" || subAttribute?.mutability === "readOnly") {
    if (named) throw readOnly(text);
    return false;
  }
  // What `schemas` says follows from the attributes there are.
  if (attribute?.name === "schemas" && op !== "remove") return false;
  return attribute?.mutability !== "writeOnly";
}

/** The value that `sent` means at `path`, null for none. */
function readNew({ target, filter }: AttributePatchPath, sent: Json, notes: Notes): Json {
  const { attribute, subAttribute } = target;
  if (attribute === undefined) return readKept(sent);
  if (subAttribute !== undefined) return readValue(subAttribute, sent, notes, `${attribute.name}.`);
  return filter === undefined ? readValue(attribute, sent, notes) : readElement(attribute, sent, notes);
}

function readRemoval({ value }: Asked, path: AttributePatchPath, notes: Notes): Operation | undefined {
  const { target, filter } = path;
  const { attribute, sub } = target;
  if (attribute?.required) {
    throw new ScimError(400, "mutability", `${attribute.name} is required and cannot be removed; replace it.`);
  }
  if (isActive(attribute)) return leaveActive(notes);
  const selects = filter !== undefined || sub !== undefined || attribute?.multiValued === false;
  if (selects || value === null || value === "") return { op: "remove", path, value: null };
  // Entra ID's {"op": "Remove", "path": "emails", "value": […]}. An empty list lists nothing to be removed.
  const listed = readNew(path, value, notes);
  return listed === null ? undefined : { op: "remove", path, value: listed };
}

/** An empty value: clears the attribute, or adds nothing to a list. */
function readClearing({ op }: Asked, path: AttributePatchPath, notes: Notes): Operation | undefined {
  const { attribute, sub } = path.target;
  if (isActive(attribute)) return leaveActive(notes);
  if (attribute?.required) throw required(attribute);
  const selects = path.filter !== undefined && sub !== undefined;
  if (op === "add" && attribute?.multiValued && !selects) return undefined;
  return { op: "remove", path, value: null };
}

function checkNotBlank({ target: { attribute } }: AttributePatchPath, value: Json): void {
  if (attribute?.required && typeof value === "string" && value.trim() === "") throw required(attribute);
}

/** The refusal of a resource without a required attribute. */
export function required(attribute: Attribute): ScimError {
  return new ScimError(400, "invalidValue", `${attribute.name} is required and must not be empty.`);
}

/** Whoever clears `active` neither lets in nor shuts out: it is never absent, and stays what it was. */
function isActive(attribute: Attribute | undefined): boolean {
  return attribute?.name === "active";
}

function leaveActive(notes: Notes): undefined {
  note(notes, "active cannot be empty: left as it was.");
}

function noAttributes({ text }: SchemaPatchPath, value: Json): ScimError {
  return new ScimError(400, "invalidValue", `${text} cannot be ${excerpt(value)}; send an object of its attributes.`);
}

function unknown(path: string): ScimError {
  return new ScimError(400, "invalidPath", `No schema here has the attribute ${excerpt(path)}; check its spelling.`);
}

function readOnly(path: string): ScimError {
  return new ScimError(400, "mutability", `${path} is set by the server and cannot be changed; leave it out.`);
}
