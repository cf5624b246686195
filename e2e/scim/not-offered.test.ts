/** scim.md: /Me and /Bulk. RFC 7644 §3.7, §3.11. */

import { expect, test } from "vitest";
import { acme } from "../support/acme.ts";
import { expectRefusal, person } from "../support/bodies.ts";

const { scim, address } = await acme();

test.each(["GET", "POST", "PUT", "PATCH", "DELETE"])("%s /Me is 501", async (method) => {
  const body = method === "GET" || method === "DELETE" ? undefined : person(address());
  expectRefusal(await scim(method, "/Me", body), 501, undefined, /\/Me .*\/Users/);
});

test("POST /Bulk is 501 and does nothing of what it holds", async () => {
  const data = person(address());
  const bulk = {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
    Operations: [{ method: "POST", path: "/Users", bulkId: "1", data }],
  };
  expectRefusal(await scim("POST", "/Bulk", bulk), 501, undefined, /one by one/);
  expect((await scim("GET", `/Users?filter=userName eq "${data.userName}"`)).body.totalResults).toBe(0);
});
