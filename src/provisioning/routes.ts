/** The SCIM endpoint at a glance. RFC 7644 §3.2. */

import {
  resourceTypeRoute,
  resourceTypesRoute,
  schemaRoute,
  schemasRoute,
  serviceProviderConfigRoute,
} from "./discovery.ts";
import { createGroupRoute } from "./groups/create-group.ts";
import { deleteGroupRoute } from "./groups/delete-group.ts";
import { listGroupsRoute, searchGroupsRoute } from "./groups/list-groups.ts";
import { patchGroupRoute } from "./groups/patch-group.ts";
import { readGroupRoute } from "./groups/read-group.ts";
import { replaceGroupRoute } from "./groups/replace-group.ts";
import { bulkRoute, meRoutes } from "./not-offered.ts";
import type { Route } from "./route.ts";
import { searchRoute } from "./search.ts";
import { createUserRoute } from "./users/create-user.ts";
import { deleteUserRoute } from "./users/delete-user.ts";
import { listUsersRoute, searchUsersRoute } from "./users/list-users.ts";
import { patchUserRoute } from "./users/patch-user.ts";
import { readUserRoute } from "./users/read-user.ts";
import { replaceUserRoute } from "./users/replace-user.ts";

export const routes: readonly Route[] = [
  readUserRoute,
  listUsersRoute,
  searchUsersRoute,
  createUserRoute,
  replaceUserRoute,
  patchUserRoute,
  deleteUserRoute,
  readGroupRoute,
  listGroupsRoute,
  searchGroupsRoute,
  createGroupRoute,
  replaceGroupRoute,
  patchGroupRoute,
  deleteGroupRoute,
  searchRoute,
  serviceProviderConfigRoute,
  resourceTypesRoute,
  resourceTypeRoute,
  schemasRoute,
  schemaRoute,
  ...meRoutes,
  bulkRoute,
];
