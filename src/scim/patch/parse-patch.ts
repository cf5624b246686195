/** A PATCH of a user, read. RFC 7644 §3.5.2. */

import type { Json } from "../json.ts";
import type { Notes } from "../notes.ts";
import type { ResourceType } from "../schema.ts";
import type { Patch } from "./apply.ts";
import { readMessage } from "./message.ts";
import { readOperation } from "./operation.ts";

/**
 * What `body` asks to change in a resource of `type`. All that can be wrong with it without knowing the resource is
 * found out here. Groups, whose members are no part of the resource, have `parseGroupPatch`.
 *
 * @param body As `parseJson` returns it.
 * @throws ScimError 400 invalidSyntax, invalidPath, invalidFilter, invalidValue, mutability, noTarget
 */
export function parsePatch(body: Json, type: ResourceType): Patch {
  const notes: Notes = new Set();
  const operations = readMessage(body, type, notes).flatMap((asked) => readOperation(asked, notes) ?? []);
  return { operations, notes: [...notes] };
}
