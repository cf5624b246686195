/** What the tests send, and what they expect of a refusal. */

import { expect } from "vitest";
import type { ScimAnswer } from "./scim-client.ts";

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
export const SEARCH_REQUEST = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
export const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/** An id that is well-formed and nobody's. */
export const NOBODY = "018f0000-0000-7000-8000-000000000000";

/** The body of a PATCH. */
export function patch(...operations: object[]) {
  return { schemas: [PATCH_OP], Operations: operations };
}

/** The body of a new user. */
export function person(userName: string, more: object = {}) {
  return { schemas: [USER], userName, ...more };
}

/** The body of a new group. */
export function team(displayName: string, more: object = {}) {
  return { schemas: [GROUP], displayName, ...more };
}

/** The body of a new group of these users and groups. */
export function teamOf(displayName: string, members?: readonly string[]) {
  return team(displayName, members && { members: references(members) });
}

/** Users or groups, as members of a group. */
export function references(ids: readonly string[]) {
  return ids.map((value) => ({ value }));
}

/** Operations of a PATCH on a group's members. */
export const add = (ids: readonly string[]) => ({ op: "add", path: "members", value: references(ids) });
export const remove = (ids: readonly string[]) => ({ op: "remove", path: "members", value: references(ids) });

/** Expects a whole Error body (RFC 7644 §3.12) whose detail matches. Without `scimType`, that there is none. */
export function expectRefusal(answer: ScimAnswer, status: number, scimType?: string, detail: RegExp = /\w{3}/): void {
  expect(answer.body, answer.text).toEqual({
    schemas: [ERROR],
    status: String(status),
    ...(scimType !== undefined && { scimType }),
    detail: expect.stringMatching(detail),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toMatch(/^application\/scim\+json/);
}
