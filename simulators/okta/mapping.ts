/** What Okta provisions of a person, and the resources that it writes. */

import { randomBytes } from "node:crypto";
import type { Company, Person } from "../company/company.ts";
import { fixedLetters } from "../company/random.ts";
import type { Attributes, Links } from "../links/links.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const WORK_EMAIL = 'emails[type eq "work"].value';

const PROFILE_PATHS = [
  "userName",
  "externalId",
  "displayName",
  "locale",
  "name.givenName",
  "name.familyName",
  WORK_EMAIL,
];
export const USER_PATHS = [...PROFILE_PATHS, "active"];
export const GROUP_PATHS = ["displayName"];

/** What an employed person should be at the server. */
export function userAttributes({ seed }: Company, person: Person): Attributes {
  return {
    userName: person.address,
    externalId: `00u${fixedLetters(seed, `okta ${person.key}`, 17)}`,
    displayName: person.displayName,
    locale: person.language,
    "name.givenName": person.givenName,
    "name.familyName": person.familyName,
    [WORK_EMAIL]: person.address,
    active: true,
  };
}

/** Whether they differ in what is no matter of being active. */
export function isOtherProfile(one: Attributes, other: Attributes): boolean {
  return PROFILE_PATHS.some((path) => one[path] !== other[path]);
}

/** The body of a new user. The password is new each time, and kept by nobody. */
export function newUser(attributes: Attributes): object {
  return {
    schemas: [USER],
    userName: attributes.userName,
    name: { givenName: attributes["name.givenName"], familyName: attributes["name.familyName"] },
    emails: [{ primary: true, value: attributes[WORK_EMAIL], type: "work" }],
    displayName: attributes.displayName,
    locale: attributes.locale,
    externalId: attributes.externalId,
    groups: [],
    password: randomBytes(6).toString("base64url"),
    active: attributes.active,
  };
}

/** The body that replaces a user. */
export function wholeUser(id: string, attributes: Attributes): object {
  return { ...newUser(attributes), id, meta: { resourceType: "User" } };
}

export function newGroup(displayName: string): object {
  return { schemas: [GROUP], displayName, members: [] };
}

/** The body that replaces a group, with all of its members. */
export function wholeGroup(id: string, displayName: string, members: readonly object[]): object {
  return { schemas: [GROUP], id, displayName, members };
}

/** A member as Okta names one. */
export function member(links: Links, id: string): object {
  return { value: id, display: links.userOf(id)?.attributes.userName };
}

export function patch(...operations: readonly object[]): object {
  return { schemas: [PATCH_OP], Operations: operations };
}
