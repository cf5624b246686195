/** How long a value may be that resources are looked up by. */

import { ScimError } from "../scim/errors.ts";
import type { JsonObject } from "../scim/json.ts";
import { emailValues } from "../scim/resource/emails.ts";

/** In bytes of UTF-8. An index entry holds 2,704; folding makes a value up to three times as long. */
const LONGEST = 800;

/** @throws ScimError 400 invalidValue for a userName, displayName, externalId or email too long to be looked up by */
export function checkKeys(resource: JsonObject): void {
  for (const name of ["userName", "displayName", "externalId"]) checkKey(name, resource[name]);
  for (const value of emailValues(resource)) checkKey("emails.value", value);
}

function checkKey(name: string, value: unknown): void {
  if (typeof value !== "string" || Buffer.byteLength(value) <= LONGEST) return;
  throw new ScimError(400, "invalidValue", `${name} is longer than ${LONGEST} bytes: "${value.slice(0, 40)}…"`);
}
