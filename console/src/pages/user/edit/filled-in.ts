import type { NewUser } from "../../../api/people-and-groups.ts";

type Json = unknown;

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** What the form shows of a stored resource. */
export function filledIn(resource: Readonly<Record<string, Json>>): Record<keyof NewUser, string> {
  const name = objectOf(resource.name);
  return {
    userName: textOf(resource.userName),
    displayName: textOf(resource.displayName),
    givenName: textOf(name.givenName),
    familyName: textOf(name.familyName),
    email: primaryEmail(resource.emails),
    title: textOf(resource.title),
    department: textOf(objectOf(resource[ENTERPRISE]).department),
  };
}

/** The one marked primary, else the first for work, else the first. */
function primaryEmail(emails: Json): string {
  const all = (Array.isArray(emails) ? emails : []).map(objectOf);
  const isWork = ({ type }: Record<string, Json>) => textOf(type).toLowerCase() === "work";
  const chosen = all.find(({ primary }) => primary === true) ?? all.find(isWork) ?? all[0];
  return textOf(chosen?.value);
}

function objectOf(value: Json): Record<string, Json> {
  return typeof value === "object" && value !== null ? (value as Record<string, Json>) : {};
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : "";
}
