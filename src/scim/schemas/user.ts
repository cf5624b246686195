/** A person. RFC 7643 §4.1, §8.7.1. */

import type { Attribute, Schema } from "../schema.ts";
import { DISPLAY, kind, PRIMARY, REFERENCE, TEXT } from "./attribute.ts";

const NAME: Attribute = {
  ...TEXT,
  name: "name",
  type: "complex",
  description: "The parts of the person's name.",
  subAttributes: [
    { ...TEXT, name: "formatted", description: "The whole name, as it should be shown." },
    { ...TEXT, name: "familyName", description: "The family name, or last name." },
    { ...TEXT, name: "givenName", description: "The given name, or first name." },
    { ...TEXT, name: "middleName", description: "The middle names." },
    { ...TEXT, name: "honorificPrefix", description: "The title before the name, such as Dr." },
    { ...TEXT, name: "honorificSuffix", description: "The suffix behind the name, such as III." },
  ],
};

const ADDRESSES: Attribute = {
  ...TEXT,
  name: "addresses",
  type: "complex",
  multiValued: true,
  description: "Postal addresses.",
  subAttributes: [
    { ...TEXT, name: "formatted", description: "The whole address, as it should be shown; may have line breaks." },
    { ...TEXT, name: "streetAddress", description: "Street, house number, PO box; may have line breaks." },
    { ...TEXT, name: "locality", description: "The city." },
    { ...TEXT, name: "region", description: "The state or region." },
    { ...TEXT, name: "postalCode", description: "The postal code." },
    { ...TEXT, name: "country", description: "The country, as an ISO 3166-1 alpha-2 code." },
    kind("work", "home", "other"),
    PRIMARY,
  ],
};

/** What the server knows of a person's groups. It is changed through the groups. RFC 7643 §4.1.2. */
const GROUPS: Attribute = {
  ...TEXT,
  name: "groups",
  type: "complex",
  multiValued: true,
  mutability: "readOnly",
  description: "The groups of which the person is a direct member. Changed through the groups' members.",
  subAttributes: [
    { ...TEXT, name: "value", mutability: "readOnly", description: "The group's id." },
    {
      ...REFERENCE,
      name: "$ref",
      mutability: "readOnly",
      referenceTypes: ["Group"],
      description: "The group's address.",
    },
    { ...DISPLAY, mutability: "readOnly", description: "The group's displayName." },
    { ...kind("direct"), mutability: "readOnly", description: "How the person belongs to the group." },
  ],
};

/** A multi-valued attribute of the usual form: value, display, type, primary. RFC 7643 §2.4. */
function list(name: string, description: string, value: Omit<Attribute, "name">, type: Attribute): Attribute {
  return {
    ...TEXT,
    name,
    type: "complex",
    multiValued: true,
    description,
    subAttributes: [{ ...value, name: "value" }, DISPLAY, type, PRIMARY],
  };
}

export const USER_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:User",
  name: "User",
  description: "User Account",
  attributes: [
    {
      ...TEXT,
      name: "userName",
      required: true,
      uniqueness: "server",
      description: "The name the person signs in with. No two accounts of an organization share one, in any case.",
    },
    NAME,
    { ...TEXT, name: "displayName", description: "The name to show for the person." },
    { ...TEXT, name: "nickName", description: "What the person is casually called." },
    {
      ...REFERENCE,
      name: "profileUrl",
      referenceTypes: ["external"],
      description: "The address of a page about the person.",
    },
    { ...TEXT, name: "title", description: "The person's title, such as Vice President." },
    { ...TEXT, name: "userType", description: "The relation to the organization, such as Employee." },
    { ...TEXT, name: "preferredLanguage", description: "The language, as in Accept-Language." },
    { ...TEXT, name: "locale", description: "Where dates, numbers and currencies are formatted for, such as en-US." },
    { ...TEXT, name: "timezone", description: "The time zone, in the Olson form: Europe/Berlin." },
    { ...TEXT, name: "active", type: "boolean", description: "Whether the person may use the account." },
    {
      ...TEXT,
      name: "password",
      caseExact: true,
      mutability: "writeOnly",
      returned: "never",
      description: "Accepted and thrown away: people sign in at their identity provider.",
    },
    list("emails", "Email addresses.", { ...TEXT, description: "The email address." }, kind("work", "home", "other")),
    list(
      "phoneNumbers",
      "Phone numbers.",
      { ...TEXT, description: "The phone number." },
      kind("work", "home", "mobile", "fax", "pager", "other"),
    ),
    list(
      "ims",
      "Instant messaging addresses.",
      { ...TEXT, description: "The messaging address." },
      kind("aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"),
    ),
    list(
      "photos",
      "Pictures of the person.",
      { ...REFERENCE, referenceTypes: ["external"], description: "The picture's address." },
      kind("photo", "thumbnail"),
    ),
    ADDRESSES,
    GROUPS,
    list("entitlements", "What the person is entitled to.", { ...TEXT, description: "The entitlement." }, kind()),
    list("roles", "Roles of the person, such as Student.", { ...TEXT, description: "The role." }, kind()),
    list(
      "x509Certificates",
      "The person's X.509 certificates.",
      { ...TEXT, type: "binary", caseExact: true, description: "The certificate, DER in Base64." },
      kind(),
    ),
  ],
};
