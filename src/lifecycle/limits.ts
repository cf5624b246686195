/** How large a resource may be, and how long a value that resources are looked up by. */

import { ScimError } from "../scim/errors.ts";
import type { JsonObject } from "../scim/json.ts";
import { emailValues } from "../scim/resource/emails.ts";

/** In bytes of UTF-8. An index entry holds 2,704; folding makes a value up to three times as long. */
const LONGEST = 800;

/** In characters of JSON: what one request may carry, so that many PATCHes make nothing larger than a POST can. */
const LARGEST = 1024 * 1024;

/**
 * @returns the resource's size in characters of JSON
 * @throws ScimError 413 when it has grown too large to be kept
 */
export function checkSize(resource: JsonObject): number {
  const size = JSON.stringify(resource).length;
  if (size <= LARGEST) return size;
  throw new ScimError(413, undefined, "The resource would be larger than 1 MiB; remove what it need not have.");
}

/** @throws ScimError 400 invalidValue for a userName, displayName, externalId or email too long to be looked up by */
export function checkKeys(resource: JsonObject): void {
  for (const name of ["userName", "displayName", "externalId"]) checkKey(name, resource[name]);
  for (const value of emailValues(resource)) checkKey("emails.value", value);
}

function checkKey(name: string, value: unknown): void {
  if (typeof value !== "string" || Buffer.byteLength(value) <= LONGEST) return;
  throw new ScimError(400, "invalidValue", `${name} is longer than ${LONGEST} bytes: "${value.slice(0, 40)}…"`);
}
