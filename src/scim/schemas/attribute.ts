/** How the schemas say what their attributes have in common. RFC 7643 §2.2, §2.4. */

import type { Attribute } from "../schema.ts";

/** A text's characteristics, where an attribute does not say otherwise. RFC 7643 §2.2. */
export const TEXT = {
  type: "string",
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: "readWrite",
  returned: "default",
  uniqueness: "none",
} as const satisfies Partial<Attribute>;

/** A reference's. They are compared exactly. RFC 7643 §2.3.7. */
export const REFERENCE = { ...TEXT, type: "reference", caseExact: true } as const satisfies Partial<Attribute>;

/** The kind of a value: what the RFC suggests, though any other text is taken and kept. RFC 7643 §2.4. */
export function kind(...canonicalValues: string[]): Attribute {
  return {
    ...TEXT,
    name: "type",
    description: "What the value is for.",
    ...(canonicalValues.length > 0 && { canonicalValues }),
  };
}

export const DISPLAY: Attribute = {
  ...TEXT,
  name: "display",
  description: "The value as people should read it.",
};

export const PRIMARY: Attribute = {
  ...TEXT,
  name: "primary",
  type: "boolean",
  description: "Whether this is the preferred value; at most one is.",
};
