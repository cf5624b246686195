/** Issue 4: refusals that no test can make the server answer at will, told from what the log would keep of them. */

import { expect, test } from "vitest";
import type { KeptRequest } from "../../src/activity/kept-request.ts";
import { sentenceOf } from "../../src/activity/sentence.ts";
import { NOBODY } from "../support/bodies.ts";

const nothing: KeptRequest = {
  id: NOBODY as KeptRequest["id"],
  connectionId: NOBODY as KeptRequest["connectionId"],
  at: new Date(),
  method: "GET",
  path: "/",
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
};

/** What no test can make the server answer at will, or in a moment. */
test.each([
  [
    503,
    "The database is not reachable just now; the request can be repeated in a few seconds.",
    "Muster's database could not be reached",
  ],
  [500, "Something went wrong in Muster; its log says what.", "something went wrong in Muster"],
  [
    400,
    "The filter takes too long on this directory; compare id, userName, externalId or an email with eq.",
    "its filter takes too long on this directory",
  ],
  [400, "Request body size did not match Content-Length", "its body arrived in part only"],
  [
    413,
    "The resource would be larger than 1 MiB; remove what it need not have.",
    "it would be larger than 1 MiB with all its attributes",
  ],
  [
    400,
    "Too many operations on too many elements of emails; send several requests.",
    "too many operations on too many elements of emails",
  ],
  [400, "The body is not UTF-8.", "the body is not UTF-8"],
])("%i %s", (status, detail, why) => {
  const request = { ...nothing, method: "PATCH", path: `/Users/${NOBODY}`, status, detail };
  const { text, fix, kind } = sentenceOf(request, { provider: undefined, shortName: "acme" });
  expect(text).toBe(`A change of a user was refused: ${why}`);
  expect(fix).toMatch(/^[A-Z].*\.$/);
  expect(kind).toMatch(/^refused /);
});

test("a refusal that nobody has written a sentence for is told as it is, and a test hears of it", () => {
  const request = {
    ...nothing,
    method: "GET",
    path: "/scim/v2/Users",
    status: 418,
    detail: "I am a teapot; use another.",
  };
  const { text, kind } = sentenceOf(request, { provider: undefined, shortName: "acme" });
  expect([text, kind]).toEqual(["Reading users was refused: I am a teapot", expect.stringMatching(/^untold/)]);
});
