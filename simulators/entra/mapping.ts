/** What Entra ID provisions of a person and a group, and where it stands: its attribute mappings. */

import type { Company, Group, Person } from "../company/company.ts";
import { fixedUuid } from "../company/random.ts";
import type { Attributes } from "../links/links.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ADSCIM = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

const WORK_EMAIL = 'emails[type eq "work"].value';
const MOBILE = 'phoneNumbers[type eq "mobile"].value';
const WORK_ADDRESS = 'addresses[type eq "work"].formatted';
const EMPLOYEE_NUMBER = `${ENTERPRISE}:employeeNumber`;
const DEPARTMENT = `${ENTERPRISE}:department`;
/** A reference: written once both ends exist. */
export const MANAGER = `${ENTERPRISE}:manager`;

/** Of a user, without references. */
export const USER_PATHS = [
  "userName",
  "externalId",
  "active",
  "displayName",
  "title",
  "preferredLanguage",
  "name.givenName",
  "name.familyName",
  "name.formatted",
  WORK_EMAIL,
  MOBILE,
  WORK_ADDRESS,
  EMPLOYEE_NUMBER,
  DEPARTMENT,
];

export const GROUP_PATHS = ["displayName", "externalId"];

/** What an employed person should be at the server, without references. */
export function userAttributes({ seed }: Company, person: Person): Attributes {
  return {
    userName: person.address,
    externalId: externalId(seed, person),
    active: true,
    displayName: person.displayName,
    title: person.title,
    preferredLanguage: person.language,
    "name.givenName": person.givenName,
    "name.familyName": person.familyName,
    "name.formatted": `${person.givenName} ${person.familyName}`,
    [WORK_EMAIL]: person.address,
    [MOBILE]: person.mobile,
    [WORK_ADDRESS]: person.street,
    [EMPLOYEE_NUMBER]: person.employeeNumber,
    [DEPARTMENT]: person.department,
  };
}

export function groupAttributes({ seed }: Company, group: Group): Attributes {
  return { displayName: group.name, externalId: externalId(seed, group) };
}

/** The object's id in Entra ID. */
function externalId(seed: string, { key }: Person | Group): string {
  return fixedUuid(seed, `entra ${key}`);
}

/** The body of a new user. */
export function newUser(attributes: Attributes): object {
  const at = (path: string) => attributes[path];
  return {
    schemas: [USER, ENTERPRISE],
    externalId: at("externalId"),
    userName: at("userName"),
    active: true,
    displayName: at("displayName"),
    title: at("title"),
    preferredLanguage: at("preferredLanguage"),
    emails: [{ primary: true, type: "work", value: at(WORK_EMAIL) }],
    phoneNumbers: at(MOBILE) && [{ type: "mobile", value: at(MOBILE) }],
    addresses: at(WORK_ADDRESS) && [{ type: "work", formatted: at(WORK_ADDRESS) }],
    meta: { resourceType: "User" },
    name: {
      formatted: at("name.formatted"),
      familyName: at("name.familyName"),
      givenName: at("name.givenName"),
    },
    roles: [],
    [ENTERPRISE]: { employeeNumber: at(EMPLOYEE_NUMBER), department: at(DEPARTMENT) },
  };
}

/** The body of a new group. @param isDefault false: as the flag aadOptscim062020 has it */
export function newGroup({ externalId, displayName }: Attributes, isDefault: boolean): object {
  if (!isDefault) return { schemas: [GROUP], externalId, displayName };
  return { schemas: [GROUP, ADSCIM], externalId, displayName, meta: { resourceType: "Group" } };
}
