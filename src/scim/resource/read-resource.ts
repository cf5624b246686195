/**
 * The body of a POST or PUT, read into the form that is stored: names as the schemas spell them, values of their types,
 * nothing empty, nothing that is the server's to say. RFC 7644 §3.3, §3.5.1.
 */

import type { Json, JsonObject } from "../json.ts";
import type { Notes } from "../notes.ts";
import { applyPatch } from "../patch/apply.ts";
import { readOperation, required } from "../patch/operation.ts";
import { USER } from "../resource-types.ts";
import type { ResourceType } from "../schema.ts";
import { type Located, locateAll } from "./locate.ts";
import { checkSchemas } from "./schemas.ts";

export interface Read {
  readonly resource: JsonObject;
  /** What of the body was not taken, for the log of requests. */
  readonly notes: readonly string[];
}

/**
 * A user.
 *
 * @param body As `parseJson` returns it.
 * @param active What `active` is where the body does not say: true for a new user, as it was for one that is replaced.
 * @throws ScimError 400 invalidSyntax, invalidValue
 */
export function readUser(body: Json, active: boolean): Read {
  const { resource, notes } = readResource(USER, body);
  return { resource: resource.active === undefined ? { ...resource, active } : resource, notes };
}

/** A resource of any type, as its body says it; as `readUser` does. A group's members are read as any attribute. */
export function readResource(type: ResourceType, body: Json): Read {
  const notes: Notes = new Set();
  return build(type, locateAll(type, checkSchemas(type, body), notes), notes);
}

/** The resource that has all of `located`. It is what adding it to a resource without any attribute makes. */
export function build(type: ResourceType, located: readonly Located[], notes: Notes): Read {
  const operations = located.flatMap((one) => readOperation({ ...one, op: "add", named: false }, notes) ?? []);
  const { resource } = applyPatch(type, {}, { operations, notes: [] });
  for (const attribute of type.schema.attributes) {
    if (attribute.required && resource[attribute.name] === undefined) throw required(attribute);
  }
  return { resource, notes: [...notes] };
}
