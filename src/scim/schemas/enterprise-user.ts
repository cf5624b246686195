/** What an enterprise adds to a person. RFC 7643 §4.3, §8.7.1. */

import type { Schema } from "../schema.ts";
import { REFERENCE, TEXT } from "./attribute.ts";

export const ENTERPRISE_USER_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  name: "EnterpriseUser",
  description: "Enterprise User",
  attributes: [
    { ...TEXT, name: "employeeNumber", description: "The number the organization gave the person." },
    { ...TEXT, name: "costCenter", description: "The cost center." },
    { ...TEXT, name: "organization", description: "The organization." },
    { ...TEXT, name: "division", description: "The division." },
    { ...TEXT, name: "department", description: "The department." },
    {
      ...TEXT,
      name: "manager",
      type: "complex",
      description: "The person's manager. Need not be known to this server.",
      subAttributes: [
        { ...TEXT, name: "value", description: "The manager's id." },
        { ...REFERENCE, name: "$ref", referenceTypes: ["User"], description: "The manager's address." },
        { ...TEXT, name: "displayName", mutability: "readOnly", description: "The manager's displayName." },
      ],
    },
  ],
};
