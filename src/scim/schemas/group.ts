/** A group of people and of other groups. RFC 7643 §4.2, §8.7.1. */

import type { Schema } from "../schema.ts";
import { kind, REFERENCE, TEXT } from "./attribute.ts";

export const GROUP_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:Group",
  name: "Group",
  description: "Group",
  attributes: [
    {
      ...TEXT,
      name: "displayName",
      required: true,
      uniqueness: "server",
      description: "The group's name. No two groups of an organization share one, in any case.",
    },
    {
      ...TEXT,
      name: "members",
      type: "complex",
      multiValued: true,
      description: "The group's members. Members are added and removed, never changed.",
      subAttributes: [
        { ...TEXT, name: "value", mutability: "immutable", description: "The member's id." },
        {
          ...REFERENCE,
          name: "$ref",
          mutability: "immutable",
          referenceTypes: ["User", "Group"],
          description: "The member's address.",
        },
        { ...kind("User", "Group"), mutability: "immutable", description: "What the member is." },
      ],
    },
  ],
};
