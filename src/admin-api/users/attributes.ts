/** What people fill in of a user, and what becomes of it in the resource. */

import { z } from "zod";
import { domainOfAddress } from "../../domains/domain-name.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { isObject } from "../../scim/json.ts";
import { primaryEmail } from "../../scim/resource/emails.ts";
import { readUser } from "../../scim/resource/read-resource.ts";
import { ENTERPRISE_USER_SCHEMA } from "../../scim/schemas/enterprise-user.ts";
import { USER_SCHEMA } from "../../scim/schemas/user.ts";

/** A line of text; empty and null mean that there is none. */
const line = z
  .string()
  .trim()
  .max(200, "Use at most 200 characters.")
  .nullable()
  .transform((text) => text || null);

const address = z
  .string("Fill in a userName.")
  .trim()
  .max(250, "Use at most 250 characters.")
  .refine((text) => domainOfAddress(text) !== null, "That is no email address that can be read.");

const userName = address.min(1, "Fill in a userName.");
const email = address
  .refine((text) => text === "" || domainOfAddress(text) !== undefined, "An email address has an @.")
  .nullable()
  .transform((text) => text || null);

const attributes = {
  userName,
  displayName: line,
  givenName: line,
  familyName: line,
  email: email.describe("The primary address, for work."),
  title: line,
  department: line,
};

/** What changes of a user: what is left out stays, null takes it away. */
export const changedUser = z.object(attributes).partial();

/** A new user: all but the userName may be left out. */
export const newUser = changedUser.extend({ userName });

type Filled = z.output<typeof changedUser>;

/**
 * `stored` with what was filled in, read as what an identity provider sends is.
 * @throws ScimError 400 invalidValue
 */
export function withAttributes(stored: JsonObject, filled: Filled): JsonObject {
  const { email: newEmail, givenName, familyName, department, ...plain } = filled;
  const enterprise = objectOf(stored[ENTERPRISE_USER_SCHEMA.id]);
  const said: Record<string, Json | undefined> = {
    ...stored,
    ...plain,
    name: named(objectOf(stored.name), { givenName, familyName }),
    emails: newEmail === undefined ? stored.emails : reachedAt(stored, newEmail),
    [ENTERPRISE_USER_SCHEMA.id]: department === undefined ? enterprise : { ...enterprise, department },
  };
  const listed = Array.isArray(stored.schemas) ? stored.schemas : [];
  const schemas = [...new Set([...listed, USER_SCHEMA.id, ENTERPRISE_USER_SCHEMA.id])];
  return readUser(withoutUndefined({ ...said, schemas }), true).resource;
}

/** A formatted name is no longer true once a part of it is another. */
function named(stored: JsonObject, parts: Pick<Filled, "givenName" | "familyName">): JsonObject {
  const changed = withoutUndefined(parts);
  if (Object.entries(changed).every(([part, value]) => (stored[part] ?? null) === value)) return stored;
  const { formatted: _, ...rest } = stored;
  return { ...rest, ...changed };
}

/** The user's addresses with another primary one; null takes that one away. */
function reachedAt(stored: JsonObject, address: string | null): Json[] {
  const emails = Array.isArray(stored.emails) ? stored.emails.filter(isObject) : [];
  const was = primaryEmail(stored);
  const others = emails.filter(({ value }) => value !== was && value !== address);
  if (address === null) return others;
  const primary = emails.find(({ value }) => value === was) ?? { type: "work" };
  return [{ ...primary, value: address, primary: true }, ...others.map(({ primary: _, ...rest }) => rest)];
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function withoutUndefined(values: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as JsonObject;
}
