/** A route's schemas as Fastify checks them and as the API's description tells them. */

import type { FastifySchema } from "fastify";
import { z } from "zod";
import { ROLE_NAMES } from "../accounts/roles.ts";
import { type AdminRoute, refusal } from "./route.ts";

/** What `route` takes, what it answers, and each status that it may refuse with. */
export function schemaOf(route: AdminRoute): FastifySchema {
  const { summary, access, body, params, query, status, answer, refusals = [], throttled } = route;
  const statuses = [400, ...(access === "anybody" ? [] : [401, 403]), ...refusals, ...(throttled ? [429] : []), 503];
  const failures = Object.fromEntries(statuses.map((failure) => [failure, refusal]));
  return {
    summary,
    tags: [subjectOf(route.path)],
    description: `For ${whom(access)}.`,
    ...(body && { body }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    response: { [status]: answer ?? z.undefined(), ...failures },
  };
}

/** What the description files it under: the first word of its path. */
function subjectOf(path: string): string {
  return path.split("/", 2)[1] ?? "";
}

function whom(access: AdminRoute["access"]): string {
  if (access === "anybody") return "anybody";
  if (access === "signed in") return "whoever is signed in";
  if (access === "signed in recently") return "whoever signed in within the last 15 minutes";
  const { role, recently } = typeof access === "string" ? { role: access, recently: false } : access;
  const all = role === "organization_admin" ? ROLE_NAMES[role] : `${ROLE_NAMES[role]} and above`;
  return recently ? `${all}, signed in within the last 15 minutes` : all;
}
