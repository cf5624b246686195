/** Requests as the log would keep them, for tests of how they are told. */

import type { KeptRequest } from "./kept-request.ts";

const ID = "0190d5a0-0000-7000-8000-000000000000";

/** A request that says nothing of itself, but for what is given. */
export function request(more: Partial<KeptRequest>): KeptRequest {
  return {
    id: ID as KeptRequest["id"],
    connectionId: ID as KeptRequest["connectionId"],
    at: new Date("2026-11-24T10:00:00Z"),
    method: "GET",
    path: "/scim/v2/Users",
    status: 200,
    scimType: null,
    detail: null,
    resourceType: null,
    resourceId: null,
    client: null,
    address: null,
    durationMs: null,
    body: null,
    notes: null,
    results: null,
    changes: [],
    names: {},
    ...more,
  };
}
