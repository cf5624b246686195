/** What Google Workspace provisions of a person: no id of its own, and emails without a type. */

import type { Person } from "../company/company.ts";
import type { Attributes } from "../links/links.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export const EMAIL = "emails.value";
const PROFILE_PATHS = ["userName", "name.givenName", "name.familyName", EMAIL];
export const USER_PATHS = [...PROFILE_PATHS, "active"];

/** What an employed person should be at the server. */
export function userAttributes({ address, givenName, familyName }: Person): Attributes {
  return {
    userName: address,
    "name.givenName": givenName,
    "name.familyName": familyName,
    [EMAIL]: address,
    active: true,
  };
}

/** Whether they differ in what is no matter of being active. */
export function isOtherProfile(one: Attributes, other: Attributes): boolean {
  return PROFILE_PATHS.some((path) => one[path] !== other[path]);
}

/** The body of a new user, and that which replaces one. */
export function wholeUser(attributes: Attributes): object {
  return {
    schemas: [USER],
    userName: attributes.userName,
    name: { givenName: attributes["name.givenName"], familyName: attributes["name.familyName"] },
    emails: [{ value: attributes[EMAIL], primary: true }],
    active: attributes.active,
  };
}

export function activation(active: boolean): object {
  return { schemas: [PATCH_OP], Operations: [{ op: "replace", value: { active } }] };
}
