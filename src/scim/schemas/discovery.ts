/** The schemas of what the server says of itself. RFC 7643 §5, §6, §7, §8.7.2. */

import type { Attribute, Schema } from "../schema.ts";
import { REFERENCE, TEXT } from "./attribute.ts";

const FIXED = { ...TEXT, mutability: "readOnly" } as const satisfies Partial<Attribute>;
const REQUIRED = { ...FIXED, required: true } as const satisfies Partial<Attribute>;
const ADDRESS = { ...REFERENCE, mutability: "readOnly" } as const satisfies Partial<Attribute>;
const EXTERNAL = { ...ADDRESS, referenceTypes: ["external"] } as const satisfies Partial<Attribute>;
const URI = { ...ADDRESS, required: true, referenceTypes: ["uri"] } as const satisfies Partial<Attribute>;

function complex(name: string, description: string, subAttributes: readonly Attribute[]): Attribute {
  return { ...REQUIRED, name, type: "complex", description, subAttributes };
}

/** Whether the server has a feature, and its figures. */
function feature(name: string, description: string, ...figures: Attribute[]): Attribute {
  const supported: Attribute = { ...REQUIRED, name: "supported", type: "boolean", description: "Whether it is there." };
  return complex(name, description, [supported, ...figures]);
}

function figure(name: string, description: string): Attribute {
  return { ...REQUIRED, name, type: "integer", description };
}

export const SERVICE_PROVIDER_CONFIG_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
  name: "ServiceProviderConfig",
  description: "What the server can do.",
  attributes: [
    { ...EXTERNAL, name: "documentationUri", description: "Where people read about the server." },
    feature("patch", "PATCH."),
    feature(
      "bulk",
      "Many requests in one.",
      figure("maxOperations", "How many."),
      figure("maxPayloadSize", "The most bytes."),
    ),
    feature("filter", "Filters.", figure("maxResults", "The most resources in an answer.")),
    feature("changePassword", "Changes of passwords."),
    feature("sort", "Sorted answers."),
    feature("etag", "Entity tags."),
    {
      ...complex("authenticationSchemes", "How clients sign in.", [
        { ...REQUIRED, name: "type", description: "The scheme." },
        { ...REQUIRED, name: "name", description: "Its usual name." },
        { ...REQUIRED, name: "description", description: "What it is." },
        { ...EXTERNAL, name: "specUri", description: "Where it is specified." },
        { ...EXTERNAL, name: "documentationUri", description: "Where its use is explained." },
        { ...FIXED, name: "primary", type: "boolean", description: "Whether it is preferred." },
      ]),
      multiValued: true,
    },
  ],
};

export const RESOURCE_TYPE_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
  name: "ResourceType",
  description: "A kind of resources.",
  attributes: [
    { ...FIXED, name: "id", description: "The name again." },
    { ...REQUIRED, name: "name", description: "The name, as in meta.resourceType." },
    { ...FIXED, name: "description", description: "What the resources are." },
    { ...URI, name: "endpoint", description: "Where they are, relative to the base address." },
    { ...URI, name: "schema", description: "The URN of their core schema." },
    {
      ...complex("schemaExtensions", "What extends the core schema.", [
        { ...URI, name: "schema", description: "The extension's URN." },
        { ...REQUIRED, name: "required", type: "boolean", description: "Whether all resources must have it." },
      ]),
      required: false,
      multiValued: true,
    },
  ],
};

/** The characteristics of an attribute, which are the same for a sub-attribute. RFC 7643 §7. */
const CHARACTERISTICS: readonly Attribute[] = [
  { ...REQUIRED, name: "name", caseExact: true, description: "The attribute's name." },
  {
    ...REQUIRED,
    name: "type",
    description: "The type of its values.",
    canonicalValues: ["string", "complex", "boolean", "decimal", "integer", "dateTime", "reference", "binary"],
  },
  { ...REQUIRED, name: "multiValued", type: "boolean", description: "Whether it may have several values." },
  { ...FIXED, name: "description", caseExact: true, description: "What it is." },
  { ...FIXED, name: "required", type: "boolean", description: "Whether a resource must have it." },
  {
    ...FIXED,
    name: "canonicalValues",
    multiValued: true,
    caseExact: true,
    description: "Values that are suggested.",
  },
  { ...FIXED, name: "caseExact", type: "boolean", description: "Whether upper and lower case differ." },
  {
    ...FIXED,
    name: "mutability",
    caseExact: true,
    description: "Whether it can be changed.",
    canonicalValues: ["readOnly", "readWrite", "immutable", "writeOnly"],
  },
  {
    ...FIXED,
    name: "returned",
    caseExact: true,
    description: "When answers have it.",
    canonicalValues: ["always", "never", "default", "request"],
  },
  {
    ...FIXED,
    name: "uniqueness",
    caseExact: true,
    description: "Among which resources its value is unique.",
    canonicalValues: ["none", "server", "global"],
  },
  { ...FIXED, name: "referenceTypes", multiValued: true, caseExact: true, description: "What a reference leads to." },
];

export const SCHEMA_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:Schema",
  name: "Schema",
  description: "A schema.",
  attributes: [
    { ...URI, name: "id", description: "The schema's URN." },
    { ...FIXED, name: "name", description: "Its name for people." },
    { ...FIXED, name: "description", description: "What has the schema." },
    {
      ...complex("attributes", "Its attributes.", [
        ...CHARACTERISTICS,
        {
          ...complex("subAttributes", "The parts of a complex attribute.", CHARACTERISTICS),
          required: false,
          multiValued: true,
        },
      ]),
      multiValued: true,
    },
  ],
};
