/** The attributes that every resource has, whatever its schema. RFC 7643 §3.1. */

import type { Attribute } from "../schema.ts";

const text = {
  type: "string",
  multiValued: false,
  required: false,
  caseExact: true,
  mutability: "readOnly",
  returned: "default",
  uniqueness: "none",
} as const;

export const EXTERNAL_ID: Attribute = {
  ...text,
  name: "externalId",
  description: "The identity provider's own identifier of the resource.",
  mutability: "readWrite",
};

export const COMMON_ATTRIBUTES: readonly Attribute[] = [
  {
    ...text,
    name: "id",
    description: "The server's identifier of the resource.",
    required: true,
    returned: "always",
    uniqueness: "server",
  },
  EXTERNAL_ID,
  {
    ...text,
    name: "schemas",
    description: "The URNs of the schemas whose attributes the resource has.",
    multiValued: true,
    required: true,
    mutability: "readWrite",
    returned: "always",
  },
  {
    ...text,
    name: "meta",
    description: "What the server says of the resource itself.",
    type: "complex",
    caseExact: false,
    subAttributes: [
      { ...text, name: "resourceType", description: "The name of the resource's type." },
      { ...text, name: "created", description: "When the resource was created.", type: "dateTime" },
      { ...text, name: "lastModified", description: "When the resource last changed.", type: "dateTime" },
      { ...text, name: "location", description: "The resource's address.", type: "reference" },
      { ...text, name: "version", description: "The resource's version, a weak entity tag." },
    ],
  },
];
