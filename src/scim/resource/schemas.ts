/** The `schemas` of a resource. RFC 7643 §3. */

import { isCoreUrn } from "../attribute-path.ts";
import { ScimError } from "../errors.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import type { ResourceType } from "../schema.ts";

/** The core schema of `type` and the extensions of which `resource` has values, known or not. */
export function schemasOf(type: ResourceType, resource: JsonObject): string[] {
  return [type.schema.id, ...Object.keys(resource).filter((key) => key.includes(":") && isObject(resource[key]))];
}

/**
 * `body` as an object whose `schemas` name the core schema of `type`, among whatever else.
 *
 * @throws ScimError 400 invalidSyntax
 */
export function checkSchemas(type: ResourceType, body: Json): JsonObject {
  if (!isObject(body)) {
    throw new ScimError(400, "invalidSyntax", `The body is no JSON object; send the ${type.name} as one.`);
  }
  const schemas = body.schemas ?? Object.entries(body).find(([key]) => key.toLowerCase() === "schemas")?.[1];
  if (!Array.isArray(schemas) || !schemas.some((urn) => typeof urn === "string" && isCoreUrn(type, urn))) {
    throw new ScimError(400, "invalidSyntax", `The body's "schemas" must be a list that has "${type.schema.id}".`);
  }
  return body;
}
