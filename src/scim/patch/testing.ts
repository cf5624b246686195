/** What tests of reading and patching resources share. */

import { expect } from "vitest";
import { ScimError, type ScimType } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { USER } from "../resource-types.ts";
import { applyPatch } from "./apply.ts";
import { parsePatch } from "./parse-patch.ts";

export const USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE_URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/** Of a schema that is none of ours. */
export const ACME_URN = "urn:acme:hr:2.0:User";

/** A user as it is stored. */
export const ANN: JsonObject = {
  schemas: [USER_URN, ENTERPRISE_URN],
  userName: "ann@example.com",
  active: true,
  name: { givenName: "Ann", familyName: "Lee" },
  title: "Engineer",
  emails: [
    { type: "work", value: "ann@example.com", primary: true },
    { type: "home", value: "ann@home.example" },
  ],
  addresses: [{ type: "work", locality: "Bern", country: "CH" }],
  [ENTERPRISE_URN]: { department: "R&D", manager: { value: "m1", $ref: "https://x.test/Users/m1" } },
};

export const [WORK, HOME] = ANN.emails as [JsonObject, JsonObject];
export const ENTERPRISE = ANN[ENTERPRISE_URN] as JsonObject;

/** ANN with `changes`; what is undefined is gone. */
export function ann(changes: Record<string, Json | undefined>): JsonObject {
  const changed = Object.entries({ ...ANN, ...changes }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(changed) as JsonObject;
}

/** The user that a PATCH with `operations` makes of `user`. */
export function patched(user: JsonObject, ...operations: Json[]): JsonObject {
  return applyPatch(USER, user, parsePatch({ schemas: [PATCH_OP], Operations: operations }, USER)).resource;
}

/** What `run` is refused with, as [status, scimType, detail]; what it returns where it is not. */
export function refusal(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof ScimError) return [error.status, error.scimType, error.detail];
    throw error;
  }
}

/** What `refusal` is where the answer is 400 with `scimType` and a detail that has all of `words`. */
export function refused(scimType: ScimType, ...words: string[]): unknown[] {
  const pattern = words.map((word) => `(?=.*${RegExp.escape(word)})`).join("");
  return [400, scimType, expect.stringMatching(new RegExp(`^${pattern}`, "s"))];
}
