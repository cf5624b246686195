/** The kinds of resources that this server provisions. RFC 7643 §6. */

import type { ResourceType } from "./schema.ts";
import { ENTERPRISE_USER_SCHEMA } from "./schemas/enterprise-user.ts";
import { GROUP_SCHEMA } from "./schemas/group.ts";
import { USER_SCHEMA } from "./schemas/user.ts";

export const USER: ResourceType = {
  id: "User",
  name: "User",
  description: "The people of an organization.",
  endpoint: "/Users",
  schema: USER_SCHEMA,
  extensions: [ENTERPRISE_USER_SCHEMA],
};

export const GROUP: ResourceType = {
  id: "Group",
  name: "Group",
  description: "The groups of an organization.",
  endpoint: "/Groups",
  schema: GROUP_SCHEMA,
  extensions: [],
};
